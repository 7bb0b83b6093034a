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
