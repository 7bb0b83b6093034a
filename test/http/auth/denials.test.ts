import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { aLog, aServer, claims, nowSeconds, PAYMENT_ID, SECRET, token } from '../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}`;
const RULES = { issuer: 'https://issuer.example', audience: 'payments' };
const good = () => claims({ iss: RULES.issuer, aud: RULES.audience });
const withClaims = (changes: object) => `Bearer ${token({ ...good(), ...changes })}`;

/** What a developer's request says, and what the answer says of it. */
const DENIALS: readonly (readonly [what: string, authorization: string | string[] | undefined, reason: RegExp])[] = [
  ['no header', undefined, /^the Authorization header is missing$/],
  ['two headers', [withClaims({}), withClaims({})], /^there must be one Authorization header$/],
  ['no scheme', token(good()), /^the Authorization header must be: Bearer, a space, and the token$/],
  ['another scheme', 'Basic dXNlcjpwYXNz', /^the Authorization header must be: Bearer/],
  ['a word for a token', 'Bearer letmein', /^the token must be a JWT/],
  ['"undefined" for a token', 'Bearer undefined', /^the token must be a JWT/],
  ['a signature of another secret', `Bearer ${token(good(), undefined, 'x'.repeat(32))}`, /signature/],
  ['another algorithm', `Bearer ${token(good(), { alg: 'HS512' })}`, /alg/],
  ['an expired token', withClaims({ iat: nowSeconds() - 7200, exp: nowSeconds() - 3600 }), /expired/],
  ['no exp', withClaims({ exp: undefined }), /^exp must be an integer/],
  ['no iat', withClaims({ iat: undefined }), /^iat must be an integer/],
  ['an iat in the future', withClaims({ iat: nowSeconds() + 300, exp: nowSeconds() + 600 }), /^iat is in the future$/],
  ['a lifetime of a day', withClaims({ exp: nowSeconds() + 86_400 }), /^exp must be 0 to 3600 seconds after iat$/],
  ['another audience', withClaims({ aud: 'others' }), /^aud must be or contain payments$/],
  ['another issuer', withClaims({ iss: 'https://issuer.example/' }), /^iss must be https:\/\/issuer.example$/],
  ['no sub', withClaims({ sub: undefined }), /^sub must be a string of 1 to 255 characters$/],
];

test.each(DENIALS)('the sandbox and the log say why a request with %s is 401', async (_what, authorization, reason) => {
  const written = aLog('info');
  const server = aServer({}, { auth: RULES, sandbox: true, log: written.log });

  const response = await ask(server, { url: URL, headers: authorization === undefined ? {} : { authorization } });
  await server.close();

  expect(response.statusCode).toBe(401);
  expect(response.json()).toEqual({ status: 'error', error: 'Missing or invalid token', code: 401 });
  const challenge = String(response.headers['www-authenticate']);
  const [, error, description = ''] =
    /^Bearer (?:error="(\w+)", )?error_description="([^"\\]+)"$/.exec(challenge) ?? [];
  expect(description).toMatch(reason);
  expect(error).toBe(authorization === undefined ? undefined : 'invalid_token');
  const line = written.lines.find(({ msg }) => msg === 'request answered');
  expect(line).toMatchObject({ status: 401, reason: description });
  for (const secret of [SECRET, ...[authorization ?? []].flat()]) expect(written.text()).not.toContain(secret);
});

test.each(DENIALS)(
  'outside the sandbox a 401 for %s does not say why, and the log does',
  async (...[, authorization, reason]) => {
    const written = aLog('info');
    const server = aServer({}, { auth: RULES, log: written.log });

    const response = await ask(server, { url: URL, headers: authorization === undefined ? {} : { authorization } });
    await server.close();

    expect(response.headers['www-authenticate']).toBe('Bearer');
    const line = written.lines.find(({ msg }) => msg === 'request answered');
    expect(line?.['reason']).toMatch(reason);
  },
);

test('a path that needs no token says nothing of one', async () => {
  const written = aLog('info');
  const server = aServer({}, { sandbox: true, log: written.log });

  const response = await ask(server, { url: '/health', headers: { authorization: 'Bearer letmein' } });
  await server.close();

  expect(response.statusCode).toBe(200);
  expect(response.headers).not.toHaveProperty('www-authenticate');
  expect(written.text()).not.toContain('reason');
});
