import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { aServer, bearer, ORDER_ID } from './harness.ts';

const TOO_LARGE = 'x'.repeat(64 * 1024 + 1);
const TEXT = { 'content-type': 'text/plain' };
const JSON_TYPE = { 'content-type': 'application/json' };

test.each([
  ['an unknown path is 404 before anything else', '/nothing', {}, TOO_LARGE, 404],
  ['a wrong method is 405 before the token is looked at', '/api/v1/gyms', {}, TOO_LARGE, 405],
  ['a body without a token is not read: 401', '/api/v1/payments/intent', TEXT, TOO_LARGE, 401],
  ['too large comes before the wrong media type', '/api/v1/payments/intent', { ...TEXT, ...bearer() }, TOO_LARGE, 413],
  ['the media type comes before what is in the body', '/api/v1/payments/intent', { ...TEXT, ...bearer() }, '{', 415],
  ['the body comes after its media type', '/api/v1/payments/intent', { ...JSON_TYPE, ...bearer() }, '{', 400],
  [
    "the route's own order comes last",
    '/api/v1/payments/intent',
    { ...JSON_TYPE, ...bearer() },
    `{"order_id":"${ORDER_ID}"}`,
    500,
  ],
] as const)('%s', async (_title, url, headers, payload, status) => {
  const response = await aServer().inject({ method: 'POST', url, headers, payload });

  expect(response.statusCode).toBe(status);
});

test('too many requests come before the question who asks', async () => {
  const server = aServer({}, { rateLimit: { max: 1, webhookMax: 1, windowMs: 60_000, redisUrl: null } });
  await server.inject('/api/v1/gyms');

  expect((await server.inject('/api/v1/gyms')).statusCode).toBe(429);
});

test('who is asked for a payment is asked before its id is looked at', async () => {
  expect((await aServer().inject('/api/v1/payments/not-a-uuid')).statusCode).toBe(401);

  const response = await aServer().inject({ url: '/api/v1/payments/not-a-uuid', headers: bearer() });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'payment_id' } });
});

test.each([
  ['too large', TOO_LARGE, 413],
  ['small', 'a', 415],
])(
  'a body of the wrong media type that does not say how large it is, and is %s, is read to find out',
  async (_size, text, status) => {
    const headers = { ...TEXT, ...bearer(), 'transfer-encoding': 'chunked' };

    const response = await aServer().inject({
      method: 'POST',
      url: '/api/v1/payments/intent',
      headers,
      payload: Readable.from([text]),
    });

    expect(response.statusCode).toBe(status);
  },
);
