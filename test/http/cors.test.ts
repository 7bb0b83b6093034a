import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { aServer, bearer } from './harness.ts';

const ORIGIN = 'https://app.example';
const corsOrigins = [ORIGIN, 'http://localhost:3000'];

function corsHeadersOf(headers: object): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

test.each(corsOrigins)('S9: a preflight from %s learns what it may send', async (origin) => {
  const response = await ask(aServer({}, { corsOrigins }), {
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

test('S9: errors can be read by a known origin, too', async () => {
  const response = await ask(aServer({}, { corsOrigins }), { url: '/api/v1/gyms', headers: { origin: ORIGIN } });

  expect(response.statusCode).toBe(401);
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-expose-headers':
      'x-request-id, retry-after, location, idempotency-replayed, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset',
  });
});

test.each([
  'null',
  '*',
  '',
  'http://app.example',
  'app.example',
  '//app.example',
  'file://',
  'https://localhost:3000',
  'http://localhost:30000',
  'http://127.0.0.1:3000',
  'https://app.example.',
  'https://app-example',
  'https://sub.app.example',
  'https://app.example, https://evil.example',
  'https://user@app.example',
  'https://app.example.evil.example',
  'https://evil-app.example',
  'https://app.example:8443',
  'https://APP.example',
  'https://app.example/',
])('S9: the origin %j gets no CORS header', async (origin) => {
  const server = aServer({}, { corsOrigins });
  const preflight = { origin, 'access-control-request-method': 'POST' };

  const asked = await ask(server, { url: '/api/v1/gyms', headers: { ...bearer(), origin } });
  const preflighted = await ask(server, { method: 'OPTIONS', url: '/api/v1/gyms', headers: preflight });

  expect(corsHeadersOf(asked.headers)).toEqual([]);
  expect(corsHeadersOf(preflighted.headers)).toEqual([]);
  expect(preflighted.statusCode).toBe(405);
});

test('S9: without configured origins there is no CORS', async () => {
  const response = await ask(aServer(), { url: '/health', headers: { origin: ORIGIN } });

  expect(corsHeadersOf(response.headers)).toEqual([]);
});

test('S9: two origins at once are none', async () => {
  const headers = { origin: [ORIGIN, 'https://evil.example'] };
  const response = await ask(aServer({}, { corsOrigins }), { url: '/health', headers });

  expect(corsHeadersOf(response.headers)).toEqual([]);
});

test.each(['GET /api/v1/gyms', 'GET /nothing', 'POST /api/v1/payments/intent', 'POST /webhook/iron-temple'])(
  'S9: an answer to %s varies by its origin in caches, and is never for all',
  async (request) => {
    const [method, url] = request.split(' ') as ['GET' | 'POST', string];
    for (const origin of [ORIGIN, 'https://evil.example', undefined]) {
      const headers = { ...(origin !== undefined && { origin }) };
      const response = await ask(aServer({}, { corsOrigins }), { method, url, headers });

      expect(response.headers.vary).toBe('Origin');
      expect(response.headers['access-control-allow-origin']).toBe(origin === ORIGIN ? ORIGIN : undefined);
    }
  },
);

test('S9: too many requests can be read by a known origin, too, and a preflight is not counted', async () => {
  const rateLimit = { max: 1, webhookMax: 1, windowMs: 60_000, redisUrl: null };
  const server = aServer({}, { corsOrigins, rateLimit });
  const preflight = { origin: ORIGIN, 'access-control-request-method': 'GET' };
  for (let i = 0; i < 3; i += 1)
    expect((await ask(server, { method: 'OPTIONS', url: '/api/v1/gyms', headers: preflight })).statusCode).toBe(204);
  await ask(server, '/api/v1/gyms');

  const response = await ask(server, { url: '/api/v1/gyms', headers: { origin: ORIGIN } });

  expect(response.statusCode).toBe(429);
  expect(response.headers['access-control-allow-origin']).toBe(ORIGIN);
});

const LOOPBACK = ['http://localhost:5173', 'http://localhost', 'http://127.0.0.1:3000', 'http://[::1]:8081'];

test.each(LOOPBACK)('S9: the sandbox lets a page of the own machine in: %s', async (origin) => {
  const server = aServer({}, { sandbox: true });
  const preflight = { origin, 'access-control-request-method': 'POST' };

  const asked = await ask(server, { method: 'OPTIONS', url: '/api/v1/payments/intent', headers: preflight });

  expect(asked.statusCode).toBe(204);
  expect(asked.headers['access-control-allow-origin']).toBe(origin);
});

test.each(LOOPBACK)('S9: outside the sandbox no page of the own machine is let in by itself: %s', async (origin) => {
  const response = await ask(aServer(), { url: '/api/v1/gyms', headers: { origin } });

  expect(corsHeadersOf(response.headers)).toEqual([]);
});

test.each([
  'https://localhost:5173',
  'http://localhost.evil.example',
  'http://localhost:5173.evil.example',
  'http://evil.example/http://localhost:1',
  'http://127.0.0.2:3000',
  'http://127.0.0.1.nip.io',
  'http://[::2]:8081',
  'http://user@localhost:3000',
  'null',
])('S9: the sandbox lets no other page in: %s', async (origin) => {
  const response = await ask(aServer({}, { sandbox: true }), { url: '/api/v1/gyms', headers: { origin } });

  expect(corsHeadersOf(response.headers)).toEqual([]);
});
