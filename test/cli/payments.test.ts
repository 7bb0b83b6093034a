import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withService } from './cli.ts';

const { cli, data, post, tokenOf, pay, loseWebhook, openPayment, onTerminal } = withService();

type Page = { readonly items: readonly { readonly id: string }[]; readonly next_cursor: string | null };

/** A checkout at the demo gym: what its page is called at the provider, and our payment's id. */
async function openCheckout(): Promise<{ parentId: string; paymentId: string }> {
  const token = tokenOf('user-1');
  const checkout = { gym_id: 'demo-gym', amount: 5000.5, title: 'Monthly pass', payer_email: 'a@b.example' };
  const { init_point } = await post('/api/v1/payments/checkout', token, checkout);
  const parentId = new URL(String(init_point)).searchParams.get('pref_id') ?? '';
  const { items } = await data<Page>(['payment', 'list', '--gym', 'demo-gym', '--limit', '1']);
  return { parentId, paymentId: items[0]?.id ?? '' };
}

describe('payment', () => {
  test('payment list shows payments, newest first, by what is asked for', async () => {
    const one = await openPayment();
    const other = await openPayment();

    const { code, out, err } = await cli(['payment', 'list']);
    const ofOrder = await data<Page>(['payment', 'list', '--order', one.orderId, '--status', 'pending']);
    const none = await cli(['payment', 'list', '--order', one.orderId, '--status', 'succeeded']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^PAYMENT +STATUS +AMOUNT +REFUNDED +DISPUTE +PROBLEMS +FOR +BUYER +CREATED \(UTC\)$/m);
    expect(out).toMatch(
      new RegExp(`^${one.paymentId} +pending +1000 JPY +- +- +- +order ${one.orderId} +user-1 +\\d{4}-`, 'm'),
    );
    expect(out.indexOf(other.paymentId)).toBeLessThan(out.indexOf(one.paymentId));
    expect(ofOrder).toMatchObject({ items: [{ id: one.paymentId }], next_cursor: null });
    expect(none).toEqual({ code: 0, out: 'No payments.\n', err: '' });
  });

  test('payment list distinguishes paid, paid twice and refunded, with gym and buyer', async () => {
    const [twice, back] = [await openCheckout(), await openCheckout()];
    await pay(twice.parentId, 'pay_twice');
    await pay(back.parentId);
    await data(['payment', 'refund', back.paymentId, '--amount', '0.50', '--yes']);

    const { out } = await cli(['payment', 'list', '--gym', 'demo-gym', '--limit', '2']);

    const row = (id: string, words: string) =>
      new RegExp(`^${id} +succeeded +5000\\.50 ARS +${words} +gym demo-gym +a@b\\.example `, 'm');
    expect(out).toMatch(row(twice.paymentId, '- +- +paid_twice'));
    expect(out).toMatch(row(back.paymentId, '0\\.50 ARS +- +-'));
  });

  test('payment list goes on where a page ended', async () => {
    const older = await openPayment();
    const newer = await openPayment();
    const first = await cli(['payment', 'list', '--limit', '1']);
    const cursor = /^More: --cursor (\S+)$/m.exec(first.out)?.[1] ?? '';

    const second = await data<Page>(['payment', 'list', '--limit', '1', '--cursor', cursor]);

    expect(first.out).toContain(newer.paymentId);
    expect(second.items.map(({ id }) => id)).toEqual([older.paymentId]);
  });

  test('payment get shows a payment', async () => {
    const { orderId, paymentId } = await openPayment();

    const { code, out } = await cli(['payment', 'get', paymentId]);

    expect(code).toBe(0);
    expect(out).toMatch(/^status +pending$/m);
    expect(out).toMatch(/^amount +1000 JPY$/m);
    expect(await data(['payment', 'get', paymentId])).toMatchObject({ id: paymentId, order_id: orderId });
  });

  test.each([
    ['get', randomUUID(), 'Payment not found (404)'],
    ['get', '../orders', 'payment_id must be a UUID (400, payment_id)'],
    ['explain', randomUUID(), 'Payment not found (404)'],
  ])('payment %s %s is refused in one line', async (verb, id, words) => {
    const { code, out, err } = await cli(['payment', verb, id]);

    expect({ code, out, err }).toEqual({ code: 1, out: '', err: `fitstack-payments: ${words}\n` });
  });

  test.each([
    ['--status', 'paid', '(400, status)'],
    ['--order', '5', '(400, order_id)'],
    ['--cursor', 'made-up', '(400, cursor)'],
    ['--limit', '0', '(400, limit)'],
  ])('payment list %s %s is refused in one line', async (option, value, words) => {
    const { code, out, err } = await cli(['payment', 'list', option, value]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});

describe('explain', () => {
  test.each([['explain'], ['payment', 'explain']])(
    'explain shows everything on one page: %s %s',
    async (...command) => {
      const { orderId, paymentId } = await openPayment({ description: 'Two towels' });
      await pay(paymentId, 'fail');
      await pay(paymentId);

      const { code, out, err } = await cli([...command.filter((word) => word !== undefined), paymentId]);

      expect({ code, err }).toEqual({ code: 0, err: '' });
      const lines = [
        /^1000 JPY, PAID$/m,
        /^status +succeeded$/m,
        new RegExp(`^payment +${paymentId}$`, 'm'),
        new RegExp(`^for +order ${orderId}$`, 'm'),
        /^title +Two towels$/m,
        /^captured +1000 JPY$/m,
        /^ {2}PROVIDER PAYMENT +STATUS +AUTHORIZED +CAPTURED +WITH +DECLINED +AT$/m,
        /succeeded +1000 JPY +1000 JPY/,
        / user-1 asked to open intent: ok, \d+ ms$/m,
        / stripe was asked to open: ok, \d+ ms$/m,
        / stripe sent payment_intent\.payment_failed \(evt_\w+\): processed$/m,
        / pending → failed, by webhook evt_/,
        / failed → succeeded, by webhook evt_/,
      ];
      for (const line of lines) expect(out).toMatch(line);
      expect(out.indexOf('pending → failed')).toBeLessThan(out.indexOf('failed → succeeded'));
    },
  );

  test('explain --json prints what the API answers', async () => {
    const { paymentId } = await openPayment();

    const page = await data<{ details: object; timeline: object[] }>(['explain', paymentId]);

    expect(page.details).toMatchObject({ id: paymentId, provider: 'stripe', attempts: [], anomalies: [] });
    expect(page.timeline).toContainEqual(expect.objectContaining({ kind: 'opened', actor: 'user-1' }));
  });

  test('explain shows what should not have happened', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId, 'pay_twice');

    const { out } = await cli(['explain', paymentId]);

    expect(out).toMatch(/^ {2}ANOMALY +KIND +ABOUT +FOUND +ENDED$/m);
    expect(out).toMatch(/^ {2}[0-9a-f-]{36} +paid_twice +\d+ +\S+ \S+ +OPEN$/m);
    expect(out).toMatch(/^5000\.50 ARS, PAID TWICE\n/);
    expect(out).toMatch(/^captured +10001\.00 ARS$/m);
    expect(out).toMatch(/^for +a checkout at demo-gym$/m);
  });

  test('explain says so when it is unknown what a call has done', async () => {
    const { order_id } = await data(['order', 'put', '--user', 'user-1', '--amount', '1000', '--currency', 'jpy']);
    const token = tokenOf('user-1');
    await data(['sandbox', 'fault', 'reset_after', '--provider', 'stripe', '--operation', 'open', '--times', '1']);
    await post('/api/v1/payments/intent', token, { order_id });
    const { items } = await data<Page>(['payment', 'list', '--order', String(order_id)]);

    const { out } = await cli(['explain', items[0]?.id ?? '']);

    expect(out).toMatch(/^IN DOUBT: 1 call\(s\)/m);
    expect(out).toMatch(/ stripe was asked to open: unknown, \d+ ms \(.+\)$/m);
    expect(out).toMatch(/ user-1 asked to open intent: provider unavailable/);
  });
});

describe('explain of a payment that nothing is wrong with', () => {
  test('explain of a payment that nothing is wrong with says how to ask the provider, where the payment may be paid though it is pending', async () => {
    const { paymentId } = await openPayment();
    await pay(paymentId, 'succeed', '?hold=1');

    const { out } = await cli(['explain', paymentId]);

    expect(out).toMatch(/^1000 JPY, NOT PAID YET\n/);
    expect(out).toContain(`\n    npm run cli -- payment sync ${paymentId}\n`);
    await data(['payment', 'sync', paymentId]);
    expect((await cli(['explain', paymentId])).out).toMatch(/^1000 JPY, PAID\n/);
  });

  test('explain of a payment that nothing is wrong with leads with what was refunded', async () => {
    const { paymentId } = await openPayment();
    await pay(paymentId);

    await data(['payment', 'refund', paymentId, '--amount', '400', '--yes']);
    const { out: part } = await cli(['explain', paymentId]);
    await data(['payment', 'refund', paymentId, '--yes']);
    const { out: all } = await cli(['explain', paymentId]);

    expect(part).toMatch(/^1000 JPY, REFUNDED IN PART\n/);
    expect(all).toMatch(/^1000 JPY, REFUNDED\n/);
  });
});

describe('refund', () => {
  test('refund sends a part of the money back, and prints the key that tries again', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId);

    const args = ['payment', 'refund', paymentId, '--amount', '1000.50', '--reason', 'One day less', '--yes'];
    const { code, out, err } = await cli(args);
    const key = /^key (\S+)\n$/.exec(err)?.[1] ?? '';
    const again = await data([...args, '--key', key]);

    expect(code).toBe(0);
    expect(out).toMatch(/^amount +1000\.50 ARS$/m);
    expect(out).toMatch(/^Left: 4000\.00 ARS of 5000\.50 ARS captured$/m);
    expect(out).toMatch(/^status +succeeded$/m);
    expect(out).toContain(String(again['id']));
    const { out: page } = await cli(['explain', paymentId]);
    expect(page).toMatch(/^refunded +1000\.50 ARS$/m);
    expect(page).toMatch(/^ {2}REFUND +STATUS +AMOUNT +OF +REQUESTED BY +REASON$/m);
    expect(page).toMatch(/ cli:\S+ requested a refund of 1000\.50 ARS \(One day less\), refund /);
  });

  test('refund whose outcome is unknown is not shown as money that went back', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId);
    await data(['sandbox', 'fault', 'reset', '--operation', 'refund', '--times', '1']);

    const { code } = await cli(['payment', 'refund', paymentId, '--amount', '1000.50', '--yes']);
    const { out: page } = await cli(['explain', paymentId]);

    expect(code).toBe(1);
    expect(page).toMatch(/^IN DOUBT: 1 call\(s\) to the provider \(refund\) may have had an effect, since /m);
    expect(page).toMatch(/^refunded +0\.00 ARS$/m);
    expect(page).toMatch(/^refunds pending +1000\.50 ARS$/m);
    expect(page).toMatch(/^ {2}\S+ +requested, outcome unknown +1000\.50 ARS /m);
    expect(page).toMatch(/ cli:\S+ requested a refund of 1000\.50 ARS, refund /);
    expect(page).not.toMatch(/ sent (?!payment\.created )/);
    expect(page).not.toMatch(/ reported (?:a|that the) refund /);
  });

  test('refund sends back what was paid twice', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId, 'pay_twice');
    const { details } = await data<{ details: { anomalies: { subject: string }[] } }>(['explain', paymentId]);
    const attempt = details.anomalies[0]?.subject ?? '';

    const refund = await data(['payment', 'refund', paymentId, '--attempt', attempt, '--yes']);

    expect(refund).toMatchObject({ payment_id: paymentId, amount: 500_050, currency: 'ars', status: 'succeeded' });
    expect(await data(['payment', 'get', paymentId])).toMatchObject({ status: 'succeeded' });
    const after = await data<{ details: { amounts: object; refunds: object[] } }>(['explain', paymentId]);
    expect(after.details.amounts).toMatchObject({ captured: 1_000_100, refunded: 500_050 });
    expect(after.details.refunds).toMatchObject([{ provider_payment_id: attempt }]);
  });

  test('refund asks nothing where nothing is left, and says what is left in decimals', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId);
    const refund = ['payment', 'refund', paymentId];

    const more = await cli([...refund, '--amount', '5000.51']);
    const all = await cli([...refund, '--yes']);
    const again = await cli(refund);
    const key = /^key (\S+)\n$/.exec(all.err)?.[1] ?? '';
    const same = await data([...refund, '--key', key]);

    expect(more).toMatchObject({ code: 1, err: 'fitstack-payments: At most 5000.50 ARS can be refunded\n' });
    expect(all.code).toBe(0);
    expect(again).toMatchObject({ code: 1, err: 'fitstack-payments: Nothing is left to refund\n' });
    expect(same).toMatchObject({ amount: 500_050, status: 'succeeded' });
  });

  test('refund of what was not paid is refused in one line, after the key', async () => {
    const { paymentId } = await openPayment();

    const { code, out, err } = await cli(['payment', 'refund', paymentId, '--amount', '1', '--yes']);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^key \S+\nfitstack-payments: .+ \(409\)\n$/);
  });
});

describe('commands that move money', () => {
  test('a command that moves money reads --amount as decimals, and refuses a whole number that could be meant either way', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId);

    const { code, out, err } = await cli(['payment', 'refund', paymentId, '--amount', '75', '--yes']);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('fitstack-payments: --amount 75 could be 75.00 or 0.75 ARS: write 75.00 or 0.75\n');
  });

  test.each([['refund'], ['capture'], ['cancel']])(
    '%s stops where no terminal can ask and --yes is missing',
    async (verb) => {
      const { paymentId } = await openPayment({ capture_method: 'manual' });
      if (verb === 'capture') await pay(paymentId);

      const { code, out, err } = await cli(['payment', verb, paymentId]);

      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(
        /^fitstack-payments: (?:Refund what has come|Capture 1000 JPY|Cancel) .* Nothing was done: add --yes .+\n$/,
      );
      expect(await data(['payment', 'get', paymentId])).toMatchObject({
        status: verb === 'capture' ? 'processing' : 'pending',
      });
    },
  );

  test.each([
    ['no\n', 1, 0],
    ['\n', 1, 0],
    ['\u0004', 1, 0], // Ctrl-D
    ['yes\n', 0, 1],
  ])(
    'a command that moves money asks on a terminal, with what is left afterwards: %j',
    async (answer, code, refunds) => {
      const { parentId, paymentId } = await openCheckout();
      await pay(parentId);

      const asked = await onTerminal(['payment', 'refund', paymentId, '--amount', '1000.50'], answer);

      expect(asked.code).toBe(code);
      expect(asked.out).toContain(`Refund 1000.50 ARS of payment ${paymentId}?`);
      expect(asked.out).toContain('4000.00 ARS of it is left afterwards.');
      const { details } = await data<{ details: { refunds: object[] } }>(['explain', paymentId]);
      expect(details.refunds).toHaveLength(refunds);
    },
  );
});

describe('capture', () => {
  test('capture takes a part of what the customer agreed to', async () => {
    const { paymentId } = await openPayment({ capture_method: 'manual' });
    await pay(paymentId);
    const { out: before } = await cli(['explain', paymentId]);

    const { code, out } = await cli(['payment', 'capture', paymentId, '--amount', '400', '--yes']);

    expect(before).toMatch(/^1000 JPY, AUTHORIZED, NOT CAPTURED$/m);
    expect(before).toMatch(/^capturable +1000 JPY$/m);
    expect(code).toBe(0);
    expect(out).toMatch(/^status +succeeded$/m);
    const { out: page } = await cli(['explain', paymentId]);
    expect(page).toMatch(/^captured +400 JPY$/m);
    expect(page).toMatch(/^capturable +0 JPY$/m);
    expect(page).toMatch(/ cli:\S+ requested a capture of 400 JPY$/m);
    expect(page).toMatch(/ cli:\S+ asked to capture: ok, \d+ ms$/m);
  });

  test('capture --json prints the payment, all of it taken', async () => {
    const { paymentId } = await openPayment({ capture_method: 'manual' });
    await pay(paymentId);

    expect(await data(['payment', 'capture', paymentId, '--yes'])).toMatchObject({
      id: paymentId,
      status: 'succeeded',
    });
    const again = await cli(['payment', 'capture', paymentId]);
    expect(again).toMatchObject({ code: 1, err: 'fitstack-payments: Nothing is left to capture\n' });
  });

  test.each([
    [['--amount', '1001'], 'At most 1000 JPY can be captured', { capture_method: 'manual' }],
    [['--amount', '0'], '--amount must be more than 0', { capture_method: 'manual' }],
    [[], 'Nothing is left to capture', {}],
  ])('capture %j is refused in one line: %s', async (args, words, order) => {
    const { paymentId } = await openPayment(order);
    await pay(paymentId);

    const { code, out, err } = await cli(['payment', 'capture', paymentId, '--yes', ...args]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});

describe('cancel', () => {
  test('cancel ends a payment, so that it can’t be paid', async () => {
    const { paymentId } = await openPayment();
    // It may be there before the answer to the operator's request is committed.
    await loseWebhook();

    const { code, out } = await cli(['payment', 'cancel', paymentId, '--yes']);

    expect(code).toBe(0);
    expect(out).toMatch(/^status +cancelled$/m);
    expect(await data(['payment', 'cancel', paymentId, '--yes'])).toMatchObject({ id: paymentId, status: 'cancelled' });
    const { out: page } = await cli(['explain', paymentId]);
    // The provider's webhook about it may be faster than its answer: then that is the cause.
    expect(page).toMatch(/ pending → cancelled, by (operator cli:|webhook evt_)\S+$/m);
    expect(page).toMatch(/ cli:\S+ asked to cancel: ok, /);
  });

  test('cancel of a paid payment is refused in one line', async () => {
    const { paymentId } = await openPayment();
    await pay(paymentId);

    const { code, out, err } = await cli(['payment', 'cancel', paymentId, '--yes']);

    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: 'fitstack-payments: The payment is succeeded (409)\n',
    });
  });
});

describe('sync', () => {
  test('sync asks the provider now, so that what no webhook reported is known', async () => {
    const { paymentId } = await openPayment();
    await pay(paymentId, 'succeed', '?hold=1');

    const { code, out } = await cli(['payment', 'sync', paymentId]);

    expect(code).toBe(0);
    expect(out).toMatch(/^status +succeeded$/m);
    expect(await data(['payment', 'sync', paymentId])).toMatchObject({ id: paymentId, status: 'succeeded' });
  });

  test('sync is refused in one line for a payment that is not there', async () => {
    const { code, err } = await cli(['payment', 'sync', randomUUID()]);

    expect({ code, err }).toEqual({ code: 1, err: 'fitstack-payments: Payment not found (404)\n' });
  });
});

describe('resolve', () => {
  test('resolve says who has looked at an anomaly, and why it is settled', async () => {
    const { parentId, paymentId } = await openCheckout();
    await pay(parentId, 'pay_twice');
    const { details } = await data<{ details: { anomalies: { id: string }[] } }>(['explain', paymentId]);
    const id = details.anomalies[0]?.id ?? '';

    const { code, out } = await cli(['payment', 'resolve', paymentId, id, '--reason', 'Refunded']);
    const again = await data(['payment', 'resolve', paymentId, id, '--reason', 'Refunded']);
    const other = await cli(['payment', 'resolve', paymentId, id, '--reason', 'Something else']);

    expect(code).toBe(0);
    expect(out).toMatch(/^by +cli:\S+$/m);
    expect(out).toMatch(/^reason +Refunded$/m);
    expect(again).toMatchObject({ id, kind: 'paid_twice', reason: 'Refunded' });
    expect(other).toEqual({ code: 1, out: '', err: 'fitstack-payments: The anomaly is resolved already (409)\n' });
    const { out: page } = await cli(['explain', paymentId]);
    expect(page).toMatch(/ cli:\S+ resolved paid twice \(Refunded\)$/m);
    expect(page).toMatch(/ paid_twice .+ cli:\S+: Refunded$/m);
  });

  test('resolve is refused in one line for an anomaly that is not there', async () => {
    const { paymentId } = await openPayment();

    const { code, err } = await cli(['payment', 'resolve', paymentId, randomUUID(), '--reason', 'x']);

    expect({ code, err }).toEqual({ code: 1, err: 'fitstack-payments: Anomaly not found (404)\n' });
  });
});

describe('sandbox', () => {
  test('sandbox pay pays as the buyer would, and shows what the service answered to the webhook', async () => {
    const { paymentId } = await openPayment();

    const { code, out } = await cli(['sandbox', 'pay', paymentId]);

    expect(code).toBe(0);
    expect(out).toMatch(/^status +succeeded$/m);
    expect(out).toMatch(/^WEBHOOK +ANSWERED +ID\npayment_intent\.succeeded +200 +evt_/m);
    expect(await data(['payment', 'get', paymentId])).toMatchObject({ status: 'succeeded' });
  });

  test('sandbox pay --hold keeps the webhook back', async () => {
    const { paymentId } = await openPayment();

    const { webhooks } = await data<{ webhooks: object[] }>(['sandbox', 'pay', paymentId, 'fail', '--hold']);

    expect(webhooks).toMatchObject([{ status_code: null }]);
    expect(await data(['payment', 'get', paymentId])).toMatchObject({ status: 'pending' });
  });

  test('sandbox fault lists what can go wrong, and what is switched on', async () => {
    const switched = await data(['sandbox', 'fault', 'slow', '--ms', '5', '--probability', '0.5', '--seed', '7']);
    const listed = await cli(['sandbox', 'fault']);
    const off = await cli(['sandbox', 'fault', '--off', String(switched['id'])]);
    const all = await data(['sandbox', 'fault', '--off']);

    expect(switched).toMatchObject({ fault: 'slow', ms: 5, probability: 0.5, seed: 7 });
    expect(listed.out).toMatch(/^hang_after +The request is done, and never answered\.$/m);
    expect(listed.out).toMatch(new RegExp(`^${switched['id']} +slow +- +- +0 +-$`, 'm'));
    expect(off).toEqual({ code: 0, out: 'Switched off: 1\n', err: '' });
    expect(all).toEqual({ switched_off: 0 });
  });

  test.each([
    ['pay', ['nothing'], 'nothing (404)'],
    ['pay', ['nothing', 'dance'], '(404)'],
    ['fault', ['gremlins'], '(400)'],
    ['fault', ['slow', '--probability', 'often'], 'It must be a number from 0 to 1'],
    ['fault', ['slow', '--operation', 'webhook'], '(400)'],
    ['fault', ['--off', '99'], '(404)'],
    ['pay', ['x', '--sandbox-url', 'http://127.0.0.1:1'], 'Nothing answers at http://127.0.0.1:1 (bad port)'],
  ])('sandbox %s %j is refused in one line', async (verb, args, words) => {
    const { code, out, err } = await cli(['sandbox', verb, ...args]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});
