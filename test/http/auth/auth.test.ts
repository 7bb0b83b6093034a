import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { aLog, anOrderPayment, aServer, bearer, claims, nowSeconds, PAYMENT_ID, SECRET, token } from '../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}`;
const found = { findPayment: async () => anOrderPayment() };

function withToken(text: string, auth = {}) {
  return aServer(found, { auth }).inject({ url: URL, headers: { authorization: `Bearer ${text}` } });
}

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
  'its signature spelt in another way': respelt(),
  'no content': '',
  'a word for a token': 'letmein',
  'a list of claims': token([claims()]),
};

const REFUSED = { status: 'error', error: 'Missing or invalid token', code: 401 };

test.each(Object.entries(strangeTokens))('a token with %s is refused with the same body', async (_what, text) => {
  const response = await withToken(text);

  expect(response.statusCode).toBe(401);
  expect(response.json()).toEqual(REFUSED);
});

test.each([
  ['an exp of 20 seconds ago', () => ({ exp: nowSeconds() - 20, iat: nowSeconds() - 600 })],
  ['an iat in 20 seconds', () => ({ iat: nowSeconds() + 20 })],
  ['a lifetime of an hour and 30 seconds', () => ({ exp: nowSeconds() + 3630, iat: nowSeconds() })],
  ['an issuer and audiences that no setting asks for', () => ({ iss: 'x', aud: ['a', 'b'] })],
])('clocks may differ and claims be unknown: a token with %s is fine', async (_what, changes) => {
  expect((await withToken(token(claims(changes())))).statusCode).toBe(200);
});

test.each([
  ['no header', {}],
  ['another scheme', { authorization: `Basic ${token()}` }],
  ['no scheme', { authorization: token() }],
  ['two tokens in one header', { authorization: `Bearer ${token()} ${token()}` }],
  ['two headers', { authorization: [`Bearer ${token()}`, `Bearer ${token()}`] }],
  ['two headers, one of them empty', { authorization: [`Bearer ${token()}`, ''] }],
])('S1: %s is refused with the same body', async (_what, headers) => {
  const response = await ask(aServer(found), { url: URL, headers: headers as Record<string, string | string[]> });

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
