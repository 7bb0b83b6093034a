import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeToken } from '../../../src/config/token.ts';
import { startService } from '../../../src/sandbox/demo/service.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { everyValue, type Written } from './everything-written.ts';
import { anIndiscreetProvider } from './indiscreet-provider.ts';

const hex = (bytes = 16) => randomBytes(bytes).toString('hex');

/** Of each secret the part that nothing else could look like. */
export const SECRETS = {
  'the Stripe key': hex(),
  'a Stripe webhook secret': hex(),
  'another Stripe webhook secret': hex(),
  'the platform’s Mercado Pago token': hex(),
  'the platform’s Mercado Pago secret': hex(),
  'a gym’s token': hex(),
  'a gym’s webhook secret': hex(),
  'a token that Mercado Pago refuses': hex(),
  'the key of tokens': hex(32),
  'the key of credentials': randomBytes(32).toString('base64'),
  'the token of metrics': hex(),
  'a cookie': hex(),
  'a word in a query': hex(),
  'a word in a broken body': hex(),
};
export const tokenOf = (hash: string, userId: string) => `TEST-100200300400-112126-${hash}-${userId}`;

const stripe = {
  secretKey: `sk_test_${SECRETS['the Stripe key']}`,
  webhookSecret: `whsec_${SECRETS['a Stripe webhook secret']}`,
  webhookUrl: 'http://127.0.0.1:9/',
};
const seller = (hash: string, userId: string, webhookSecret: string) => ({
  accessToken: tokenOf(hash, userId),
  userId,
  webhookSecret,
});
const PLATFORM = seller(SECRETS['the platform’s Mercado Pago token'], '100200300', 'no delivery is signed with it');
export const GYM = seller(SECRETS['a gym’s token'], '300400500', SECRETS['a gym’s webhook secret']);

const SETTINGS = {
  SANDBOX: '0',
  LOG_LEVEL: 'trace',
  RATE_LIMIT_MAX: '100000',
  STRIPE_SECRET_KEY: stripe.secretKey,
  STRIPE_WEBHOOK_SECRET: `${stripe.webhookSecret},whsec_${SECRETS['another Stripe webhook secret']}`,
  MERCADOPAGO_ACCESS_TOKEN: PLATFORM.accessToken,
  MERCADOPAGO_WEBHOOK_SECRET: SECRETS['the platform’s Mercado Pago secret'],
  JWT_SECRET: SECRETS['the key of tokens'],
  CREDENTIALS_KEY: `k1:${SECRETS['the key of credentials']}`,
  METRICS_TOKEN: SECRETS['the token of metrics'],
};

const signer = { secret: SECRETS['the key of tokens'], issuer: null, audience: null };
export const USER = makeToken({ ...signer, sub: 'member-1', scope: null });
export const OPERATOR = makeToken({
  ...signer,
  sub: 'back-office',
  scope: 'orders:write gyms:write payments:manage keys:manage audit:read',
});

type Call = {
  /** A bearer token. */
  readonly by?: string;
  readonly headers?: Record<string, string>;
  /** Text as it is sent, or what becomes JSON. */
  readonly body?: unknown;
};
type Answer = { readonly status: number; readonly body: Record<string, Record<string, string>> };
export type SecretService = Awaited<ReturnType<typeof startWithSecrets>>;

/** A service full of secrets that logs all it can, before providers that can be made to repeat what they receive. */
export async function startWithSecrets() {
  const dataDir = await mkdtemp(join(tmpdir(), 'fitstack-secrets-'));
  const sandbox = await startSandbox({ port: 0, stateFile: null, stripe, mercadopago: { sellers: [PLATFORM, GYM] } });
  const provider = await anIndiscreetProvider(sandbox.url);
  const output: string[] = [];
  const answers: Written[] = [];
  const settings = { ...SETTINGS, STRIPE_API_BASE: provider.url, MERCADOPAGO_API_BASE: provider.url };
  const service = await startService({ ...settings, DATA_DIR: dataDir }, (text) => void output.push(text));

  return {
    misbehave: provider.misbehave,

    async call(method: string, path: string, { by, headers = {}, body }: Call = {}): Promise<Answer> {
      const sent = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
      const content = sent === undefined ? {} : { body: sent };
      const type = sent === undefined ? {} : { 'content-type': 'application/json' };
      const auth = by === undefined ? {} : { authorization: `Bearer ${by}` };
      const all = { ...auth, ...type, cookie: `session=${SECRETS['a cookie']}`, ...headers };
      const answer = await fetch(service.url + path, { method, headers: all, ...content });
      const text = await answer.text();
      const route = path.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id');
      answers.push({ place: `answer ${method} ${route}`, text: `${JSON.stringify([...answer.headers])}\n${text}` });
      return { status: answer.status, body: JSON.parse(text || '{}') };
    },

    /** The customer pays the newest thing that a provider has, or the one by that id. → What the provider sends about it. */
    async pay(parentId?: string) {
      const id = parentId ?? sandbox.simulators[0]?.payables()[0]?.id;
      await fetch(`${sandbox.url}/sandbox/payments/${id}/succeed?hold=1`, { method: 'POST' });
      const webhook = sandbox.outbox.list().at(-1)?.webhook;
      if (webhook === undefined) throw new Error('no webhook reported a payment');
      return webhook;
    },

    /** Ends it. → All that was ever written. */
    async stop(): Promise<readonly Written[]> {
      const by = { authorization: `Bearer ${SECRETS['the token of metrics']}` };
      const metrics = await (await fetch(`${service.url}/metrics`, { headers: by })).text();
      await service.stop();
      await Promise.all([provider.stop(), sandbox.close()]);
      const own = [
        { place: 'output', text: output.join('') },
        { place: 'metrics', text: metrics },
      ];
      const written = [...own, ...answers, ...(await everyValue(dataDir))];
      await rm(dataDir, { recursive: true, force: true });
      return written;
    },
  };
}
