import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MERCADO_PAGO, type Opened, type Platform, type Seller, startPlatform } from '../support/platform.ts';
import { type Headers, mercadoPagoBody, mercadoPagoHeaders, seconds } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY_S = 24 * 3600;
const MUTATIONS = 200;
const GYM = 'iron-temple';
const NEW_SECRET = 'a-secret-that-is-being-rolled-in';
const PROCESSED = { status: 200, body: { status: 'processed' } };

/** Both addresses that Mercado Pago calls, whose rules are the same and whose words are not. */
const CHANNELS = {
  'a gym': {
    path: `/webhook/${GYM}`,
    invalid: { status: 401, body: { success: false, error: 'Invalid webhook signature', code: 'UNAUTHORIZED' } },
    open: () => platform.openCheckout(GYM),
    secrets: () => [seller.secret, NEW_SECRET],
  },
  'the platform': {
    path: '/api/v1/payments/webhook/mercadopago',
    invalid: { status: 400, body: { status: 'error', error: 'Invalid webhook signature', code: 400 } },
    open: () => platform.openOrder({ provider: 'mercadopago', amount: 500_000, currency: 'ars' }),
    secrets: () => MERCADO_PAGO.secrets,
  },
} as const;

let platform: Platform;
let seller: Seller;
beforeAll(async () => {
  platform = await startPlatform();
  seller = await platform.newSeller();
  const credentials = { access_token: seller.token, webhook_secrets: [seller.secret, NEW_SECRET] };
  await platform.putGym(GYM, null, { credentials });
});
afterAll(() => platform.stop());

describe.each(Object.entries(CHANNELS))('%s’s notification', (_, { path, invalid, open, secrets }) => {
  let payment: Opened;
  let id: string;
  /** One payment for all that is turned away, since nothing of that may change it. */
  beforeAll(async () => {
    payment = await open();
    [id = ''] = await platform.customer(payment.parentId, 'succeed');
  });

  type Forgery = readonly [headers: (id: string, secret: string) => Headers, query?: (id: string) => string];

  test.each<[string, ...Forgery]>([
    ['no signature', () => ({})],
    ['an empty signature', () => ({ 'x-signature': '' })],
    ['rubbish', () => ({ 'x-signature': 'rubbish' })],
    ['an empty digest', () => ({ 'x-signature': `ts=${seconds()},v1=` })],
    ['a multibyte digest', () => ({ 'x-signature': `ts=${seconds()},v1=${'Ã©'.repeat(64)}` })],
    ['an oversized header', (id, secret) => with_(signed(id, secret), (text) => `${text},v2=${'0'.repeat(5000)}`)],
    ['two signatures', (id, secret) => repeated(signed(id, secret), 'x-signature')],
    ['two request ids', (id, secret) => repeated(signed(id, secret), 'x-request-id')],
    ['a missing request id', (id, secret) => without(signed(id, secret), 'x-request-id')],
    ['another request id', (id, secret) => ({ ...signed(id, secret), 'x-request-id': randomUUID() })],
    ['another secret', (id) => signed(id, 'another-secret')],
    ['another id', (_id, secret) => signed('123456', secret)],
    ['a signature over four days old', (id, secret) => signed(id, secret, seconds(-4 * DAY_S - 5))],
    ['the same in milliseconds', (id, secret) => signed(id, secret, (seconds(-4 * DAY_S) - 5) * 1000)],
    ['a signature more than five minutes ahead', (id, secret) => signed(id, secret, seconds(310))],
    ['a time of eleven digits', (id, secret) => signed(id, secret, `${seconds()}0`)],
    ['several data.id', signed, (id) => `data.id=${id}&data.id=${id}`],
    [
      'an id of too many characters',
      (_id, secret) => signed('1'.repeat(65), secret),
      () => `data.id=${'1'.repeat(65)}`,
    ],
  ])(
    'a notification of Mercado Pago is turned away with %s',
    async (_case, headers, query = (about) => `data.id=${about}`) => {
      const [secret = ''] = secrets();

      const answer = await platform.deliver(
        `${path}?${query(id)}&type=payment`,
        headers(id, secret),
        mercadoPagoBody(id),
      );

      expect(answer).toEqual(invalid);
      expect(await platform.statusOf(payment.paymentId)).toBe('pending');
    },
  );

  test('S4: a notification of Mercado Pago can’t be forged by an id or a request id that carries another part of the manifest', async () => {
    const [secret = ''] = secrets();
    const requestId = randomUUID();
    const { 'x-signature': signature } = mercadoPagoHeaders({ id, secret, requestId });
    // What was signed for `id` and `requestId` reads the same for these, which ask for something else.
    const forged = [
      [{ 'x-signature': signature }, `data.id=${encodeURIComponent(`${id};request-id:${requestId}`)}`],
      [{ 'x-signature': signature, 'x-request-id': `${requestId};` }, `data.id=${id}`],
      [{ 'x-signature': signature, 'x-request-id': '' }, `data.id=${id}%3Brequest-id%3A${requestId}`],
      [{ 'x-signature': signature, 'x-request-id': requestId }, `data.id=${id}%3B`],
      [{ 'x-signature': signature, 'x-request-id': requestId }, `data.id=${id}&data.id=1`],
      [{ 'x-signature': signature, 'x-request-id': requestId }, `data.id=1&data.id=${id}`],
    ] as const;

    for (const [headers, query] of forged)
      expect([query, await platform.deliver(`${path}?${query}`, headers, mercadoPagoBody(id))]).toEqual([
        query,
        invalid,
      ]);
    expect(await platform.statusOf(payment.paymentId)).toBe('pending');
  });

  test('N7: a notification of Mercado Pago is turned away with every change of its signature', async () => {
    const [secret = ''] = secrets();
    const requestId = randomUUID();
    const { 'x-signature': signature } = mercadoPagoHeaders({ id, secret, requestId });

    for (let index = 0; index < MUTATIONS; index += 1) {
      const at = index % signature.length;
      const put = signature[at] === '7' ? '8' : '7';
      const mutant = `${signature.slice(0, at)}${index < signature.length ? put : ''}${signature.slice(at + 1)}`;
      const headers = { 'x-signature': mutant, 'x-request-id': requestId };
      const answer = await platform.deliver(`${path}?data.id=${id}`, headers, mercadoPagoBody(id));
      expect({ mutant, ...answer }).toEqual({ mutant, ...invalid });
    }
    expect(await platform.statusOf(payment.paymentId)).toBe('pending');
  });

  test.each<[string, ...Forgery]>([
    ['in seconds', signed],
    ['in milliseconds', (id, secret) => signed(id, secret, Date.now())],
    ['of nearly four days ago', (id, secret) => signed(id, secret, seconds(-4 * DAY_S + 60))],
    ['of four minutes ahead', (id, secret) => signed(id, secret, seconds(240))],
    ['with the second secret', (id) => signed(id, secrets()[1] ?? '')],
    ['without any request id', (id, secret) => mercadoPagoHeaders({ id, secret, requestId: null })],
    ['with the id in the body alone', signed, () => ''],
    ['beside other parameters', signed, (id) => `id=7&data.id=${id}&topic=merchant_order&source_news=webhooks`],
  ])(
    'a notification of Mercado Pago is taken when it was signed %s',
    async (_case, headers, query = (about) => `data.id=${about}&type=payment`) => {
      const { paymentId, parentId } = await open();
      const [about = ''] = await platform.customer(parentId, 'succeed');
      const [secret = ''] = secrets();

      const answer = await platform.deliver(`${path}?${query(about)}`, headers(about, secret), mercadoPagoBody(about));

      expect(answer.status).toBe(200);
      expect(await platform.statusOf(paymentId)).toBe('succeeded');
    },
  );
});

test('an id in upper case is taken as it was signed: as it is, or in lower case', async () => {
  for (const written of ['ORD01ABC', 'ord01abc']) {
    const headers = mercadoPagoHeaders({ id: written, secret: seller.secret });
    const path = `/webhook/${GYM}?data.id=ORD01ABC&type=order`;
    expect(await platform.deliver(path, headers, mercadoPagoBody('ORD01ABC'))).toEqual(PROCESSED);
  }
  const mixed = mercadoPagoHeaders({ id: 'Ord01abc', secret: seller.secret });
  expect((await platform.deliver(`/webhook/${GYM}?data.id=ORD01ABC`, mixed)).status).toBe(401);
});

function signed(id: string, secret: string, ts: number | string = seconds()) {
  return mercadoPagoHeaders({ id, secret, ts });
}

function with_(headers: ReturnType<typeof signed>, change: (text: string) => string): Headers {
  return { ...headers, 'x-signature': change(headers['x-signature']) };
}

function repeated(headers: ReturnType<typeof signed>, name: 'x-signature' | 'x-request-id'): Headers {
  const value = headers[name] ?? '';
  return { ...headers, [name]: [value, value] };
}

function without(headers: ReturnType<typeof signed>, name: string): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([found]) => found !== name));
}
