import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Details, remedies } from '../../src/cli/commands/payments/remedies.ts';
import { sandboxCredentials } from '../../src/sandbox/credentials.ts';
import { withService } from './cli.ts';

const { cli, data, post, tokenOf, pay, openPayment, url, dataDir } = withService();

const ORDER = { provider: 'mercadopago', amount: 500_050, currency: 'ars' };

type Explained = {
  details: { provider_parent_id: string; amounts: object; anomalies: { resolved_at: string | null; reason: string }[] };
};

/** What an operator who looked at this payment would paste, as a shell reads it: without `npm run cli --`. */
async function printedFor(paymentId: string): Promise<string[][]> {
  const { out } = await cli(['explain', paymentId]);
  const commands = [...out.matchAll(/^ {4}npm run cli -- (.+)$/gm)].map(([, command = '']) => command);
  return commands.map(readByShell);
}

function readByShell(command: string): string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

/** Pastes them one after the other. */
async function pasted(commands: readonly string[][]): Promise<void> {
  for (const command of commands) {
    const asks = command[1] === 'refund' || command[1] === 'capture';
    expect(await cli(asks ? [...command, '--yes'] : command)).toMatchObject({ code: 0 });
  }
}

/** A buyer pays a page for this payment that the gateway doesn't know, as a call whose answer was lost leaves one behind. */
async function paidThroughAnotherPage(paymentId: string): Promise<void> {
  const { mercadopago } = sandboxCredentials(dataDir());
  const items = [{ title: 'Two towels', quantity: 1, currency_id: 'ARS', unit_price: 5000.5 }];
  const notification_url = `${url()}/api/v1/payments/webhook/mercadopago?source_news=webhooks`;
  const preference = { items, external_reference: paymentId, notification_url };
  const sandboxUrl = `http://127.0.0.1:${Number(new URL(url()).port) + 1}`;
  const answer = await fetch(`${sandboxUrl}/checkout/preferences`, {
    method: 'POST',
    headers: { authorization: `Bearer ${mercadopago.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(preference),
  });
  const { id } = (await answer.json()) as { id: string };
  await pay(id);
}

/** The seller captures a part of what a buyer agreed to, and not through us. */
async function capturedInDashboard(paymentId: string, amount: number): Promise<void> {
  const { details } = await data<Explained>(['explain', paymentId]);
  const { stripe } = sandboxCredentials(dataDir());
  const sandboxUrl = `http://127.0.0.1:${Number(new URL(url()).port) + 1}`;
  await fetch(`${sandboxUrl}/v1/payment_intents/${details.provider_parent_id}/capture`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stripe.access_token}` },
    body: new URLSearchParams({ amount_to_capture: String(amount) }),
  });
  await data(['payment', 'sync', paymentId]);
}

describe('what explain says to type', () => {
  test('explain says what to type about an order that was paid twice: sending the second payment back, which ends it', async () => {
    const { orderId, paymentId } = await openPayment(ORDER);
    await data(['payment', 'cancel', paymentId, '--yes']);
    const token = tokenOf('user-1');
    const { data: second } = await post('/api/v1/payments/intent', token, { order_id: orderId });
    await pay(String(Object(second).payment_id));
    await paidThroughAnotherPage(paymentId);

    const commands = await printedFor(paymentId);
    await pasted(commands);

    expect(commands.map(([group, verb]) => `${group} ${verb}`)).toEqual(['payment refund']);
    const { details } = await data<Explained>(['explain', paymentId]);
    expect(details.amounts).toMatchObject({ captured: 500_050, refunded: 500_050 });
    const ended = { resolved_by: null, reason: 'Its money goes back, or is disputed' };
    expect(details.anomalies).toMatchObject([ended, ended]);
    expect(await printedFor(paymentId)).toEqual([]);
    expect(await data(['order', 'get', orderId])).toMatchObject({ status: 'paid' });
  });

  test('explain says what to type about a page that was paid twice, of what is left to be sent back', async () => {
    const { paymentId } = await openPayment(ORDER);
    await pay(paymentId, 'pay_twice');
    const [refund = []] = await printedFor(paymentId);

    await pasted([[...refund, '--amount', '0.50']]);
    const { out } = await cli(['explain', paymentId]);
    await pasted([refund]);

    expect(out).toMatch(/^ {2}paid_twice, about \d+: send 5000\.00 ARS back$/m);
    const { details } = await data<Explained>(['explain', paymentId]);
    expect(details.amounts).toMatchObject({ captured: 1_000_100, refunded: 500_050 });
    expect(await printedFor(paymentId)).toEqual([]);
  });

  test('explain says what to type about a part that was captured elsewhere: accepting it, which ends it', async () => {
    const { orderId, paymentId } = await openPayment({ capture_method: 'manual' });
    await pay(paymentId);
    await capturedInDashboard(paymentId, 300);

    const commands = await printedFor(paymentId);
    await pasted(commands);

    expect(commands.map(([group, verb]) => `${group} ${verb}`)).toEqual(['payment capture']);
    const { details } = await data<Explained>(['explain', paymentId]);
    expect(details.amounts).toMatchObject({ captured: 300, capturable: 0 });
    expect(details.anomalies).toMatchObject([
      { kind: 'amount_mismatch', resolved_by: null, reason: 'It was captured as requested' },
    ]);
    expect(await printedFor(paymentId)).toEqual([]);
    expect(await data(['order', 'get', orderId])).toMatchObject({ status: 'paid' });
  });

  test('explain says what to type with the address that was asked, where one was given', async () => {
    const { paymentId } = await openPayment(ORDER);
    await pay(paymentId, 'pay_twice');

    const { out } = await cli(['explain', paymentId, '--url', url()]);

    expect(out.match(/^ {4}npm run cli -- .+$/gm)).toHaveLength(1);
    expect(out.match(new RegExp(`^ {4}npm run cli -- payment re.+ --url ${url()}$`, 'gm'))).toHaveLength(1);
  });

  test('explain says nothing to type about a payment that is in order', async () => {
    const { paymentId } = await openPayment(ORDER);
    await pay(paymentId);

    expect((await cli(['explain', paymentId])).out).not.toContain('What you can do');
  });
});

describe('what is to be typed', () => {
  test('what is to be typed about an anomaly that no money came with is what was found out', () => {
    expect(remedies(about('the-payment', 'outcome_unknown'), [])?.split('\n')).toEqual([
      'What you can do',
      '  outcome_unknown, about the-payment: say what you found out, and did about it',
      "    npm run cli -- payment resolve the-payment an-anomaly --reason '…'",
    ]);
  });

  test('what is to be typed about money of another currency than the payment’s is to send that back, in its own', () => {
    const details = about('pay-1', 'paid_twice', 100);
    const attempts = details.attempts.map((attempt) => ({ ...attempt, currency: 'brl' }));
    const anomalies = details.anomalies.flatMap((one) => [{ ...one, kind: 'currency_mismatch' as const }, one]);

    const text = remedies({ ...details, attempts, anomalies }, []);

    expect(text).toContain('  currency_mismatch, paid_twice, about pay-1: send 1.00 BRL back\n');
    expect(text).toMatch(/ -- payment refund the-payment --attempt pay-1$/);
  });

  test('what is to be typed about a part that is beyond the amount is to send back no more than that', () => {
    const details = about('pay-1', 'paid_twice', 60);
    const attempts = details.attempts.map((attempt) => ({ ...attempt, surplus: 20 }));

    const text = remedies({ ...details, attempts }, []);

    expect(text).toContain('  paid_twice, about pay-1: send 0.20 ARS back\n');
    expect(text).toMatch(/ -- payment refund the-payment --attempt pay-1 --amount 20$/);
  });

  test('what is to be typed about a part whose rest did not come is to send it back', () => {
    const details = about('pay-1', 'paid_in_part', 60);
    const attempts = details.attempts.map((attempt) => ({ ...attempt, surplus: 0 }));

    const text = remedies({ ...details, attempts, status: 'cancelled' }, []);

    expect(text).toContain('  paid_in_part, about pay-1: send 0.60 ARS back\n');
  });

  test('what is to be typed beside a refund is what was found out about what the refund does not end', () => {
    const details = about('pay-1', 'paid_twice', 60);
    const [twice] = details.anomalies.map((one) => ({ ...one, id: 'another' }));
    const attempts = details.attempts.map((attempt) => ({ ...attempt, surplus: 20 }));
    const textWith = (kind: Details['anomalies'][number]['kind'], of = attempts) =>
      remedies({ ...details, attempts: of, anomalies: twice ? [twice, { ...twice, id: 'an-anomaly', kind }] : [] }, []);

    const resolve = "    npm run cli -- payment resolve the-payment an-anomaly --reason '…'";
    expect(textWith('unknown_status')?.split('\n')).toEqual([
      'What you can do',
      '  paid_twice, unknown_status, about pay-1: send 0.20 ARS back, and say what you found out, and did about it',
      '    npm run cli -- payment refund the-payment --attempt pay-1 --amount 20',
      resolve,
    ]);
    expect(textWith('amount_mismatch')).toContain(resolve);
    expect(textWith('amount_mismatch', details.attempts)).not.toContain('resolve');
  });

  test('what is to be typed about an order that a split purchase paid once more is to send back all of its parts', () => {
    const details = about('pay-2', 'order_paid_twice', 40);
    const attempts = details.attempts.map((attempt) => ({ ...attempt, surplus: 0 }));
    const other = attempts.map((attempt) => ({ ...attempt, provider_payment_id: 'pay-1', captured: 60 }));

    const text = remedies({ ...details, attempts: [...other, ...attempts] }, []);

    expect(text).toContain('  order_paid_twice, about pay-2: send 1.00 ARS back\n');
    expect(text).toMatch(/ -- payment refund the-payment$/);
  });

  test.each(["'; rm -rf ~ #", '$(reboot)', '`reboot`', 'a b', "it's", '\u001b[2J', '*'])(
    'what is to be typed is text to a shell and to a terminal, whatever a provider calls its payment: %j',
    (id) => {
      const text = remedies(about(id, 'paid_twice', 100), []) ?? '';

      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const [refund = ''] = [...text.matchAll(/^ {4}npm run cli -- (.+)$/gm)].map(([, command = '']) => command);
      const said = id.replace('\u001b', '\uFFFD');
      expect(readByShell(refund)).toEqual(['payment', 'refund', 'the-payment', '--attempt', said]);
    },
  );
});

/** What matters of the details of a payment with an open anomaly about a provider payment. */
function about(subject: string, kind: Details['anomalies'][number]['kind'], captured = 0): Details {
  const reported = { recorded_at: '', resolved_at: null, resolved_by: null, reason: null };
  return {
    id: 'the-payment',
    status: 'succeeded',
    amount: 100,
    currency: 'ars',
    capture_method: 'automatic',
    attempts: [
      {
        provider_payment_id: subject,
        status: 'succeeded',
        occurred_at: null,
        authorized: captured,
        captured,
        surplus: captured,
        currency: 'ars',
        decline: null,
        method: null,
        charges: [],
      },
    ],
    refunds: [],
    anomalies: [{ id: 'an-anomaly', kind, subject, detail: {}, ...reported }],
  };
}
