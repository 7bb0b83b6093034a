import { expect, test } from 'vitest';
import { aServer, bearer } from './harness.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test.each([['a'], ['A1._-'], ['x'.repeat(128)]])("the caller's request id %s comes back", async (id) => {
  const response = await aServer().inject({ url: '/health', headers: { 'x-request-id': id } });

  expect(response.headers['x-request-id']).toBe(id);
});

test.each([[''], ['x'.repeat(129)], ['a b'], ['a,b'], ['<script>'], [['one', 'two']]])(
  'the request id %j is replaced by a new one',
  async (id) => {
    const headers = { 'x-request-id': id as string };
    const response = await aServer().inject({ url: '/health', headers });

    expect(response.headers['x-request-id']).toMatch(UUID);
  },
);

test.each([
  ['/health', 200],
  ['/nothing', 404],
  ['/api/v1/gyms', 401],
])('an answer at %s carries a new request id when the caller gave none', async (url, status) => {
  const [one, other] = [await aServer().inject(url), await aServer().inject(url)];

  expect(one.statusCode).toBe(status);
  expect(one.headers['x-request-id']).toMatch(UUID);
  expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
});

test('every answer of a sandbox says so, and no other does', async () => {
  for (const url of ['/health', '/nothing', '/api/v1/gyms', '/%zz']) {
    expect((await aServer({}, { sandbox: true }).inject(url)).headers['x-sandbox']).toBe('true');
    expect((await aServer().inject(url)).headers).not.toHaveProperty('x-sandbox');
  }
});

const ORIGIN = 'https://app.example';
const corsOrigins = [ORIGIN, 'http://localhost:3000'];

function corsHeadersOf(headers: object): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

test.each(corsOrigins)('a preflight from %s is told what it may send', async (origin) => {
  const response = await aServer({}, { corsOrigins }).inject({
    method: 'OPTIONS',
    url: '/api/v1/payments/intent',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });

  expect(response.statusCode).toBe(204);
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'Content-Type, Authorization, X-CSRF-Token, Idempotency-Key',
    vary: 'Origin',
  });
});

test('errors can be read by a known origin, too', async () => {
  const response = await aServer({}, { corsOrigins }).inject({ url: '/api/v1/gyms', headers: { origin: ORIGIN } });

  expect(response.statusCode).toBe(401);
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-expose-headers':
      'x-request-id, retry-after, idempotency-replayed, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset',
  });
});

test.each([
  'null',
  '*',
  'http://app.example',
  'https://app.example.evil.example',
  'https://evil-app.example',
  'https://app.example:8443',
  'https://APP.example',
  'https://app.example/',
])('the origin %s gets no CORS header', async (origin) => {
  const server = aServer({}, { corsOrigins });
  const preflight = { origin, 'access-control-request-method': 'POST' };

  const asked = await server.inject({ url: '/api/v1/gyms', headers: { ...bearer(), origin } });
  const preflighted = await server.inject({ method: 'OPTIONS', url: '/api/v1/gyms', headers: preflight });

  expect(corsHeadersOf(asked.headers)).toEqual([]);
  expect(corsHeadersOf(preflighted.headers)).toEqual([]);
  expect(preflighted.statusCode).toBe(404);
});

test('without configured origins there is no CORS', async () => {
  const response = await aServer().inject({ url: '/health', headers: { origin: ORIGIN } });

  expect(corsHeadersOf(response.headers)).toEqual([]);
});
