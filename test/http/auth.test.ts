import { expect, test } from 'vitest';
import { aLog, anOrderPayment, aServer, bearer, claims, nowSeconds, PAYMENT_ID, SECRET, token } from './harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}`;
const found = { findPayment: async () => anOrderPayment() };

function withToken(text: string, auth = {}) {
  return aServer(found, { auth }).inject({ url: URL, headers: { authorization: `Bearer ${text}` } });
}

function unsigned(header: object): string {
  const [head, payload] = token(claims(), header).split('.');
  return `${head}.${payload}.`;
}

const swapped = () => {
  const [head, , signature] = token().split('.');
  const [, payload] = token(claims({ sub: 'admin' })).split('.');
  return `${head}.${payload}.${signature}`;
};

const strangeClaims = {
  'no exp': { exp: undefined },
  'a text as exp': { exp: String(nowSeconds() + 600) },
  'a fractional exp': { exp: nowSeconds() + 600.5 },
  'an exp of 31 seconds ago': { exp: nowSeconds() - 32, iat: nowSeconds() - 600 },
  'no iat': { iat: undefined },
  'a text as iat': { iat: String(nowSeconds()) },
  'an iat in a minute': { iat: nowSeconds() + 60 },
  'an nbf in a minute': { nbf: nowSeconds() + 60 },
  'an exp before its iat': { exp: nowSeconds() + 10, iat: nowSeconds() + 11 },
  'a lifetime of an hour and 31 seconds': { exp: nowSeconds() + 3631, iat: nowSeconds() },
  'no sub': { sub: undefined },
  'an empty sub': { sub: '' },
  'a number as sub': { sub: 5 },
  'a list as sub': { sub: ['user-1'] },
  'a sub that is no text to store': { sub: 'a\u0000b' },
};

/** Another text for the same bytes: the last character of 32 bytes has two spare bits. */
const respelt = () => {
  const text = token();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = alphabet[alphabet.indexOf(text.at(-1) ?? '') + 1] ?? '';
  const bytes = (part: string) => Buffer.from(part.split('.')[2] ?? '', 'base64url');
  const changed = `${text.slice(0, -1)}${other}`;
  expect(bytes(changed)).toEqual(bytes(text));
  return changed;
};

const strangeTokens = {
  'another secret': token(claims(), undefined, 'another-secret-of-at-least-32-bytes!!'),
  'the algorithm none': unsigned({ alg: 'none' }),
  'the algorithm nOnE': unsigned({ alg: 'nOnE' }),
  'the algorithm none and a signature': token(claims(), { alg: 'none' }),
  'the algorithm HS512': token(claims(), { alg: 'HS512' }),
  'the algorithm RS256': token(claims(), { alg: 'RS256' }),
  'no algorithm': token(claims(), { typ: 'JWT' }),
  'an unknown critical header': token(claims(), { alg: 'HS256', crit: ['x'], x: 1 }),
  'its signature stripped': unsigned({ alg: 'HS256' }),
  'no signature part at all': token().split('.').slice(0, 2).join('.'),
  'its signature spelt in another way': respelt(),
  'its payload swapped': swapped(),
  'no content': '',
  'a word for a token': 'letmein',
  'a list of claims': token([claims()]),
};

const REFUSED = { status: 'error', error: 'Missing or invalid token', code: 401 };

test.each(Object.entries(strangeClaims))('a token with %s is refused', async (_what, changes) => {
  const response = await withToken(token(claims(changes)));

  expect(response.statusCode).toBe(401);
  expect(response.json()).toEqual(REFUSED);
});

test.each(Object.entries(strangeTokens))('a token with %s is refused with the same body', async (_what, text) => {
  const response = await withToken(text);

  expect(response.statusCode).toBe(401);
  expect(response.json()).toEqual(REFUSED);
});

test.each([
  ['wrong', 'https://other.example'],
  ['missing', undefined],
  ['in a list', ['https://issuer.example']],
])('where issuer and audience are configured, one that is %s is refused', async (_what, value) => {
  const right = { iss: 'https://issuer.example', aud: 'https://issuer.example' };
  const rules = { issuer: right.iss, audience: right.aud };

  expect((await withToken(token(claims(right)), rules)).statusCode).toBe(200);
  for (const wrong of [{ iss: value }, { aud: value }]) {
    const response = await withToken(token(claims({ ...right, ...wrong })), rules);
    expect(response.statusCode).toBe(401);
    expect(response.json()).toEqual(REFUSED);
  }
});

test.each([
  ['an exp of 20 seconds ago', { exp: nowSeconds() - 20, iat: nowSeconds() - 600 }],
  ['an iat in 20 seconds', { iat: nowSeconds() + 20 }],
  ['a lifetime of an hour and 30 seconds', { exp: nowSeconds() + 3630, iat: nowSeconds() }],
  ['an issuer and audiences that nobody asked for', { iss: 'x', aud: ['a', 'b'] }],
])('clocks may differ and claims be unknown: a token with %s is fine', async (_what, changes) => {
  expect((await withToken(token(claims(changes)))).statusCode).toBe(200);
});

test.each([
  ['no header', {}],
  ['another scheme', { authorization: `Basic ${token()}` }],
  ['no scheme', { authorization: token() }],
  ['two tokens in one header', { authorization: `Bearer ${token()} ${token()}` }],
  ['two headers', { authorization: [`Bearer ${token()}`, `Bearer ${token()}`] }],
  ['two headers, one of them empty', { authorization: [`Bearer ${token()}`, ''] }],
])('%s is refused with the same body', async (_what, headers) => {
  const response = await aServer(found).inject({ url: URL, headers: headers as Record<string, string> });

  expect(response.statusCode).toBe(401);
  expect(response.json()).toEqual(REFUSED);
});

test('the scheme may be written in any case', async () => {
  const response = await aServer(found).inject({ url: URL, headers: { authorization: `bearer ${token()}` } });

  expect(response.statusCode).toBe(200);
});

test.each([
  ['a list', ['payments:manage']],
  ['an object', { 'payments:manage': true }],
  ['nothing', undefined],
])('scopes given as %s grant nothing', async (_what, scope) => {
  const actors: unknown[] = [];
  const findPayment = async (actor: unknown) => {
    actors.push(actor);
    return anOrderPayment();
  };

  await aServer({ findPayment }).inject({ url: URL, headers: bearer({ scope }) });

  expect(actors).toEqual([{ userId: 'user-1', scopes: [] }]);
});

test('neither token nor secret is logged, whatever becomes of them', async () => {
  const written = aLog('trace');
  const server = aServer(found, { log: written.log });
  const [good, bad] = [token(), token(claims(), undefined, 'x'.repeat(32))];

  for (const text of [good, bad])
    await server.inject({ url: `${URL}?token=${text}`, headers: { authorization: `Bearer ${text}` } });
  await server.close();

  expect(written.lines.length).toBeGreaterThanOrEqual(2);
  for (const secret of [good, bad, SECRET]) expect(written.text()).not.toContain(secret);
});
