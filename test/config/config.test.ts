import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { PROVIDER_SETTINGS } from '../../src/adapters/providers/index.ts';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';

/** What is wrong with an environment; nothing when it can be started with. */
function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env, PROVIDER_SETTINGS);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const configured = (env: Environment) => loadConfig(env, PROVIDER_SETTINGS);
const pem = (key: KeyObject, type: 'spki' | 'pkcs8' | 'pkcs1' = 'spki') => key.export({ type, format: 'pem' } as never);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const RSA_PEM = String(pem(rsa.publicKey));

const KEYS = {
  JWT_SECRET: 'x'.repeat(32),
  JWT_PUBLIC_KEY: RSA_PEM,
  JWT_JWKS_URL: 'https://issuer.example/.well-known/jwks.json',
};

test.each([
  ['JWT_PUBLIC_KEY', 'JWT_SECRET'],
  ['JWT_JWKS_URL', 'JWT_SECRET'],
  ['JWT_JWKS_URL', 'JWT_PUBLIC_KEY'],
] as const)('%s beside %s is one problem', (second, first) => {
  const problems = problemsOf({ [first]: KEYS[first], [second]: KEYS[second] });

  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${second}: .*${first}`))]);
});

test('one way to verify tokens is needed, except in the sandbox, and all three are one problem', () => {
  expect(problemsOf({ SANDBOX: '0' })).toEqual([expect.stringMatching(/^JWT_SECRET: .*JWT_PUBLIC_KEY.*JWT_JWKS_URL/)]);
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf(KEYS)).toHaveLength(1);
  for (const [name, value] of Object.entries(KEYS)) expect(problemsOf({ SANDBOX: '0', [name]: value })).toEqual([]);
});

test.each([
  ['RSA', 'RS256', RSA_PEM],
  ['RSA in the older form', 'RS256', String(pem(rsa.publicKey, 'pkcs1'))],
  ['P-256', 'ES256', String(pem(ec.publicKey))],
  ['P-256 in one line', 'ES256', String(pem(ec.publicKey)).replaceAll('\n', '\\n')],
])('the type of a public key fixes the algorithm: %s is %s', (_type, algorithm, text) => {
  const { publicKey } = configured({ JWT_PUBLIC_KEY: text }).jwt;

  expect(publicKey).toEqual({ algorithm, pem: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/) });
});

test.each([
  ['a private key', String(pem(rsa.privateKey, 'pkcs8'))],
  ['a private key in the older form', String(pem(rsa.privateKey, 'pkcs1'))],
  ['RSA of 1024 bits', String(pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey))],
  ['RSA-PSS', String(pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey))],
  ['P-384', String(pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey))],
  ['secp256k1', String(pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey))],
  ['Ed25519', String(pem(generateKeyPairSync('ed25519').publicKey))],
  ['half a key', RSA_PEM.slice(0, 200)],
  ['something else', 'letmein'],
])('%s is no JWT_PUBLIC_KEY', (_what, text) => {
  const problems = problemsOf({ JWT_PUBLIC_KEY: text });

  expect(problems).toEqual([expect.stringMatching(/^JWT_PUBLIC_KEY: (must be|is not) /)]);
  expect(problems.join()).not.toContain(text.slice(30, 60) || text);
});

test.each([
  ['short', 'x'.repeat(31)],
  ['a public key, with which everybody could sign', RSA_PEM],
])('a JWT_SECRET is refused that is %s', (_what, text) => {
  expect(problemsOf({ JWT_SECRET: text })).toEqual([expect.stringMatching(/^JWT_SECRET: must /)]);
});

test.each([
  ['JWT_JWKS_URL', 'http://issuer.example/jwks'],
  ['JWT_JWKS_URL', 'file:///etc/passwd'],
  ['JWT_JWKS_URL', 'issuer.example'],
  ['JWT_JWKS_URL', 'http://127.0.0.1.issuer.example/jwks'],
  ['REDIS_URL', 'https://redis.example'],
  ['REDIS_URL', '127.0.0.1:6379'],
  ['METRICS_TOKEN', 'two words'],
  ['METRICS_TOKEN', 'clé'],
])('%s can not be %s', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
});

test.each([
  ['JWT_JWKS_URL', 'http://127.0.0.1:8081/jwks'],
  ['JWT_JWKS_URL', 'http://localhost/jwks'],
  ['REDIS_URL', 'redis://127.0.0.1:6379/3'],
  ['METRICS_TOKEN', 'any.Visible+text/of=ASCII'],
  ['REDIS_URL', 'rediss://user:password@redis.example:6380'],
])('%s can be %s', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([]);
});

test.each(['prod', 'Production', 'PRODUCTION'])('NODE_ENV %s is a problem: it must not start a sandbox', (word) => {
  expect(problemsOf({ NODE_ENV: word })).toEqual([expect.stringMatching(/^NODE_ENV: .*production/)]);
});

test('PUBLIC_URL is looked at in the sandbox, too', () => {
  expect(problemsOf({ PUBLIC_URL: 'ftp://x' })).toEqual([expect.stringMatching(/^PUBLIC_URL: /)]);
});

test.each([
  ['PUBLIC_URL', 'https://operator:hidden@pay.example.com'],
  ['PUBLIC_URL', 'https://hidden@pay.example.com'],
  ['PUBLIC_URL', 'https://:hidden@pay.example.com'],
  ['PUBLIC_URL', 'https:///operator:hidden@pay.example.com'],
  ['PUBLIC_URL', 'https://pay.example.com/payments?key=hidden'],
  ['PUBLIC_URL', 'https://pay.example.com/payments#hidden'],
  ['PUBLIC_URL', 'https://pay.example.com/?'],
  ['PUBLIC_URL', 'https://pay.example.com/#'],
  ['PUBLIC_URL', 'https:hidden.example.com'],
  ['CHECKOUT_RETURN_URL', 'https://operator:hidden@app.example/thanks'],
  ['JWT_JWKS_URL', 'https://operator:hidden@issuer.example/jwks'],
  ['JWT_JWKS_URL', 'https://issuer.example/jwks#hidden'],
  ['STRIPE_API_BASE', 'https://operator:hidden@api.example'],
  ['STRIPE_API_BASE', 'https://api.example?key=hidden'],
  ['MERCADOPAGO_API_BASE', 'http://operator:hidden@127.0.0.1:8081'],
  ['MERCADOPAGO_API_BASE', 'https://api.example/#hidden'],
  ['CORS_ORIGINS', 'https://operator:hidden@app.example'],
  ['CORS_ORIGINS', 'https://app.example/hidden'],
  ['CORS_ORIGINS', 'https://app.example,https://shop.example?hidden'],
  ['REDIS_URL', 'redis:6379'],
])('%s is refused in one line, which does not repeat it: %s', (name, value) => {
  const problems = problemsOf({ [name]: value });

  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: must `))]);
  expect(problems.join()).not.toContain('hidden');
});

test.each([
  ['PUBLIC_URL', 'https://pay.example.com:8443/payments/'],
  ['CHECKOUT_RETURN_URL', 'https://app.example/thanks?gym=1#top'],
  ['JWT_JWKS_URL', 'https://issuer.example/keys?p=policy'],
  ['STRIPE_API_BASE', 'http://127.0.0.1:8081'],
])('%s is taken with what belongs in it: %s', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([]);
});

const MERCADO_PAGO = { MERCADOPAGO_ACCESS_TOKEN: 'TEST-1', MERCADOPAGO_WEBHOOK_SECRET: 'secret' };

test('an application that gyms connect to needs both its words, and the secret that signs their notifications', () => {
  const [id, secret] = [{ MERCADOPAGO_CLIENT_ID: '123' }, { MERCADOPAGO_CLIENT_SECRET: 'abc' }];

  expect(configured({ ...MERCADO_PAGO, ...id, ...secret, SANDBOX: '1' }).providers['mercadopago']?.application).toEqual(
    {
      clientId: '123',
      clientSecret: 'abc',
    },
  );
  expect(problemsOf({ ...MERCADO_PAGO, ...id, SANDBOX: '1' })).toEqual([
    expect.stringMatching(/^MERCADOPAGO_CLIENT_SECRET: .*MERCADOPAGO_CLIENT_ID/),
  ]);
  expect(problemsOf({ ...id, ...secret })).toEqual([expect.stringMatching(/^MERCADOPAGO_WEBHOOK_SECRET: /)]);
});
