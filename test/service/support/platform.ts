import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { makeToken } from '../../../src/config/token.ts';
import { expectDescribed } from './described.ts';
import { startOnAnyDatabase } from './service.ts';
import type { Headers } from './signing.ts';

/** The platform's own accounts, known to the tests because they have to sign as the providers do. */
export const STRIPE = { key: 'sk_test_of_the_platform', secrets: ['whsec_the_first', 'whsec_the_second'] } as const;
export const MERCADO_PAGO = {
  token: `TEST-100200300400-112126-${'0a'.repeat(16)}-100200300`,
  secrets: ['mercadopago-secret-one', 'mercadopago-secret-two'],
} as const;

export const PAYPAL = {
  clientId: 'AclientOfThePlatform',
  clientSecret: 'EsecretOfThePlatform',
  webhookId: '8PT597110X687430L',
} as const;

const CONFIGURATION = {
  STRIPE_SECRET_KEY: STRIPE.key,
  STRIPE_WEBHOOK_SECRET: STRIPE.secrets.join(','),
  MERCADOPAGO_ACCESS_TOKEN: MERCADO_PAGO.token,
  MERCADOPAGO_WEBHOOK_SECRET: MERCADO_PAGO.secrets.join(', '),
  PAYPAL_CLIENT_ID: PAYPAL.clientId,
  PAYPAL_CLIENT_SECRET: PAYPAL.clientSecret,
  PAYPAL_WEBHOOK_ID: PAYPAL.webhookId,
  // Another address is the only sign that money is not real there.
  PAYPAL_API_BASE: 'https://api-m.sandbox.paypal.com',
  RATE_LIMIT_MAX: '1000000',
  RATE_LIMIT_WEBHOOK_MAX: '1000000',
};

export const USER = 'member-1';
const OPERATOR_SCOPE = 'orders:write gyms:write payments:manage';

export type Json = Record<string, unknown>;
export type Answer = { readonly status: number; readonly body: Json };
/** A seller's account at Mercado Pago. */
export type Seller = { readonly token: string; readonly userId: string; readonly secret: string };
/** A payment and what the customer pays it through. */
export type Opened = { readonly paymentId: string; readonly parentId: string };
export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** The whole service in its process, with the hands of everybody who deals with it. */
export async function startPlatform(settings: Record<string, string> = {}) {
  const service = await startOnAnyDatabase({ ...CONFIGURATION, ...settings });
  const { url, sandboxUrl, stop, query } = service;
  const secret = settings['JWT_SECRET'] ?? service.jwtSecret;
  const tokenFor = (sub: string, scope: string | null) =>
    makeToken({ secret, sub, scope, issuer: null, audience: null });
  const user = { authorization: `Bearer ${tokenFor(USER, null)}` };
  const operator = { authorization: `Bearer ${tokenFor('back-office', OPERATOR_SCOPE)}` };
  const sandbox = (method: string, path: string) => send(sandboxUrl + path, { method });

  async function putOrder(orderId: string, changes: Json): Promise<void> {
    const order = { user_id: USER, amount: 1000, currency: 'jpy', ...changes };
    expectOk(await send(`${url}/api/v1/orders/${orderId}`, { method: 'PUT', headers: operator, json: order }));
  }

  async function openIntent(orderId: string): Promise<Opened> {
    const intent = await send(`${url}/api/v1/payments/intent`, { headers: user, json: { order_id: orderId } });
    const { payment_id, client_secret } = dataOf(expectOk(intent));
    return { paymentId: String(payment_id), parentId: String(client_secret).split('_secret_')[0] ?? '' };
  }

  async function openOrder(changes: Json = {}): Promise<Opened & { orderId: string }> {
    const orderId = randomUUID();
    await putOrder(orderId, changes);
    return { orderId, ...(await openIntent(orderId)) };
  }

  async function openCheckout(gym: string): Promise<Opened> {
    const checkout = { gym_id: gym, amount: 5000, title: 'Monthly pass', payer_email: 'member@example.com' };
    const answer = await send(`${url}/api/v1/payments/checkout`, { headers: user, json: checkout });
    const page = new URL(String(expectOk(answer).body['init_point']));
    // At the desk it is the gym's own page, which is sent the payment's id.
    const own = page.searchParams.get('payment_id');
    if (own !== null) return { parentId: `desk_${own}`, paymentId: own };
    const parentId =
      page.searchParams.get('pref_id') ?? page.searchParams.get('token') ?? page.pathname.split('/').at(-1) ?? '';
    const { payments } = (await sandbox('GET', '/sandbox/payments')).body as { payments: Json[] };
    return { parentId, paymentId: String(payments.find(({ id }) => id === parentId)?.['reference']) };
  }

  return {
    ...{ url, sandboxUrl, stop, query, user, operator, tokenFor, putOrder, openIntent, openOrder, openCheckout },

    /** A provider's request to us. */
    deliver: (path: string, headers: Headers, body: string | Uint8Array = '{}') => send(url + path, { headers, body }),

    async putGym(slug: string, seller: Seller | null, changes: Json = {}): Promise<void> {
      const credentials = seller && { access_token: seller.token, webhook_secrets: [seller.secret] };
      const gym = { name: slug, payments_enabled: true, credentials, ...changes };
      expectOk(await send(`${url}/api/v1/gyms/${slug}`, { method: 'PUT', headers: operator, json: gym }));
    },

    async newSeller(): Promise<Seller> {
      const { body } = await sandbox('POST', '/sandbox/mercadopago/sellers');
      const [token, userId, secret] = ['access_token', 'user_id', 'webhook_secret'].map((name) => String(body[name]));
      return { token: token ?? '', userId: userId ?? '', secret: secret ?? '' };
    },

    /** What a customer does, of which no webhook is sent; the provider's ids of the payments that it changed. */
    async customer(id: string, action: 'succeed' | 'fail' | 'process' | 'cancel' | 'pay_twice'): Promise<string[]> {
      const answer = expectOk(await sandbox('POST', `/sandbox/payments/${id}/${action}?hold=1`));
      return (answer.body['webhooks'] as { subject: string }[]).map(({ subject }) => subject);
    },

    /** Something that a seller does in their own account, without us. */
    asSeller: (seller: Seller, path: string, body: Json) =>
      send(sandboxUrl + path, { headers: { authorization: `Bearer ${seller.token}` }, json: body }),

    /** Has the provider asked now. */
    sync: (paymentId: string) => send(`${url}/api/v1/payments/${paymentId}/sync`, { headers: user }),

    async statusOf(paymentId: string): Promise<unknown> {
      return dataOf(await send(`${url}/api/v1/payments/${paymentId}`, { method: 'GET', headers: operator }))['status'];
    },
  };
}

type Request = {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: string | Uint8Array;
  readonly json?: Json;
};

/** Over Node's own client: `fetch` joins repeated headers and refuses strange ones. Every answer is as described. */
export function send(url: string, { method = 'POST', headers = {}, body, json: value }: Request): Promise<Answer> {
  const type = value === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...type, ...headers } }, (incoming) => {
      const answered = json(incoming).then((read) => {
        expectDescribed(method, url, incoming, read);
        return { status: incoming.statusCode ?? 0, body: read as Json };
      });
      answered.then(resolve, reject);
    });
    outgoing.on('error', reject).end(value === undefined ? body : JSON.stringify(value));
  });
}

export function dataOf({ body }: Answer): Json {
  return (body['data'] ?? {}) as Json;
}

function expectOk(answer: Answer): Answer {
  if (answer.status < 300) return answer;
  throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
}
