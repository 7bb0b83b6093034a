import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { PROVIDER_SETTINGS } from '../../src/adapters/providers/index.ts';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://payments:password@127.0.0.1:5432/payments',
  PUBLIC_URL: 'https://pay.example.com',
  CREDENTIALS_KEY: `k1:${randomBytes(32).toString('base64')}`,
  JWT_SECRET: randomBytes(32).toString('hex'),
};

/** What is wrong with production when these variables are set, too. */
function problemsOf(changes: Environment): readonly string[] {
  try {
    loadConfig({ ...PRODUCTION, ...changes }, PROVIDER_SETTINGS);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const STRIPE = {
  STRIPE_SECRET_KEY: `sk_live_${'51Hq7aB9cD'.repeat(3)}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${'a1B2c3D4'.repeat(4)}`,
};
const MERCADO_PAGO = {
  MERCADOPAGO_ACCESS_TOKEN: `APP_USR-1234567890123456-112826-${'0a1b2c3d'.repeat(4)}-123456789`,
  MERCADOPAGO_WEBHOOK_SECRET: '0a1b2c3d'.repeat(8),
};

/** One line, of this variable, without the value. */
function expectOneRefusal(changes: Environment, name: string, words: RegExp = /./): void {
  const problems = problemsOf(changes);
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: .`))]);
  expect(problems[0]).toMatch(words);
  const value = changes[name] ?? '';
  if (value.length > 8 && name !== 'CORS_ORIGINS') expect(problems[0]).not.toContain(value.slice(0, 40));
}

test('production starts with what it needs, and with real credentials', () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ ...STRIPE, ...MERCADO_PAGO })).toEqual([]);
  expect(problemsOf({ ...STRIPE, STRIPE_SECRET_KEY: `rk_test_${'51Hq7aB9cD'.repeat(3)}` })).toEqual([]);
});

describe('tokens and secrets that an attacker could guess', () => {
  test.each([
    ['METRICS_TOKEN', 'a'],
    ['METRICS_TOKEN', 'fifteen-letters'],
    ['METRICS_TOKEN', 'x'.repeat(32)],
    ['METRICS_TOKEN', 'change-me-in-production'],
    ['JWT_SECRET', 'x'.repeat(32)],
    ['JWT_SECRET', '0'.repeat(64)],
    ['JWT_SECRET', 'changeme-changeme-changeme-changeme'],
    ['JWT_SECRET', 'your-256-bit-secret-goes-in-this-place'],
    ['JWT_SECRET', '<openssl rand -base64 48, or another one>'],
    ['JWT_SECRET', 'a-string-secret-at-least-256-bits-long'],
    ['CREDENTIALS_KEY', `k1:${Buffer.alloc(32).toString('base64')}`],
    ['CREDENTIALS_KEY', `k2:${randomBytes(32).toString('base64')},k1:${Buffer.alloc(32, 65).toString('base64')}`],
  ])('a token or secret that an attacker could guess is refused: %s %j', (name, value) => {
    expectOneRefusal({ [name]: value }, name);
  });

  test('METRICS_TOKEN of 16 characters is long enough, and a shorter one is refused everywhere', () => {
    expect(problemsOf({ METRICS_TOKEN: 'sixteen-letters!' })).toEqual([]);
    expectOneRefusal({ METRICS_TOKEN: 'fifteen-letters', NODE_ENV: 'development' }, 'METRICS_TOKEN', /16/);
  });
});

describe("keys that can't be right", () => {
  test.each([
    ['STRIPE_SECRET_KEY', `pk_live_${'51Hq7aB9cD'.repeat(3)}`, /publishable/],
    ['STRIPE_SECRET_KEY', `pk_test_${'51Hq7aB9cD'.repeat(3)}`, /publishable/],
    ['STRIPE_SECRET_KEY', STRIPE.STRIPE_WEBHOOK_SECRET, /webhook/],
    ['STRIPE_SECRET_KEY', `ek_live_${'51Hq7aB9cD'.repeat(3)}`, /ephemeral/],
    ['STRIPE_SECRET_KEY', 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH', /client secret/],
    ['STRIPE_SECRET_KEY', MERCADO_PAGO.MERCADOPAGO_ACCESS_TOKEN, /sk\|rk/],
    ['STRIPE_SECRET_KEY', 'sk_test_', /too short/],
    ['STRIPE_SECRET_KEY', 'sk_live_x', /too short/],
    ['STRIPE_SECRET_KEY', 'sk_live_51Hq7aB9cD0123456789...', /example/],
    ['STRIPE_WEBHOOK_SECRET', STRIPE.STRIPE_SECRET_KEY, /whsec_/],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_', /too short/],
    ['STRIPE_WEBHOOK_SECRET', `${STRIPE.STRIPE_WEBHOOK_SECRET},whsec_x`, /too short/],
    ['STRIPE_WEBHOOK_SECRET', 'we_1Mr5jULkdIwHu7ix1ibLTM0x', /whsec_/],
    ['MERCADOPAGO_ACCESS_TOKEN', 'APP_USR-1b2c3d4e-0a1b-4c3d-8e9f-0a1b2c3d4e5f', /public key/],
    ['MERCADOPAGO_ACCESS_TOKEN', 'TEST-1b2c3d4e-0a1b-4c3d-8e9f-0a1b2c3d4e5f', /public key/],
    ['MERCADOPAGO_ACCESS_TOKEN', STRIPE.STRIPE_SECRET_KEY, /APP_USR/],
    ['MERCADOPAGO_ACCESS_TOKEN', 'TEST-1', /too short/],
    ['MERCADOPAGO_WEBHOOK_SECRET', MERCADO_PAGO.MERCADOPAGO_ACCESS_TOKEN, /credential/],
    ['MERCADOPAGO_WEBHOOK_SECRET', 'secret', /too short/],
  ])("a key that can't be right is refused: %s %j", (name, value, words) => {
    expectOneRefusal({ ...STRIPE, ...MERCADO_PAGO, [name]: value }, name, words);
  });

  test.each([
    ['STRIPE_PUBLISHABLE_KEY', STRIPE.STRIPE_SECRET_KEY],
    ['STRIPE_PUBLISHABLE_KEY', `rk_test_${'51Hq7aB9cD'.repeat(3)}`],
    ['STRIPE_PUBLISHABLE_KEY', STRIPE.STRIPE_WEBHOOK_SECRET],
    ['STRIPE_PUBLISHABLE_KEY', 'pk_live_'],
    ['MERCADOPAGO_PUBLIC_KEY', MERCADO_PAGO.MERCADOPAGO_ACCESS_TOKEN],
    ['MERCADOPAGO_PUBLIC_KEY', MERCADO_PAGO.MERCADOPAGO_ACCESS_TOKEN.replace('APP_USR', 'TEST')],
    ['MERCADOPAGO_PUBLIC_KEY', MERCADO_PAGO.MERCADOPAGO_WEBHOOK_SECRET],
  ])('a secret that every buyer would get is refused, in development, too: %s %s', (name, value) => {
    for (const NODE_ENV of ['production', 'development'])
      expectOneRefusal({ ...STRIPE, ...MERCADO_PAGO, NODE_ENV, [name]: value }, name, /every buyer/);
  });

  test('publishable keys of each mode are taken, and may be left out', () => {
    const keys = {
      STRIPE_PUBLISHABLE_KEY: `pk_live_${'51Hq7aB9cD'.repeat(3)}`,
      MERCADOPAGO_PUBLIC_KEY: 'APP_USR-1b2c3d4e-0a1b-4c3d-8e9f-0a1b2c3d4e5f',
    };
    const ofTests = {
      STRIPE_PUBLISHABLE_KEY: `pk_test_${'51Hq7aB9cD'.repeat(3)}`,
      MERCADOPAGO_PUBLIC_KEY: 'TEST-1b2c3d4e-0a1b-4c3d-8e9f-0a1b2c3d4e5f',
    };

    for (const given of [{}, keys, ofTests]) expect(problemsOf({ ...STRIPE, ...MERCADO_PAGO, ...given })).toEqual([]);
  });

  test('a publishable key is refused in development, too', () => {
    const key = { ...STRIPE, STRIPE_SECRET_KEY: `pk_test_${'51Hq7aB9cD'.repeat(3)}`, NODE_ENV: 'development' };

    expectOneRefusal(key, 'STRIPE_SECRET_KEY', /publishable/);
  });

  test('a short secret of the application that gyms connect to is refused', () => {
    const application = { MERCADOPAGO_CLIENT_ID: '123', MERCADOPAGO_CLIENT_SECRET: 'abc' };

    expectOneRefusal({ ...MERCADO_PAGO, ...application }, 'MERCADOPAGO_CLIENT_SECRET');
  });
});

describe('a database or Redis on another machine', () => {
  const ELSEWHERE = [
    ['DATABASE_URL', 'postgresql://user:hidden@db.example/payments'],
    ['DATABASE_URL', 'postgres://user:hidden@10.0.0.5:5432/payments?sslmode=disable'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=prefer'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=allow'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?ssl=false'],
    ['DATABASE_URL', 'postgresql://user:hidden@[2001:db8::5]/payments'],
    ['DATABASE_URL', 'postgresql://user:hidden@127.0.0.1/payments?host=db.example'],
    ['DATABASE_URL', 'postgresql://user:hidden@127.0.0.1.example/payments'],
    ['DATABASE_URL', 'postgresql://user:hidden@0.0.0.0/payments'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode='],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?SSLMODE=verify-full'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=VERIFY-FULL'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?%73slmode=disable'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?ssl%6Dode=verify-full&application_name=a b'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=no-verify'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=NO-VERIFY'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?ssl=no-verify&sslnegotiation=direct'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?ssl=0&sslnegotiation=direct'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?ssl=true&sslmode=no-verify'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=require&uselibpqcompat=true'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=require&uselibpqcompat=true&sslrootcert='],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=prefer&uselibpqcompat=true&sslrootcert=/ca.pem'],
    ['DATABASE_URL', 'postgresql://user:hidden@db/payments?sslmode=verify-ca&uselibpqcompat=true'],
    ['REDIS_URL', 'redis://redis.example:6379'],
    ['REDIS_URL', 'redis://:hidden@10.0.0.6/0'],
    ['REDIS_URL', 'redis://localhost.example'],
    ['REDIS_URL', 'REDISS://:hidden@redis.example'],
    ['REDIS_URL', 'rediss://:hidden@redis.example?tls='],
    ['REDIS_URL', 'redis:///0?host=redis.example'],
  ] as const;

  test.each(ELSEWHERE)(
    'a database or Redis on another machine is refused without TLS that verifies the server: %s=%s',
    (name, value) => {
      expectOneRefusal({ [name]: value }, name, /(?:sslmode=verify-full|rediss:\/\/).*ALLOW_PLAINTEXT=1/);
      expect(problemsOf({ [name]: value }).join()).not.toContain('hidden');
    },
  );

  test.each(ELSEWHERE)(
    'a database or Redis on another machine is reached in clear where the operator says so: %s=%s',
    (name, value) => {
      expect(problemsOf({ [name]: value, ALLOW_PLAINTEXT: '1' })).toEqual([]);
      expectOneRefusal({ [name]: value, ALLOW_PLAINTEXT: '0' }, name);
    },
  );

  const VERIFIED = [
    'sslmode=require',
    'sslmode=verify-ca',
    'sslmode=verify-full',
    'sslmode=verify-full&uselibpqcompat=true',
    'sslmode=require&uselibpqcompat=1',
    '%73slmode=verify-full',
    'ssl=0&sslmode=verify-full',
    'ssl=true',
    'ssl=1&sslnegotiation=direct',
    'sslnegotiation=direct',
  ].map((query) => `postgresql://user:hidden@db.example/payments?${query}`);

  test.each(VERIFIED)(
    'a database or Redis on another machine is taken where the driver verifies the server: %s',
    (url) => {
      const { ssl } = new pg.Client({ connectionString: url });

      expect(problemsOf({ DATABASE_URL: url })).toEqual([]);
      expect(ssl === true || (typeof ssl === 'object' && !('rejectUnauthorized' in ssl))).toBe(true);
    },
  );

  test('a database or Redis on another machine is taken with the certificate of its own authority', () => {
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      expect(
        problemsOf({
          DATABASE_URL: `postgresql://user@db/payments?sslmode=${mode}&uselibpqcompat=true&sslrootcert=/ca.pem`,
        }),
      ).toEqual([]);
  });

  test.each([
    ['DATABASE_URL', 'sslmode', 'postgresql://user:hidden@db/payments?sslmode=verify-full&sslmode=disable'],
    ['DATABASE_URL', 'sslmode', 'postgresql://user:hidden@db/payments?sslmode=require&sslmode=disable'],
    ['DATABASE_URL', 'sslmode', 'postgresql://user:hidden@db/payments?sslmode=verify-full&sslmode=verify-full'],
    ['DATABASE_URL', 'sslmode', 'postgresql://user:hidden@db/payments?sslmode=verify-full&%73slmode=disable'],
    ['DATABASE_URL', 'sslmode', 'postgresql://user:hidden@db/payments?sslmode=verify-full&SSLMODE=disable'],
    ['DATABASE_URL', 'sslmode', 'postgresql://user:hidden@db/payments?sslmode=verify-full&sslmode='],
    ['DATABASE_URL', 'ssl', 'postgresql://user:hidden@db/payments?ssl=true&ssl=0'],
    ['DATABASE_URL', 'sslnegotiation', 'postgresql://db/x?sslnegotiation=direct&sslnegotiation=postgres'],
    ['DATABASE_URL', 'host', 'postgresql://user:hidden@db/payments?host=127.0.0.1&host=db.example'],
    ['DATABASE_URL', 'hostaddr', 'postgresql://user:hidden@127.0.0.1/payments?hostaddr=127.0.0.1&hostaddr=10.0.0.5'],
    ['DATABASE_URL', 'port', 'postgresql://user:hidden@127.0.0.1/payments?port=5432&port=5433'],
    ['DATABASE_URL', 'uselibpqcompat', 'postgresql://db/x?sslmode=require&uselibpqcompat=0&uselibpqcompat=true'],
    ['REDIS_URL', 'host', 'redis:///0?host=127.0.0.1&host=redis.example'],
  ])(
    'a database or Redis on another machine is refused where %s gives %s twice, of which the driver reads the last: %s',
    (name, parameter, value) => {
      for (const ALLOW_PLAINTEXT of ['0', '1'])
        expect(problemsOf({ [name]: value, ALLOW_PLAINTEXT })).toEqual([`${name}: ${parameter} must be given once`]);
    },
  );

  test.each([
    ['DATABASE_URL', 'postgresql://user@localhost/payments'],
    ['DATABASE_URL', 'postgresql://user@[::1]:5433/payments'],
    ['DATABASE_URL', 'postgresql:///payments?host=/var/run/postgresql'],
    ['DATABASE_URL', 'postgresql://%2Fvar%2Frun%2Fpostgresql/payments'],
    ['REDIS_URL', 'rediss://redis.example:6380'],
    ['REDIS_URL', 'redis://127.0.0.1:6379/9'],
    ['REDIS_URL', 'redis://[::1]:6379'],
  ])('a database or Redis on another machine is taken with TLS, and on this machine without: %s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([]);
  });

  test('ALLOW_PLAINTEXT is 0 or 1', () => {
    expectOneRefusal({ ALLOW_PLAINTEXT: 'yes' }, 'ALLOW_PLAINTEXT');
  });
});

describe('TRUST_PROXY', () => {
  test.each([
    '0.0.0.0/0',
    '::/0',
    '10.1.2.3/0',
    '2001:db8::1/0',
    '10.0.0.1, ::/0',
    '0.0.0.0/1,128.0.0.0/1',
    '0.0.0.0/2, 64.0.0.0/2, 128.0.0.0/2, 192.0.0.0/2',
    '0.0.0.0/1,128.0.0.0/2,192.0.0.0/3',
    '2000::/3',
    '::/1',
    '2000::/4,3000::/4',
    '::ffff:0:0/96',
    '::ffff:0.0.0.0/97,::ffff:128.0.0.0/97',
  ])('TRUST_PROXY of all addresses is refused: %s', (value) => {
    expectOneRefusal({ TRUST_PROXY: value }, 'TRUST_PROXY', /proxies/);
  });

  test.each([
    'false',
    '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
    '127.0.0.1,::1',
    'fc00::/7,fe80::/10',
    '2001:db8::/32',
    '::ffff:10.0.0.0/104',
    '10.0.0.0/8,10.0.0.0/8,10.1.0.0/16',
    'fe80::1%eth0',
  ])('TRUST_PROXY of proxies is taken: %s', (value) => {
    expect(problemsOf({ TRUST_PROXY: value })).toEqual([]);
  });
});

describe('CORS_ORIGINS', () => {
  test.each(['http://app.example', 'https://app.example,http://localhost:3000', 'http://127.0.0.1'])(
    'CORS_ORIGINS in clear is refused: %s',
    (value) => {
      expectOneRefusal({ CORS_ORIGINS: value }, 'CORS_ORIGINS', /https/);
    },
  );

  test('CORS_ORIGINS over https is taken, and in clear outside production', () => {
    expect(problemsOf({ CORS_ORIGINS: 'https://app.example, https://shop.example:8443' })).toEqual([]);
    expect(problemsOf({ CORS_ORIGINS: 'http://localhost:3000', NODE_ENV: 'development' })).toEqual([]);
  });
});

describe('the keys of token issuers', () => {
  const JWKS = { JWT_SECRET: '', JWT_JWKS_URL: 'https://issuer.example/jwks' };

  test('an issuer that signs tokens for several services has to name the audience', () => {
    expectOneRefusal(JWKS, 'JWT_AUDIENCE', /JWT_JWKS_URL/);
    expect(problemsOf({ ...JWKS, JWT_AUDIENCE: 'payments' })).toEqual([]);
  });

  type Flaw = { readonly e?: bigint; readonly bits?: number; readonly change?: (modulus: bigint) => bigint };

  test.each<[string, Flaw]>([
    ['the exponent 1', { e: 1n }],
    ['an even exponent', { e: 65_536n }],
    ['an even modulus', { change: (n: bigint) => n - 1n }],
    ['1024 bits', { bits: 1024 }],
  ])('an RSA key of an issuer is refused with %s', (_what, { e = 65_537n, bits = 2048, change = (n: bigint) => n }) => {
    const { n = '' } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
    const jwk = {
      kty: 'RSA',
      n: base64url(change(BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`))),
      e: base64url(e),
    };
    const pem = String(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));

    expectOneRefusal({ JWT_SECRET: '', JWT_PUBLIC_KEY: pem }, 'JWT_PUBLIC_KEY', /odd exponent/);
  });
});

function base64url(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
