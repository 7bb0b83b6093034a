import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeToken } from '../../src/config/token.ts';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';
import { type Answer, type Json, send } from '../service/support/platform.ts';
import { startOnAnyDatabase } from '../service/support/service.ts';
import { type ProviderOptions, prepareService, type Service, startProvider } from './processes.ts';

const STRIPE = { secretKey: 'sk_test_reliability', webhookSecret: 'whsec_reliability' };
const PLATFORM = {
  accessToken: `TEST-100200300400-112126-${'0a'.repeat(16)}-100200300`,
  userId: '100200300',
  webhookSecret: 'the-platforms-secret',
};
const JWT_SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const SETTINGS = {
  SANDBOX: '0',
  JWT_SECRET,
  CREDENTIALS_KEY: `k1:${randomBytes(32).toString('base64')}`,
  RATE_LIMIT_MAX: '1000000',
  RATE_LIMIT_WEBHOOK_MAX: '1000000',
  STRIPE_SECRET_KEY: STRIPE.secretKey,
  STRIPE_WEBHOOK_SECRET: STRIPE.webhookSecret,
  MERCADOPAGO_ACCESS_TOKEN: PLATFORM.accessToken,
  MERCADOPAGO_WEBHOOK_SECRET: PLATFORM.webhookSecret,
};

export const GYM = 'reliable-gym';
export const USER = 'member-1';
const CHECKOUT = { gym_id: GYM, amount: 5000, title: 'Monthly pass', payer_email: 'member@example.com' };

export type RigOptions = {
  /** On a server; without one, the embedded database. */
  readonly databaseUrl?: string;
  readonly replicas?: number;
  readonly settings?: Readonly<Record<string, string>>;
};

/** What a buyer can pay at a provider, as the sandbox lists it. */
export type Payable = {
  readonly provider: string;
  readonly id: string;
  readonly reference: string | null;
  readonly status: string;
};
export type Webhook = {
  readonly id: string;
  readonly event_type: string;
  readonly subject: string;
  readonly status_code: number | null;
  readonly attempts: number;
};

/** What a request led to. Without an answer it is unknown what was done. */
export type Reply = Answer | { readonly status: 0; readonly body: Json };

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** The service, once or several times over one database, before providers in another process. */
export async function startRig({ databaseUrl, replicas = 1, settings = {} }: RigOptions) {
  const dataDir = await mkdtemp(join(tmpdir(), 'fitstack-rig-'));
  const ports = await portsFor(replicas);
  const provider = await startProvider(providersOf(ports));
  const env = {
    ...SETTINGS,
    DATA_DIR: dataDir,
    ...at(provider.url),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...settings,
  };
  const services = ports.map((port) => prepareService(port, env));
  const stop = async () => {
    await Promise.all([...services.map((each) => each.end('SIGKILL')), provider.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    for (const service of services) await service.start();
    const [service] = services as [Service, ...Service[]];
    const apis = services.map(({ url }) => apiOf(url));
    return { ...handsOf(provider.url), services, service, provider, apis, api: apiOf(service.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same replicas and providers in this process, for tests that kill none of them: they start in a tenth of the time. */
export async function startRigHere(databaseUrl: string, replicas: number) {
  const ports = await portsFor(replicas);
  const { stripe, sellers, webhookUrl } = providersOf(ports);
  const sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    stripe: { ...stripe, webhookUrl },
    mercadopago: { sellers },
  });
  const env = { ...SETTINGS, ...at(sandbox.url), DATABASE_URL: databaseUrl };
  const services = await Promise.all(ports.map((port) => startOnAnyDatabase({ ...env, PORT: String(port) })));
  const apis = ports.map((port) => apiOf(`http://127.0.0.1:${port}`)) as [Api, ...Api[]];
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()));
    await sandbox.close();
  };
  return { ...handsOf(sandbox.url), apis, api: apis[0], stop };
}

type Api = ReturnType<typeof apiOf>;

const portsFor = (replicas: number) => Promise.all(Array.from({ length: replicas }, () => freePort()));

/** Both providers, which send their webhooks to the first replica. */
function providersOf([port]: readonly number[]): ProviderOptions {
  const webhookUrl = `http://127.0.0.1:${port}/api/v1/payments/webhook`;
  return { stripe: STRIPE, sellers: [PLATFORM, SELLER], webhookUrl };
}

const at = (url: string) => ({ STRIPE_API_BASE: url, MERCADOPAGO_API_BASE: url });

/** What tests do at the provider. */
function handsOf(providerUrl: string) {
  const sandbox = (method: string, path: string, json?: Json) =>
    send(providerUrl + path, { method, ...(json !== undefined && { json }) });
  return {
    sandbox,
    payables: async () => (await sandbox('GET', '/sandbox/payments')).body['payments'] as readonly Payable[],
    webhooks: async () => (await sandbox('GET', '/sandbox/webhooks')).body['webhooks'] as readonly Webhook[],
    switchOn: async (fault: Json) => {
      const { status, body } = await sandbox('POST', '/sandbox/faults', fault);
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body;
    },
    switchAllOff: () => sandbox('DELETE', '/sandbox/faults'),
  };
}

/** What tests do at the service, as a member and as its back office. Every answer is held against the document. */
export function apiOf(url: string) {
  const as = (sub: string, scope: string | null) => ({
    authorization: `Bearer ${makeToken({ secret: JWT_SECRET, sub, scope, issuer: null, audience: null })}`,
  });
  const member = as(USER, null);
  const office = as('back-office', 'orders:write gyms:write payments:manage webhooks:manage');
  const ask = (method: string, path: string, headers: Record<string, string>, json?: Json): Promise<Reply> =>
    send(url + path, { method, headers, ...(json !== undefined && { json }) }).catch(unanswered);
  return {
    /** The back office's headers. */
    office,
    putOrder: (id: string, changes: Json = {}) =>
      ask('PUT', `/api/v1/orders/${id}`, office, { user_id: USER, amount: 1000, currency: 'jpy', ...changes }),
    putGym: () =>
      ask('PUT', `/api/v1/gyms/${GYM}`, office, {
        name: GYM,
        payments_enabled: true,
        credentials: { access_token: SELLER.accessToken, webhook_secrets: [SELLER.webhookSecret] },
      }),
    intent: (orderId: string) => ask('POST', '/api/v1/payments/intent', member, { order_id: orderId }),
    checkout: (key: string = randomUUID()) =>
      ask('POST', '/api/v1/payments/checkout', { ...member, 'idempotency-key': key }, CHECKOUT),
    payment: (id: string) => ask('GET', `/api/v1/payments/${id}`, office),
    putEndpoint: (endpoint: Json) => ask('POST', '/api/v1/webhook-endpoints', office, endpoint),
    ready: () => ask('GET', '/ready', {}),
  };
}

/** A connection that broke says nothing about what was done; anything else that is thrown is a fault of the service. */
function unanswered(error: unknown): Reply {
  if (error instanceof Error && 'code' in error && /^(ECONN|EPIPE)/.test(String(error.code)))
    return { status: 0, body: { code: error.code } };
  throw error;
}
