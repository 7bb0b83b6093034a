import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from './any-database.ts';
import { dataOf, type Json, MERCADO_PAGO, send } from './platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();

/** A payment that was opened through one of the APIs, paid at one of the providers. */
type Payment = {
  readonly paymentId: string;
  readonly parentId: string;
  readonly orderId: string | null;
  /** Of the account that it was opened in. */
  readonly token: string;
};
type Opening = (provider: string) => Promise<Payment>;

const APIS: readonly (readonly [api: string, open: Opening])[] = [
  ['orders', openOrder],
  ['gyms', openCheckout],
];
const PROVIDERS = ['stripe', 'mercadopago'] as const;

/** Both carry it: 5,000.00 ARS. */
const PRICE = 500_000;

async function openOrder(provider: string): Promise<Payment> {
  const opened = await platform().openOrder({ provider, amount: PRICE, currency: 'ars' });
  return { ...opened, token: MERCADO_PAGO.token };
}

async function openCheckout(provider: string): Promise<Payment> {
  const slug = `gym-${randomUUID()}`;
  const token = (await GYMS[provider]?.(slug)) ?? '';
  return { ...(await platform().openCheckout(slug)), orderId: null, token };
}

/** A gym with an account of its own at the provider: its token. */
const GYMS: Readonly<Record<string, (slug: string) => Promise<string>>> = {
  async mercadopago(slug) {
    const seller = await platform().newSeller();
    await platform().putGym(slug, seller);
    return seller.token;
  },
  async stripe(slug) {
    const endpoint = encodeURIComponent(`${platform().url}/webhook/${slug}`);
    const { body } = await send(`${platform().sandboxUrl}/sandbox/stripe/accounts?webhook_url=${endpoint}`, {});
    const credentials = { access_token: body['secret_key'], webhook_secrets: [body['webhook_secret']] };
    await platform().putGym(slug, null, { provider: 'stripe', return_url: 'https://gym.example/thanks', credentials });
    return String(body['secret_key']);
  },
};

/** What the buyer, the seller in the provider's dashboard, or a bank does; every webhook of it has to be taken. */
async function act(paymentId: string, action: string): Promise<void> {
  const { status, body } = await send(`${platform().sandboxUrl}/sandbox/payments/${paymentId}/${action}`, {});
  expect({ status, body }).toMatchObject({ status: 200 });
  for (const webhook of body['webhooks'] as Json[]) expect(webhook).toMatchObject({ status_code: 200 });
}

/** Stripe tells when a payment's time is over; Mercado Pago only answers so when it is asked. */
const EXPIRE: Readonly<Record<string, (payment: Payment) => Promise<void>>> = {
  stripe: ({ paymentId }) => act(paymentId, 'cancel'),
  async mercadopago({ paymentId, parentId, token }) {
    const headers = { authorization: `Bearer ${token}` };
    const json = { expires: true, expiration_date_to: '2020-01-01T00:00:00.000-04:00' };
    const url = `${platform().sandboxUrl}/checkout/preferences/${parentId}`;
    expect((await send(url, { method: 'PUT', headers, json })).status).toBe(200);
    expect((await platform().sync(paymentId)).status).toBe(200);
  },
};

/** What our own operators do. */
function operate(paymentId: string, what: string, json: Json) {
  const headers = { ...platform().operator, 'idempotency-key': randomUUID() };
  return send(`${platform().url}/api/v1/payments/${paymentId}/${what}`, { headers, json });
}

async function detailsOf(paymentId: string): Promise<Json> {
  const url = `${platform().url}/api/v1/payments/${paymentId}/details`;
  return dataOf(await send(url, { method: 'GET', headers: platform().operator }));
}

async function orderStatus(orderId: string): Promise<unknown> {
  const url = `${platform().url}/api/v1/orders/${orderId}`;
  return dataOf(await send(url, { method: 'GET', headers: platform().operator }))['status'];
}

type Ending = { readonly status: string; readonly order: string; readonly details: Json };

const PAID = { status: 'succeeded', order: 'paid' } as const;

type Play = (payment: Payment, provider: string) => Promise<void> | undefined;

/** What happens to a payment, and how it stands then, whichever API and provider it is of. */
const STORIES: readonly (readonly [story: string, play: Play, ending: Ending])[] = [
  [
    'paid',
    ({ paymentId: id }) => act(id, 'succeed'),
    { ...PAID, details: { amounts: { captured: PRICE, refunded: 0 } } },
  ],
  [
    'rejected, then paid',
    async ({ paymentId: id }) => {
      await act(id, 'fail');
      expect(await platform().statusOf(id)).toBe('failed');
      await act(id, 'succeed');
    },
    { ...PAID, details: { amounts: { captured: PRICE } } },
  ],
  [
    'cancelled',
    async ({ paymentId: id }) => expect((await operate(id, 'cancel', {})).status).toBe(200),
    { status: 'cancelled', order: 'pending', details: { amounts: { captured: 0 } } },
  ],
  [
    'expired',
    (payment, provider) => EXPIRE[provider]?.(payment),
    { status: 'cancelled', order: 'pending', details: { amounts: { captured: 0 } } },
  ],
  [
    'refunded in part',
    async ({ paymentId: id }) => {
      await act(id, 'succeed');
      expect(await operate(id, 'refunds', { amount: 150_000 })).toMatchObject({ status: 201 });
    },
    {
      ...PAID,
      details: { amounts: { refunded: 150_000 }, refunds: [expect.objectContaining({ status: 'succeeded' })] },
    },
  ],
  [
    'refunded',
    async ({ paymentId: id }) => {
      await act(id, 'succeed');
      expect(await operate(id, 'refunds', {})).toMatchObject({ status: 201 });
      expect(await operate(id, 'refunds', { amount: 1 })).toMatchObject({ status: 409 });
    },
    { ...PAID, details: { amounts: { refunded: PRICE }, refunds: [expect.objectContaining({ amount: PRICE })] } },
  ],
  [
    'disputed',
    async ({ paymentId: id }) => {
      await act(id, 'succeed');
      await act(id, 'dispute');
    },
    { ...PAID, details: { disputes: [expect.objectContaining({ amount: PRICE })] } },
  ],
];

describe.each(APIS)('A payment of the %s API', (_api, open) => {
  describe.each(PROVIDERS)('through %s', (provider) => {
    test.each(STORIES)('that is %s', async (_story, play, ending) => {
      const payment = await open(provider);

      await play(payment, provider);

      const details = await detailsOf(payment.paymentId);
      expect(details).toMatchObject({ provider, status: ending.status, anomalies: [], ...ending.details });
      if (payment.orderId !== null) expect(await orderStatus(payment.orderId)).toBe(ending.order);
    });
  });
});
