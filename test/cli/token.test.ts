import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { runCli } from './cli.ts';

test('a token is good for one hour, for the user and the scopes that were asked for', async () => {
  const env = { JWT_SECRET: 'x'.repeat(32), JWT_ISSUER: 'https://issuer.example' };

  const { code, out } = await runCli(['token', '--sub', 'user-1', '--scope', 'orders:write gyms:write'], { env });

  const { iat = 0, ...claims } = decodeJwt(out.trim());
  const expected = { sub: 'user-1', scope: 'orders:write gyms:write', iss: 'https://issuer.example', exp: iat + 3600 };
  expect({ code, claims }).toEqual({ code: 0, claims: expected });
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
});

test('a token needs nothing of the configuration but what signs it', async () => {
  const env = {
    NODE_ENV: 'production',
    JWT_SECRET: 'x'.repeat(32),
    PORT: 'eighty',
    STRIPE_SECRET_KEY: 'sk_live_alone',
  };

  const { code, out } = await runCli(['token', '--sub', 'user-1'], { env });

  expect({ code, sub: decodeJwt(out.trim()).sub }).toEqual({ code: 0, sub: 'user-1' });
});

test.each([
  [{ JWT_SECRET: 'short' }, 'JWT_SECRET: must be at least 32 bytes long'],
  [{ JWT_JWKS_URL: 'https://issuer.example/jwks' }, 'JWT_JWKS_URL: verifies tokens, but can not make any'],
  [{ DATA_DIR: '/nonexistent' }, 'JWT_SECRET: is required to make a token'],
])('a token that can not be made is one line: %j', async (env, words) => {
  const { code, out, err } = await runCli(['token', '--sub', 'user-1'], { env });

  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^fitstack-payments: .+\n$/);
  expect(err).toContain(words);
});
