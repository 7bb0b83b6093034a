import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aLog, anOrderPayment, aServer, claims, PAYMENT_ID } from '../harness.ts';
import { ec, jwkOf, listener, rsa, signed } from './token-keys.ts';

const MINUTE = 60_000;
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });

/** An issuer whose published keys can change, and a service that believes it, at a time that the test sets. */
async function anIssuer(...keys: object[]) {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const state = { keys, answer: (response: ServerResponse) => void response.end(JSON.stringify({ keys: state.keys })) };
  const issuer = await listener((_request, response) => state.answer(response));
  onTestFinished(() => void issuer.close());
  const written = aLog('warn');
  const server = aServer(
    { findPayment: async () => anOrderPayment() },
    { auth: { key: { jwksUrl: issuer.url } }, log: written.log },
  );
  const statusOf = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await server.inject({ url: `/api/v1/payments/${PAYMENT_ID}`, headers })).statusCode;
  };
  return { state, asked: issuer.asked, written, statusOf };
}

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const token = (kid: string | undefined, key: KeyObject = rsa.privateKey) =>
  signed({ alg: 'RS256', ...(kid && { kid }) }, claims(), 'RS256', key);
const published = (kid: string, key: KeyObject = rsa.publicKey) => jwkOf(key, { kid });
const away = (response: ServerResponse) => void response.writeHead(503).end('{}');

test('keys are fetched once, when the first token comes, also for many at once', async () => {
  const { asked, statusOf } = await anIssuer(published('one'));
  expect(asked).toHaveLength(0);

  expect(await Promise.all(Array.from({ length: 20 }, () => statusOf(token('one'))))).toEqual(Array(20).fill(200));
  later(5 * MINUTE);
  expect(await statusOf(token('one'))).toBe(200);

  expect(asked).toHaveLength(1);
});

test('tokens with unknown keys make at most one fetch in a minute', async () => {
  const { asked, statusOf } = await anIssuer(published('one'));
  await statusOf(token('one'));

  for (let i = 0; i < 20; i += 1) expect(await statusOf(token(`unknown-${i}`))).toBe(401);
  expect(asked).toHaveLength(1);

  later(MINUTE);
  await Promise.all(Array.from({ length: 20 }, (_, i) => statusOf(token(`unknown-${i}`))));
  expect(asked).toHaveLength(2);
});

test('a new key is known after a minute at the latest', async () => {
  const { state, statusOf } = await anIssuer(published('one'));
  await statusOf(token('one'));
  state.keys = [published('one'), published('two', other.publicKey)];
  later(MINUTE);

  expect(await statusOf(token('two', other.privateKey))).toBe(200);
  expect(await statusOf(token('one'))).toBe(200);
});

test('a key that was withdrawn is forgotten when the set is fetched anew after ten minutes', async () => {
  const { state, statusOf, asked } = await anIssuer(published('one'));
  await statusOf(token('one'));
  state.keys = [published('two', other.publicKey)];
  later(10 * MINUTE);

  await statusOf(token('one'));
  // For as long as the test may take.
  while ((await statusOf(token('one'))) !== 401) await pause(5);
  expect(asked).toHaveLength(2);
});

test.each([
  ['is away', away],
  ['sends no keys', (response: ServerResponse) => void response.end('{"keys":5}')],
  ['hangs up', (response: ServerResponse) => void response.destroy()],
  ['sends elsewhere', (response: ServerResponse) => void response.writeHead(302, { location: '/other' }).end()],
])('while the endpoint %s the old keys stay good, and it is asked once a minute', async (_what, answer) => {
  const { state, statusOf, asked, written } = await anIssuer(published('one'));
  await statusOf(token('one'));
  state.answer = answer;
  later(10 * MINUTE);

  for (let i = 0; i < 5; i += 1) {
    expect(await statusOf(token('unknown'))).toBe(401);
    expect(await statusOf(token('one'))).toBe(200);
  }
  expect(asked).toEqual(['/jwks.json', '/jwks.json']);
  expect(written.lines).toMatchObject([{ msg: 'the key set could not be fetched' }]);
});

test('an endpoint that was away at the first token is asked again after five seconds', async () => {
  const { state, statusOf, asked } = await anIssuer(published('one'));
  const { answer } = state;
  state.answer = away;
  expect(await statusOf(token('one'))).toBe(401);
  expect(await statusOf(token('one'))).toBe(401);
  state.answer = answer;
  later(5_000);

  expect(await statusOf(token('one'))).toBe(200);
  expect(asked).toHaveLength(2);
});

test('an endpoint that does not answer is given up after five seconds', async () => {
  const { state, statusOf } = await anIssuer(published('one'));
  state.answer = () => {};
  const start = performance.now();

  expect(await statusOf(token('one'))).toBe(401);

  expect(performance.now() - start).toBeGreaterThan(4_000);
}, 8_000);

test.each([
  ['of fewer than 2048 bits', published('x', small.publicKey), token('x', small.privateKey)],
  ['for encryption', jwkOf(rsa.publicKey, { kid: 'x', use: 'enc' }), token('x')],
  ['for another algorithm', jwkOf(rsa.publicKey, { kid: 'x', alg: 'PS256' }), token('x')],
  ['of another type', jwkOf(ec.publicKey, { kid: 'x' }), token('x')],
  [
    'that are secrets',
    { kty: 'oct', k: 'c2VjcmV0', kid: 'x' },
    signed({ alg: 'HS256', kid: 'x' }, claims(), 'HS256', 'secret'),
  ],
])('published keys %s verify nothing', async (_what, key, text) => {
  const { statusOf } = await anIssuer(published('one'), key);

  expect(await statusOf(text)).toBe(401);
  expect(await statusOf(token('one'))).toBe(200);
});

test('entries of a set that are no keys at all keep no caller out', async () => {
  const rubbish = [null, 5, 'key', [], {}, { kty: 5 }] as object[];
  const { statusOf, written } = await anIssuer(...rubbish, published('one'), ...rubbish);

  expect(await statusOf(token('one'))).toBe(200);
  expect(await statusOf(token('two', other.privateKey))).toBe(401);
  expect(written.lines).toEqual([]);
});

test('a token that names no key is verified with the only one that fits', async () => {
  const { statusOf } = await anIssuer(published('one'), jwkOf(ec.publicKey, { kid: 'two' }));

  expect(await statusOf(token(undefined))).toBe(200);
});
