import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import { FAULTS, KINDS } from '../../src/sandbox/faults/catalogue.ts';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';
import { REFERENCE, type Side, startFaulty, type Wire } from './faulty.ts';

const PROVIDERS = ['stripe', 'mercadopago'] as const;

describe('Switching faults', () => {
  it('Switching faults lists every fault with a description, whom and what it can strike, and what is on', async () => {
    const { ask } = await startFaulty();

    const { status, body } = await ask('GET', '/sandbox/faults');

    expect(status).toBe(200);
    expect(body['on']).toEqual([]);
    expect(body['faults']).toHaveLength(KINDS.length);
    expect(body['faults']).toContainEqual({
      fault: 'search_lags',
      description: FAULTS.search_lags.description,
      operations: ['find'],
      providers: ['stripe', 'mercadopago', 'paypal'],
      ms: 60_000,
    });
  });

  it('Switching a fault on says how often it struck, and forgets it when its times are over', async () => {
    const { ask, stripe } = await startFaulty();

    const made = await ask('POST', '/sandbox/faults', { fault: 'error', times: 2 });
    expect(made).toEqual({
      status: 201,
      body: {
        id: '1',
        fault: 'error',
        provider: null,
        operation: null,
        times: 2,
        probability: null,
        seed: null,
        ms: null,
        struck: 0,
        left: 2,
      },
    });

    expect((await stripe.open()).status).toBe(500);
    expect((await ask('GET', '/sandbox/faults')).body['on']).toMatchObject([{ id: '1', struck: 1, left: 1 }]);
    expect((await stripe.open()).status).toBe(500);
    expect((await ask('GET', '/sandbox/faults')).body['on']).toEqual([]);
    expect((await stripe.open()).status).toBe(200);
  });

  it('A fault strikes only the provider and the operation that were named', async () => {
    const { ask, stripe, mercadopago } = await startFaulty();

    await ask('POST', '/sandbox/faults', { fault: 'error', provider: 'mercadopago', operation: 'find' });

    expect((await stripe.search()).status).toBe(200);
    expect((await mercadopago.open()).status).toBe(201);
    expect((await mercadopago.search()).status).toBe(500);
  });

  it('A fault strikes by chance, and the same seed repeats it', async () => {
    const { ask, stripe } = await startFaulty();
    const round = async () => {
      await ask('POST', '/sandbox/faults', { fault: 'error', probability: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let i = 0; i < 20; i += 1) statuses.push((await stripe.search()).status);
      await ask('DELETE', '/sandbox/faults');
      return statuses;
    };

    const first = await round();

    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await round()).toEqual(first);
  });

  it('Switching faults off concerns one, or all of them', async () => {
    const { ask, stripe } = await startFaulty();
    for (const fault of ['rate_limit', 'html', 'reset']) await ask('POST', '/sandbox/faults', { fault });

    expect(await ask('DELETE', '/sandbox/faults/1')).toEqual({ status: 200, body: { switched_off: 1 } });
    expect(await ask('DELETE', '/sandbox/faults/1')).toMatchObject({ status: 404 });
    expect(await ask('DELETE', '/sandbox/faults')).toEqual({ status: 200, body: { switched_off: 2 } });
    expect((await stripe.open()).status).toBe(200);
  });

  it.each([
    [{}, 'fault: must be one of hang,'],
    [{ fault: 'explode' }, 'fault: must be one of hang,'],
    [{ fault: 'hang', provider: 'klarna' }, 'provider: must be one of stripe, mercadopago, paypal'],
    [{ fault: 'ts_in_ms', provider: 'stripe' }, 'provider: must be one of mercadopago for ts_in_ms'],
    [{ fault: 'hang', operation: 'webhook' }, 'operation: must be one of open, find, fetch'],
    [{ fault: 'drop', operation: 'open' }, 'operation: must be one of webhook for drop'],
    [{ fault: 'hang', times: 0 }, 'times: must be a whole number from 1'],
    [{ fault: 'hang', times: '2' }, 'times: must be a whole number from 1'],
    [{ fault: 'hang', probability: 1.5 }, 'probability: must be a number from 0 to 1'],
    [{ fault: 'hang', seed: -1 }, 'seed: must be a whole number'],
    [{ fault: 'hang', ms: 5 }, 'ms: means nothing for hang'],
    [{ fault: 'delay', ms: 0 }, 'ms: must be a whole number from 1'],
  ])('Switching faults refuses %j and says why', async (body, message) => {
    const { ask } = await startFaulty();

    const refused = await ask('POST', '/sandbox/faults', body);

    expect(refused.status).toBe(400);
    expect(refused.body['error']).toContain(message);
    expect((await ask('GET', '/sandbox/faults')).body['on']).toEqual([]);
  });

  it('Switching faults names what each route of each provider is for', async () => {
    const { sandbox } = await startFaulty();

    for (const { name, routes, operations } of sandbox.simulators) {
      const registered: string[] = [];
      const app = Fastify({ exposeHeadRoutes: false });
      app.addHook('onRoute', ({ method, url }) => void registered.push(`${method} ${url}`));
      await app.register(routes);

      // Paths that the simulator knows only to answer 404 take every method.
      const real = registered.filter((route) => !route.includes(','));
      expect(Object.keys(operations).sort(), name).toEqual(real.sort());
    }
  });
});

describe.each(PROVIDERS)('A fault at %s', (provider) => {
  async function start(fault: string, more: object = {}) {
    const { [provider]: side, ...rest } = await startFaulty();
    await rest.ask('POST', '/sandbox/faults', { fault, times: 1, operation: 'open', ...more });
    return { ...rest, side };
  }

  it.each([
    ['hang', 0],
    ['hang_after', 1],
  ])('%s: there is no answer, and %d objects', async (fault, made) => {
    const { side, ask } = await start(fault);

    await expectNoAnswer(side, ask);

    expect(side.made()).toBe(made);
  });

  it.each([
    ['reset', 0],
    ['reset_after', 1],
    ['cut_connection', 1],
  ])('%s: the connection breaks, and there are %d objects', async (fault, made) => {
    const { side } = await start(fault);

    await expect(side.open('key')).rejects.toThrow(/fetch failed|terminated/);

    expect(side.made()).toBe(made);
  });

  it.each([
    ['rate_limit', 429, null, 0],
    ['rate_limit_retry_after', 429, '1', 0],
    ['error', 500, null, 0],
    ['error_after', 500, null, 1],
  ])(
    '%s: the answer is %d in its own words, retry-after is %s, and there are %d objects',
    async (fault, status, retryAfter, made) => {
      const { side } = await start(fault);

      const answer = await side.open('key');

      expect(answer.status).toBe(status);
      expect(answer.headers.get('retry-after')).toBe(retryAfter);
      expect(JSON.parse(answer.text)).toMatchObject(
        provider === 'stripe'
          ? { error: { type: expect.any(String), message: expect.any(String) } }
          : { status, cause: null },
      );
      expect(side.made()).toBe(made);
    },
  );

  it.each([
    ['html', (text) => expect(text).toContain('<h1>')],
    ['cut_json', (text) => expect(() => JSON.parse(text)).toThrow()],
    ['empty_object', (text) => expect(text).toBe('{}')],
    ['wrong_types', (text) => expect(JSON.parse(text)).toMatchObject({ id: [expect.any(String)] })],
    ['huge_body', (text) => expect(text.length).toBeGreaterThan(10 * 1024 * 1024)],
    ['redirect', (text) => expect(text).toBe('')],
  ] satisfies [string, (text: string) => void][])(
    '%s: it was done, and the answer is of no use',
    async (fault, expectText) => {
      const { side } = await start(fault);

      const answer = await side.open();

      expectText(answer.text);
      expect(side.made()).toBe(1);
    },
  );

  it('redirect: the same request once more is asked for', async () => {
    const { side } = await start('redirect');

    const answer = await side.open();

    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toMatch(/^\/(v1|checkout)\//);
  });

  it('slow: the answer is right, and comes later', async () => {
    const { side } = await start('slow', { ms: 300 });
    const begunMs = performance.now();

    const { text } = await side.open();

    // Timers may go off a little before the clock says so.
    expect(performance.now() - begunMs).toBeGreaterThan(290);
    expect(JSON.parse(text)).toHaveProperty('id');
  });

  it('slow_drip: the answer comes a byte at a time', async () => {
    const { side, ask } = await start('slow_drip', { ms: 20 });

    await expectNoAnswer(side, ask);

    expect(side.made()).toBe(1);
  });

  it.each(['other_amount', 'other_currency', 'other_reference', 'other_account'])(
    '%s: only that differs from what the provider has',
    async (fault) => {
      const { side } = await start(fault);

      const reported = JSON.parse((await side.open()).text) as { id: string };
      const real = JSON.parse((await side.fetch(reported.id)).text);

      expect(differences(reported, real)).toEqual(EXPECTED[provider][fault]);
    },
  );

  it('search_lags: a search shows what is older, and nothing else', async () => {
    const { [provider]: side, ask } = await startFaulty();
    await side.open();
    await ask('POST', '/sandbox/faults', { fault: 'search_lags', times: 1, ms: 3_600_000 });

    const [lagging, present] = [await side.search(), await side.search()];

    expect(found(lagging)).toHaveLength(0);
    expect(found(present)).toHaveLength(1);
  });

  it('search_refused: a search is refused, and a list is read', async () => {
    const { stripe, ask } = await startFaulty();
    await stripe.open();
    await ask('POST', '/sandbox/faults', { fault: 'search_refused', operation: 'find', provider: 'stripe' });

    const refused = await stripe.search();

    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('faults add up, in the order in which they were switched on', async () => {
    const { side, ask } = await start('other_amount');
    await ask('POST', '/sandbox/faults', { fault: 'cut_json', times: 1 });

    const { text } = await side.open();

    expect(() => JSON.parse(text)).toThrow();
    expect(text).toMatch(/1001|5001\.5/);
  });

  function found({ text }: Wire): unknown[] {
    const { data, elements } = JSON.parse(text);
    return data ?? elements;
  }
});

describe('A failure and its idempotency key', () => {
  it.each(['error', 'error_after'])(
    'A failure and its idempotency key are replayed by Stripe after %s, whatever was done',
    async (fault) => {
      const { ask, stripe } = await startFaulty();
      await ask('POST', '/sandbox/faults', { fault, times: 1 });
      const first = await stripe.open('key');
      const made = stripe.made();

      const again = await stripe.open('key');

      expect(again).toMatchObject({ status: 500, text: first.text });
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(stripe.made()).toBe(made);
      expect((await stripe.open('another key')).status).toBe(200);
    },
  );

  it('A failure leaves the answer alone that Stripe had given before', async () => {
    const { ask, stripe } = await startFaulty();
    const first = await stripe.open('key');

    for (const fault of ['error', 'error_after']) {
      await ask('POST', '/sandbox/faults', { fault, times: 1 });
      expect((await stripe.open('key')).status).toBe(500);
      expect(await stripe.open('key')).toMatchObject({ status: 200, text: first.text });
    }
  });

  it('The same idempotency key finds the same preference again at Mercado Pago, unless keys are ignored', async () => {
    const { ask, mercadopago } = await startFaulty();
    await ask('POST', '/sandbox/faults', { fault: 'error_after', times: 1 });
    await mercadopago.open('key');
    await mercadopago.open('key');
    expect(mercadopago.made()).toBe(1);

    await ask('POST', '/sandbox/faults', { fault: 'keys_ignored', times: 1 });
    await mercadopago.open('key');
    await mercadopago.open('key');

    expect(mercadopago.made()).toBe(2);
  });

  it('The same idempotency key makes another refund at Mercado Pago when keys are ignored', async () => {
    const { ask, mercadopago } = await startFaulty();
    const { id } = JSON.parse((await mercadopago.open('key')).text);
    const { body } = await ask('POST', `/sandbox/payments/${id}/succeed`);
    const [{ subject } = { subject: '' }] = body['webhooks'] as { subject: string }[];
    const first = await mercadopago.refund(subject, 100, 'refund-key');
    expect((await mercadopago.refund(subject, 100, 'refund-key')).text).toBe(first.text);

    await ask('POST', '/sandbox/faults', { fault: 'keys_ignored', operation: 'refund' });
    const again = await mercadopago.refund(subject, 100, 'refund-key');

    expect(again.status).toBe(201);
    expect(JSON.parse(again.text).id).not.toBe(JSON.parse(first.text).id);
  });
});

describe('A fault of webhooks', () => {
  async function pay(provider: (typeof PROVIDERS)[number], fault: string, more: object = {}) {
    const all = await startFaulty();
    await all.ask('POST', '/sandbox/faults', { fault, times: 1, ...more });
    const { id } = JSON.parse((await all[provider].open()).text);
    const { body } = await all.ask('POST', `/sandbox/payments/${id}/succeed`);
    return { ...all, id: String(id), webhooks: body['webhooks'] as { id: string; status_code: number | null }[] };
  }

  describe.each(PROVIDERS)('A fault of webhooks of %s', (provider) => {
    it('duplicate: it is sent twice, with the same bytes', async () => {
      const { received } = await pay(provider, 'duplicate');

      expect(received).toHaveLength(2);
      expect(received[0]?.body).toBe(received[1]?.body);
    });

    it('drop: it is not sent, but can be sent by hand', async () => {
      const { received, webhooks, ask } = await pay(provider, 'drop');
      expect(received).toHaveLength(0);
      expect(webhooks).toMatchObject([{ status_code: null, attempts: 0 }]);

      await ask('POST', `/sandbox/webhooks/${webhooks[0]?.id}/send`);

      expect(received).toHaveLength(1);
    });

    it('delay: the buyer is not kept waiting, and it is sent later', async () => {
      const { received, webhooks } = await pay(provider, 'delay', { ms: 300 });
      expect(webhooks).toMatchObject([{ status_code: null }]);

      await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
    });

    it('reorder: the next one overtakes it', async () => {
      const { received, ask, [provider]: side } = await pay(provider, 'reorder', { ms: 3_600_000 });
      const second = JSON.parse((await side.open()).text);
      await ask('POST', `/sandbox/payments/${second.id}/succeed`);

      await vi.waitFor(() => expect(received).toHaveLength(2), 10_000);

      const [first, last] = received.map(({ body }) => JSON.parse(body));
      expect(first.id ?? first.data.id).not.toBe(last.id ?? last.data.id);
      expect(Number(first.created ?? first.id)).toBeGreaterThanOrEqual(Number(last.created ?? last.id));
    });

    it('reorder: it is sent all the same when there is no other', async () => {
      const { received } = await pay(provider, 'reorder', { ms: 300 });

      await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
    });

    it('bad_signature: only the signature is wrong', async () => {
      const { received, ask, webhooks } = await pay(provider, 'bad_signature');
      await ask('POST', `/sandbox/webhooks/${webhooks[0]?.id}/send`);

      const [spoiled, real] = received;
      expect(spoiled?.body).toBe(real?.body);
      for (const delivery of received) expect(isSigned(provider, delivery)).toBe(delivery === real);
    });
  });

  it('ts_in_ms: the time has 13 digits, and is signed', async () => {
    const { received } = await pay('mercadopago', 'ts_in_ms');

    expect(received).toHaveLength(1);
    expect(received[0]?.headers['x-signature']).toMatch(/^ts=\d{13},/);
    expect(isSigned('mercadopago', received[0])).toBe(true);
  });

  it('upper_case_id: a second one is signed over the id in lower case', async () => {
    const { received } = await pay('mercadopago', 'upper_case_id');

    expect(received).toHaveLength(2);
    expect(received[1]?.query.get('type')).toBe('order');
    expect(received[1]?.query.get('data.id')).toMatch(/^ORD01[0-9A-F]{8}$/);
    expect(isSigned('mercadopago', received[1])).toBe(true);
  });

  it('ipn_double: a second one has the older shape and no signature', async () => {
    const { received } = await pay('mercadopago', 'ipn_double');

    expect(received).toHaveLength(2);
    const id = received[0]?.query.get('data.id');
    expect(received[1]?.query.toString()).toBe(`topic=payment&id=${id}`);
    expect(JSON.parse(received[1]?.body ?? '')).toEqual({ resource: id, topic: 'payment' });
    expect(received[1]?.headers['x-signature']).toBeUndefined();
  });

  it('paid_twice: one approval makes two payments of one preference', async () => {
    const { received } = await pay('mercadopago', 'paid_twice');

    expect(new Set(received.map(({ query }) => query.get('data.id'))).size).toBe(2);
  });
});

/** Waits until the fault has struck, and a while longer. */
async function expectNoAnswer(side: Side, ask: Awaited<ReturnType<typeof startFaulty>>['ask']): Promise<void> {
  const givingUp = new AbortController();
  const answer = side.open('key', givingUp.signal).then(
    () => 'an answer',
    () => 'none',
  );
  await vi.waitFor(async () => expect((await ask('GET', '/sandbox/faults')).body['on']).toEqual([]), 10_000);
  const first = await Promise.race([answer, sleep(200, 'still waiting')]);
  givingUp.abort();

  expect(first).toBe('still waiting');
  expect(await answer).toBe('none');
}

/** What differs, by the path of the field. */
function differences(reported: unknown, real: unknown, path = ''): Record<string, [unknown, unknown]> {
  if (typeof reported !== 'object' || reported === null) return reported === real ? {} : { [path]: [reported, real] };
  return Object.assign(
    {},
    ...Object.entries(reported).map(([name, value]) => differences(value, Object(real)[name], `${path}/${name}`)),
  );
}

const OTHER_REFERENCE = '00000000-0000-4000-8000-000000000000';
const EXPECTED: Record<(typeof PROVIDERS)[number], Record<string, Record<string, unknown>>> = {
  stripe: {
    other_amount: { '/amount': [1001, 1000] },
    other_currency: { '/currency': ['eur', 'usd'] },
    other_reference: { '/metadata/payment_id': [OTHER_REFERENCE, REFERENCE] },
    other_account: { '/livemode': [true, false] },
  },
  mercadopago: {
    other_amount: { '/items/0/unit_price': [5001.5, 5000.5] },
    other_currency: { '/items/0/currency_id': ['BRL', 'ARS'] },
    other_reference: { '/external_reference': [OTHER_REFERENCE, REFERENCE] },
    other_account: { '/collector_id': [Number(SELLER.userId) + 1, Number(SELLER.userId)] },
  },
};

type Signed = {
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};

function isSigned(provider: (typeof PROVIDERS)[number], delivery: Signed | undefined): boolean {
  const { query, headers, body } = delivery as Signed;
  const header = String(headers[provider === 'stripe' ? 'stripe-signature' : 'x-signature']);
  const [, time, digest] = /^ts?=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const id = query.get('data.id')?.toLowerCase();
  const [secret, signed] =
    provider === 'stripe'
      ? ['whsec_sandbox', `${time}.${body}`]
      : [SELLER.webhookSecret, `id:${id};request-id:${headers['x-request-id']};ts:${time};`];
  return createHmac('sha256', secret).update(signed).digest('hex') === digest;
}
