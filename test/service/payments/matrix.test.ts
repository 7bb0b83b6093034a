import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { dataOf, type Json, send } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();

/** A payment that was opened through one of the APIs, paid at one of the providers. */
type Payment = { readonly paymentId: string; readonly orderId: string | null };
type Opening = (where: Where) => Promise<Payment>;

const APIS: readonly (readonly [api: string, open: Opening])[] = [
  ['orders', openOrder],
  ['gyms', openCheckout],
];

/**
 * Where it is paid, in a currency of the provider's, what a failed attempt is, and who says that the money came. At the desk no
 * buyer is declined, and no bank hears a dispute.
 */
const PROVIDERS = [
  { provider: 'stripe', currency: 'ars', failed: 'can be tried again', confirmedBy: 'provider' },
  { provider: 'mercadopago', currency: 'ars', failed: 'can be tried again', confirmedBy: 'provider' },
  { provider: 'paypal', currency: 'usd', failed: 'is the end', confirmedBy: 'provider' },
  { provider: 'desk', currency: 'ars', failed: 'never comes', confirmedBy: 'operator' },
] as const;
type Where = (typeof PROVIDERS)[number];

/** 5,000.00, in each of them. */
const PRICE = 500_000;

async function openOrder({ provider, currency }: Where): Promise<Payment> {
  return await platform().openOrder({ provider, amount: PRICE, currency });
}

async function openCheckout({ provider }: Where): Promise<Payment> {
  const slug = `gym-${randomUUID()}`;
  await GYMS[provider]?.(slug);
  return { ...(await platform().openCheckout(slug)), orderId: null };
}

/** A gym with an account of its own at the provider. */
const GYMS: Readonly<Record<string, (slug: string) => Promise<void>>> = {
  async mercadopago(slug) {
    await platform().putGym(slug, await platform().newSeller());
  },
  async stripe(slug) {
    const endpoint = encodeURIComponent(`${platform().url}/webhook/${slug}`);
    const { body } = await send(`${platform().sandboxUrl}/sandbox/stripe/accounts?webhook_url=${endpoint}`, {});
    const credentials = { access_token: body['secret_key'], webhook_secrets: [body['webhook_secret']] };
    await platform().putGym(slug, null, { provider: 'stripe', return_url: 'https://gym.example/thanks', credentials });
  },
  async paypal(slug) {
    const endpoint = encodeURIComponent(`${platform().url}/webhook/${slug}`);
    const { body } = await send(`${platform().sandboxUrl}/sandbox/paypal/merchants?webhook_url=${endpoint}`, {});
    const gym = { provider: 'paypal', currency: 'usd', return_url: 'https://gym.example/thanks', credentials: body };
    await platform().putGym(slug, null, gym);
  },
  async desk(slug) {
    await platform().putGym(slug, null, { provider: 'desk', return_url: 'https://gym.example/thanks' });
  },
};

/** What the buyer, the seller in the provider's dashboard, or a bank does; every webhook of it has to be taken. */
async function act(paymentId: string, action: string): Promise<void> {
  const { status, body } = await send(`${platform().sandboxUrl}/sandbox/payments/${paymentId}/${action}`, {});
  expect({ status, body }).toMatchObject({ status: 200 });
  for (const webhook of body['webhooks'] as Json[]) expect(webhook).toMatchObject({ status_code: 200 });
}

/** The buyer pays: where the service has to take the money then, its worker does within seconds. */
async function pay(paymentId: string, ending = 'succeeded', how: 'succeed' | 'fail' = 'succeed'): Promise<void> {
  await act(paymentId, how);
  const ended = async () => expect(await platform().statusOf(paymentId)).toBe(ending);
  await vi.waitFor(ended, { timeout: 30_000, interval: 100 });
}

/** The buyer pays, and where operators confirm it, one does. */
async function payAt({ confirmedBy }: Where, paymentId: string): Promise<void> {
  if (confirmedBy === 'provider') return pay(paymentId);
  const data = { amount: PRICE, payment_status: 'succeeded' };
  expect(await operate(paymentId, 'receipts', { method: 'cash' })).toMatchObject({ status: 201, body: { data } });
}

async function dispute(paymentId: string): Promise<void> {
  await pay(paymentId);
  await act(paymentId, 'dispute');
}

/** What is known of it then, in the words of whichever provider it was. */
function disputed(status: string) {
  const reason = expect.stringMatching(/^(?:product_not_received|charged_back|UNAUTHORISED)$/);
  return expect.objectContaining({ amount: PRICE, currency: expect.stringMatching(/^(?:ars|usd)$/), reason, status });
}

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

type Play = (payment: Payment, paid: () => Promise<void>) => Promise<void>;
type Story = readonly [story: string, play: Play, ending: Ending];

/**
 * What happens to a payment, and how it stands then, whichever API and provider it is of. What time alone brings is in
 * passing-time.test.ts.
 */
const STORIES: readonly Story[] = [
  ['paid', (_payment, paid) => paid(), { ...PAID, details: { amounts: { captured: PRICE, refunded: 0 } } }],
  [
    'cancelled',
    async ({ paymentId: id }) => expect((await operate(id, 'cancel', {})).status).toBe(200),
    { status: 'cancelled', order: 'pending', details: { amounts: { captured: 0 } } },
  ],
  [
    'refunded in part',
    async ({ paymentId: id }, paid) => {
      await paid();
      expect(await operate(id, 'refunds', { amount: 150_000 })).toMatchObject({ status: 201 });
    },
    {
      ...PAID,
      details: { amounts: { refunded: 150_000 }, refunds: [expect.objectContaining({ status: 'succeeded' })] },
    },
  ],
  [
    'refunded',
    async ({ paymentId: id }, paid) => {
      await paid();
      expect(await operate(id, 'refunds', {})).toMatchObject({ status: 201 });
      expect(await operate(id, 'refunds', { amount: 1 })).toMatchObject({ status: 409 });
    },
    { ...PAID, details: { amounts: { refunded: PRICE }, refunds: [expect.objectContaining({ amount: PRICE })] } },
  ],
];

const DISPUTES: readonly Story[] = [
  ['disputed', ({ paymentId: id }) => dispute(id), { ...PAID, details: { disputes: [disputed('open')] } }],
  [
    'disputed, and kept',
    async ({ paymentId: id }) => {
      await dispute(id);
      await act(id, 'dispute_won');
    },
    { ...PAID, details: { disputes: [disputed('won')] } },
  ],
  [
    'disputed, and lost',
    async ({ paymentId: id }) => {
      await dispute(id);
      await act(id, 'dispute_lost');
    },
    { ...PAID, details: { disputes: [disputed('lost')] } },
  ],
];

/** A buyer whose attempt has failed tries again, or needs another payment. */
const TRIES_AGAIN: Story = [
  'declined, then paid',
  async ({ paymentId: id }) => {
    await pay(id, 'failed', 'fail');
    await pay(id);
  },
  { ...PAID, details: { amounts: { captured: PRICE } } },
];

const IS_OVER: Story = [
  'declined, which ends it',
  ({ paymentId: id }) => pay(id, 'cancelled', 'fail'),
  {
    ...{ status: 'cancelled', order: 'pending' },
    details: { attempts: [expect.objectContaining({ status: 'failed', decline: expect.anything() })] },
  },
];

function storiesAt({ failed, confirmedBy }: Where): readonly Story[] {
  if (confirmedBy === 'operator') return STORIES;
  return [...STORIES, ...DISPUTES, failed === 'is the end' ? IS_OVER : TRIES_AGAIN];
}

test('orders go to Stripe and gyms to Mercado Pago where no choice was made', async () => {
  const { orderId } = await platform().openOrder();
  const slug = `gym-${randomUUID()}`;
  await platform().putGym(slug, null);

  for (const [path, provider] of [
    [`orders/${orderId}`, 'stripe'],
    [`gyms/${slug}`, 'mercadopago'],
  ]) {
    const url = `${platform().url}/api/v1/${path}`;
    expect(dataOf(await send(url, { method: 'GET', headers: platform().operator }))).toMatchObject({ provider });
  }
});

// At once: most of it is waiting.
describe.concurrent.each(APIS)('A payment of the %s API', (_api, open) => {
  describe.each(PROVIDERS)('through $provider', (where) => {
    test.each(storiesAt(where))(
      'A payment that is %s ends alike through each provider',
      async (_story, play, ending) => {
        const { provider } = where;
        const payment = await open(where);

        await play(payment, () => payAt(where, payment.paymentId));

        const details = await detailsOf(payment.paymentId);
        expect(details).toMatchObject({ provider, status: ending.status, anomalies: [], ...ending.details });
        if (payment.orderId !== null) expect(await orderStatus(payment.orderId)).toBe(ending.order);
      },
    );
  });
});
