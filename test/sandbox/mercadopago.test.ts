import { describe, expect, it, onTestFinished } from 'vitest';
import { verify } from '../../src/adapters/providers/mercadopago/webhooks/signature.ts';
import { arriving, OTHER_SELLER, SELLER, startSimulator } from '../adapters/providers/mercadopago/simulated.ts';

const REFERENCE = '3f0a7a86-8e31-4c4b-9d5d-0a4f6f3b7c11';
const ITEM = { title: 'Monthly pass', quantity: 1, unit_price: 5000.5, currency_id: 'ARS' };
const BODY = {
  items: [ITEM],
  external_reference: REFERENCE,
  notification_url: 'http://localhost:8080/webhook/gym?source_news=webhooks',
};
const BACK = { success: 'https://gym.example/thanks' };

type Simulator = Awaited<ReturnType<typeof startSimulator>>;
type Answer = { readonly status: number; readonly body: Record<string, unknown> };

describe('The simulated Mercado Pago', () => {
  it('The simulated Mercado Pago makes a preference of the seller’s, with a page of the sandbox’s', async () => {
    const simulator = await start();

    const { status, body } = await create(simulator);

    expect(status).toBe(201);
    expect(body).toMatchObject({ ...BODY, collector_id: Number(SELLER.userId) });
    expect(body['id']).toMatch(new RegExp(`^${SELLER.userId}-[0-9a-f-]{36}$`));
    expect(body['init_point']).toBe(`${simulator.url}/checkout/v1/redirect?pref_id=${body['id']}`);
    expect(body['date_created']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-04:00$/);
  });

  it.each([
    ['no items', { items: undefined }, 'invalid_items'],
    ['an empty list of items', { items: [] }, 'invalid_items'],
    ['too many decimals', { items: [{ ...ITEM, unit_price: 10.005 }] }, 'invalid_items'],
    ['decimals where there are none', { items: [{ ...ITEM, currency_id: 'CLP' }] }, 'invalid_items'],
    ['a price of nothing', { items: [{ ...ITEM, unit_price: 0 }] }, 'invalid_items'],
    ['a price in text', { items: [{ ...ITEM, unit_price: '10' }] }, 'invalid_items'],
    ['another currency', { items: [{ ...ITEM, currency_id: 'JPY' }] }, 'invalid_items'],
    ['an unknown field of an item', { items: [{ ...ITEM, color: 'red' }] }, 'invalid_items'],
    ['a reference that is too long', { external_reference: 'x'.repeat(65) }, 'invalid_external_reference'],
    ['a reference with other characters', { external_reference: 'a b' }, 'invalid_external_reference'],
    ['plain http to another machine', { notification_url: 'http://pay.example/x' }, 'invalid_notification_url'],
    [
      'a long notification URL',
      { notification_url: `https://a.example/${'x'.repeat(240)}` },
      'invalid_notification_url',
    ],
    ['a long statement descriptor', { statement_descriptor: 'x'.repeat(14) }, 'invalid_statement_descriptor'],
    ['a plain http return', { back_urls: { success: 'http://gym.example' } }, 'invalid_back_urls'],
    ['a return to nowhere', { auto_return: 'approved' }, 'invalid_auto_return'],
    ['no e-mail address', { payer: { email: 'not-an-address' } }, 'invalid_payer'],
    ['a date without milliseconds', { expiration_date_to: '2026-11-21T10:00:00-04:00' }, 'invalid_expiration_date_to'],
    ['an unknown field', { colour: 'red' }, 'bad_request'],
  ])('The simulated Mercado Pago refuses %s', async (_, changes, error) => {
    const { status, body } = await create(await start(), changes);

    expect({ status, body }).toMatchObject({ status: 400, body: { status: 400, error, cause: null } });
  });

  it.each([
    ['unit_price', { unit_price: 0 }],
    ['currency_id', { currency_id: 'JPY' }],
    ['title', { title: 'x'.repeat(257) }],
    ['title', { title: '\u{1f3cb}'.repeat(129) }],
    ['quantity', { quantity: undefined }],
  ])('The simulated Mercado Pago says that an item’s %s is wrong in %j', async (field, changes) => {
    const { body } = await create(await start(), { items: [{ ...ITEM, ...changes }] });

    expect(body['message']).toBe(`${field} invalid`);
  });

  it('The simulated Mercado Pago takes everything that a preference may have', async () => {
    const { status } = await create(await start(), {
      payer: { email: 'buyer@example.com' },
      back_urls: BACK,
      auto_return: 'approved',
      statement_descriptor: 'FITSTACK',
      metadata: { flow: 'client' },
      expires: true,
      expiration_date_to: '2026-11-22T10:00:00.000+00:00',
    });

    expect(status).toBe(201);
  });

  it.each([undefined, 'Bearer unknown', 'Basic x', `bearer${SELLER.accessToken}`])(
    'The simulated Mercado Pago knows no account by %j',
    async (authorization) => {
      const simulator = await start();
      const headers = authorization === undefined ? {} : { authorization };

      const answer = await fetch(`${simulator.url}/v1/payments/1`, { headers });

      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ status: 401, error: 'invalid_token' });
    },
  );

  it('The simulated Mercado Pago answers in its own shape to paths that it has not, and to bodies that are no JSON', async () => {
    const simulator = await start();

    for (const path of ['/v1/payments', '/v1/payments/1/refunds', '/merchant_orders/1', '/checkout/preferences/a/b'])
      expect(await ask(simulator, 'GET', path)).toMatchObject({
        status: 404,
        body: { error: 'not_found', status: 404 },
      });
    const answer = await fetch(`${simulator.url}/checkout/preferences`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SELLER.accessToken}`, 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'bad_request', status: 400 });
  });

  it('The simulated Mercado Pago shows a seller its own objects only', async () => {
    const simulator = await start();
    const id = await made(simulator);
    simulator.settle(id, 'succeed');
    const payment = simulator.sent[0]?.subject;
    const paths = [`/checkout/preferences/${id}`, `/v1/payments/${payment}`];

    for (const path of paths) {
      expect((await ask(simulator, 'GET', path)).status).toBe(200);
      expect((await ask(simulator, 'GET', path, undefined, OTHER_SELLER.accessToken)).status).toBe(404);
    }
    for (const path of ['/checkout/preferences/search', '/v1/payments/search']) {
      expect(countOf(await ask(simulator, 'GET', path))).toBe(1);
      expect(countOf(await ask(simulator, 'GET', path, undefined, OTHER_SELLER.accessToken))).toBe(0);
    }
  });

  it('The simulated Mercado Pago finds by reference, without the page', async () => {
    const simulator = await start();
    const id = await made(simulator);
    await create(simulator, { external_reference: 'another' });

    const { body } = await ask(simulator, 'GET', `/checkout/preferences/search?external_reference=${REFERENCE}`);

    expect(body).toMatchObject({ total: 1, elements: [{ id, external_reference: REFERENCE }] });
    expect(JSON.stringify(body)).not.toContain('init_point');
  });

  it('The simulated Mercado Pago makes one preference for one key, unless it is asked to be as careless as the real one may be', async () => {
    const careful = await start();
    const careless = await start({ honoursKeys: false });
    const idsOf = async (simulator: Simulator) => [await made(simulator, 'key'), await made(simulator, 'key')];

    expect(new Set(await idsOf(careful)).size).toBe(1);
    expect(new Set(await idsOf(careless)).size).toBe(2);
  });

  it('The simulated Mercado Pago sends a webhook that is really signed, again and again anew', async () => {
    const simulator = await start();
    simulator.settle(await made(simulator), 'succeed');
    const [webhook] = simulator.sent;
    if (webhook === undefined) throw new Error('nothing was sent');

    const first = arriving(webhook);
    const second = arriving(webhook);

    expect(webhook.url).toBe(`${BODY.notification_url}&data.id=${webhook.subject}&type=payment`);
    expect(JSON.parse(webhook.body)).toMatchObject({
      action: 'payment.created',
      data: { id: webhook.subject },
      id: Number(webhook.id),
      type: 'payment',
      user_id: SELLER.userId,
    });
    expect(verify(first, [SELLER.webhookSecret])).toBe('valid');
    expect(verify(second, [SELLER.webhookSecret])).toBe('valid');
    expect(first.headers).not.toEqual(second.headers);
    expect(verify(first, [OTHER_SELLER.webhookSecret])).toBe('invalid');
  });

  it.each([
    ['succeed', ['approved']],
    ['fail', ['rejected']],
    ['process', ['in_process']],
    ['voucher', ['pending']],
    ['pay_twice', ['approved', 'approved']],
    ['cancel', []],
  ] as const)(
    'The simulated Mercado Pago makes of %s payments that are %j, and reports each',
    async (how, statuses) => {
      const simulator = await start();
      simulator.settle(await made(simulator), how);

      const payments = await Promise.all(
        simulator.sent.map(({ subject }) => ask(simulator, 'GET', `/v1/payments/${subject}`)),
      );

      expect(payments.map(({ body }) => body['status'])).toEqual(statuses);
      for (const { body } of payments)
        expect(body).toMatchObject({
          external_reference: REFERENCE,
          transaction_amount: 5000.5,
          currency_id: 'ARS',
          collector_id: Number(SELLER.userId),
        });
    },
  );

  it('The simulated Mercado Pago moves the payment that was left open, and dates it later each time', async () => {
    const simulator = await start();
    const id = await made(simulator);
    simulator.settle(id, 'process');
    const before = await ask(simulator, 'GET', `/v1/payments/${simulator.sent[0]?.subject}`);
    simulator.settle(id, 'succeed');
    const after = await ask(simulator, 'GET', `/v1/payments/${simulator.sent[1]?.subject}`);

    expect(after.body['id']).toBe(before.body['id']);
    expect(after.body['status']).toBe('approved');
    expect(Date.parse(String(after.body['date_last_updated']))).toBeGreaterThan(
      Date.parse(String(before.body['date_last_updated'])),
    );
    expect(simulator.sent.map(({ eventType }) => eventType)).toEqual(['payment.created', 'payment.updated']);
  });

  it('The simulated Mercado Pago says what can’t be done', async () => {
    const simulator = await start();
    const paid = await made(simulator);
    simulator.settle(paid, 'succeed');
    const over = await made(simulator);
    simulator.settle(over, 'cancel');

    expect(() => simulator.settle(paid, 'succeed')).toThrow('paid already');
    expect(() => simulator.settle(paid, 'cancel')).toThrow('can’t be cancelled');
    expect(() => simulator.settle(over, 'succeed')).toThrow('expired');
    expect(() => simulator.settle('nothing', 'succeed')).toThrow('no preference');
    simulator.settle(paid, 'pay_twice');
    expect(simulator.sent).toHaveLength(2);
  });

  it('The simulated Mercado Pago sends nothing when the preference names no address', async () => {
    const simulator = await start();
    const { body } = await create(simulator, { notification_url: undefined });
    simulator.settle(String(body['id']), 'succeed');

    expect(simulator.sent).toEqual([]);
  });

  it('The simulated Mercado Pago expires a preference that is updated to have ended', async () => {
    const simulator = await start();
    const id = await made(simulator);

    const answer = await ask(simulator, 'PUT', `/checkout/preferences/${id}`, {
      expires: true,
      expiration_date_to: '2026-01-01T00:00:00.000+00:00',
    });

    expect(answer).toMatchObject({ status: 200, body: { id, items: BODY.items, expires: true } });
    expect(simulator.payables()).toMatchObject([{ id, status: 'expired', amount: '5000.50', currency: 'ARS' }]);
  });

  it('The simulated Mercado Pago lets more sellers in', async () => {
    const simulator = await start();
    const { accessToken, userId } = simulator.addSeller();

    const { status, body } = await create(simulator, {}, accessToken);

    expect(status).toBe(201);
    expect(accessToken.endsWith(`-${userId}`)).toBe(true);
    expect(body['collector_id']).toBe(Number(userId));
  });
});

async function start(options = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(async () => void (await simulator.stop()));
  return simulator;
}

async function create(simulator: Simulator, changes = {}, token = SELLER.accessToken): Promise<Answer> {
  return await ask(simulator, 'POST', '/checkout/preferences/', { ...BODY, ...changes }, token);
}

async function made(simulator: Simulator, key: string = crypto.randomUUID()): Promise<string> {
  const { body } = await ask(simulator, 'POST', '/checkout/preferences', BODY, SELLER.accessToken, key);
  return String(body['id']);
}

async function ask(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
  token = SELLER.accessToken,
  key?: string,
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(key !== undefined && { 'x-idempotency-key': key }),
  };
  const answer = await fetch(`${simulator.url}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function countOf({ body }: Answer): number {
  const list: unknown = body['elements'] ?? body['results'];
  return Array.isArray(list) ? list.length : -1;
}
