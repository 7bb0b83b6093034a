import { expect, test } from 'vitest';
import { token as aJwt, aServer } from '../harness.ts';

const TOKEN = 'a-token-for-prometheus';
const read = async () => ({ type: 'text/plain; version=0.0.4; charset=utf-8', text: 'counted 1\n' });
const REFUSED = { success: false, error: 'Missing or invalid token', code: 'UNAUTHORIZED' };

function ask(headers: Record<string, string | string[]> = {}, token: string | null = TOKEN) {
  return aServer({}, { metrics: { token, read } }).inject({ url: '/metrics', headers });
}

test('what was counted is there with the token, as text', async () => {
  const response = await ask({ authorization: `Bearer ${TOKEN}` });

  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(response.body).toBe('counted 1\n');
});

test.each([
  ['no header', {}],
  ['no scheme', { authorization: TOKEN }],
  ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ['another token', { authorization: 'Bearer another-token' }],
  ['the beginning of the token', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
  ['the token and more', { authorization: `Bearer ${TOKEN}x` }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['a token of a user', { authorization: `Bearer ${aJwt()}` }],
  ['two headers', { authorization: [`Bearer ${TOKEN}`, `Bearer ${TOKEN}`] }],
])('a request for the metrics with %s is refused in the gyms format', async (_what, headers) => {
  const response = await ask(headers);

  expect(response.statusCode).toBe(401);
  expect(response.headers['www-authenticate']).toBe('Bearer');
  expect(response.json()).toEqual(REFUSED);
});

test('metrics are for every reader where no token is configured', async () => {
  expect((await ask({}, null)).statusCode).toBe(200);
});

test('metrics that are switched off are an unknown path, in the gyms format', async () => {
  const response = await aServer({}, { metrics: null }).inject('/metrics');

  expect(response.statusCode).toBe(404);
  expect(response.json()).toEqual({ success: false, error: 'Not found', code: 'NOT_FOUND' });
});

test('requests are counted by the pattern of their route, and what has none as none', async () => {
  const counted: object[] = [];
  const server = aServer({}, { measure: { request: (request) => void counted.push(request) }, basePath: '/payments' });

  await server.inject('/payments/webhook/iron-temple');
  await server.inject({ method: 'PUT', url: '/payments/api/v1/orders/some-id?x=1' });
  await server.inject('/payments/nothing/at/all');
  await server.inject({ method: 'OPTIONS', url: '/payments/health' });

  const seconds = expect.any(Number);
  expect(counted).toEqual([
    { method: 'GET', route: null, status: 405, seconds },
    { method: 'PUT', route: '/payments/api/v1/orders/:order_id', status: 401, seconds },
    { method: 'GET', route: null, status: 404, seconds },
    { method: 'OPTIONS', route: null, status: 405, seconds },
  ]);
});
