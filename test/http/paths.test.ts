import { expect, test } from 'vitest';
import { aServer, bearer } from './harness.ts';

const ORDERS_404 = { status: 'error', error: 'Not found', code: 404 };
const GYMS_404 = { success: false, error: 'Not found', code: 'NOT_FOUND' };

test.each([
  ['GET', '/'],
  ['GET', '/nothing'],
  ['POST', '/api/v1/payments/webhook/thirdpay'],
  ['POST', '/webhook'],
  ['GET', '/health/'],
  ['POST', '/api/v1/payments/checkout/'],
  ['PROPFIND', '/api/v1/payments/intent/more'],
] as const)('%s %s is nothing, in the orders format', async (method, url) => {
  const response = await aServer().inject({ method: method as 'GET', url, headers: bearer() });

  expect(response.statusCode).toBe(404);
  expect(response.json()).toEqual(ORDERS_404);
  expect(response.headers).not.toHaveProperty('allow');
});

test('POST /webhook/iron-temple/more is nothing, in the gyms format', async () => {
  const response = await aServer().inject({ method: 'POST', url: '/webhook/iron-temple/more' });

  expect(response.statusCode).toBe(404);
  expect(response.json()).toEqual(GYMS_404);
});

const UUID = '550e8400-e29b-41d4-a716-446655440000';

test.each([
  ['POST', '/api/v1/payments', 'GET, HEAD'],
  ['PUT', '/api/v1/payments/intent', 'POST'],
  ['GET', '/api/v1/payments/intent', 'POST'],
  ['HEAD', '/api/v1/payments/intent', 'POST'],
  ['GET', '/api/v1/payments/webhook', 'POST'],
  ['GET', '/api/v1/payments/webhook/somepay', 'POST'],
  ['PUT', `/api/v1/payments/${UUID}`, 'GET, HEAD'],
  ['DELETE', `/api/v1/payments/${UUID}/refunds`, 'GET, HEAD, POST'],
  ['GET', `/api/v1/payments/${UUID}/cancel`, 'POST'],
  ['POST', `/api/v1/orders/${UUID}`, 'GET, HEAD, PUT'],
  ['DELETE', '/api/v1/gyms/iron-temple', 'GET, HEAD, PUT'],
  ['POST', '/api/v1/gyms', 'GET, HEAD'],
  ['HEAD', '/api/v1/oauth/somepay/callback', 'GET'],
  ['POST', '/openapi.json?x=1', 'GET, HEAD'],
  ['OPTIONS', '/api/v1/payments/intent', 'POST'],
  ['PROPFIND', '/api/v1/payments/%69ntent', 'POST'],
] as const)('%s %s is 405 in the orders format, and the path has %s', async (method, url, allow) => {
  const response = await aServer().inject({ method: method as 'GET', url });

  expect(response.statusCode).toBe(405);
  expect(response.headers['allow']).toBe(allow);
  const error = `Method not allowed: this path has ${allow}`;
  if (method !== 'HEAD') expect(response.json()).toEqual({ status: 'error', error, code: 405 });
});

test.each([
  ['GET', '/api/v1/payments/checkout', 'POST'],
  ['PUT', '/api/v1/payments/checkout', 'POST'],
  ['GET', '/webhook/iron-temple', 'POST'],
  ['POST', '/health', 'GET, HEAD'],
  ['DELETE', '/ready', 'GET, HEAD'],
  ['POST', '/metrics', 'GET, HEAD'],
  ['OPTIONS', '/webhook/iron-temple', 'POST'],
] as const)('%s %s is 405 in the gyms format, and the path has %s', async (method, url, allow) => {
  const response = await aServer().inject({ method, url });

  expect(response.statusCode).toBe(405);
  expect(response.headers['allow']).toBe(allow);
  const error = `Method not allowed: this path has ${allow}`;
  expect(response.json()).toEqual({ success: false, error, code: 'METHOD_NOT_ALLOWED' });
});

test('under a base path a wrong method is 405, too', async () => {
  const server = aServer({}, { basePath: '/payments' });

  const response = await server.inject({ method: 'DELETE', url: `/payments/api/v1/orders/${UUID}` });

  expect(response.statusCode).toBe(405);
  expect(response.headers['allow']).toBe('GET, HEAD, PUT');
});

test.each([
  ['/api/v1/payments/intent', { status: 'error', error: 'Missing or invalid token', code: 401 }],
  ['/api/v1/payments/checkout', { success: false, error: 'Missing or invalid token', code: 'UNAUTHORIZED' }],
  ['/%61pi/v1/payments/check%6Fut', { success: false, error: 'Missing or invalid token', code: 'UNAUTHORIZED' }],
])('%s asks for a token in its own format', async (url, body) => {
  const response = await aServer().inject({ method: 'POST', url });

  expect(response.statusCode).toBe(401);
  expect(response.json()).toEqual(body);
  expect(response.headers['www-authenticate']).toBe('Bearer');
});

test.each([['/%zz'], ['/webhook/%E0%A4%A'], ['/health%']])(
  '%s is no URL, which is said in the orders format',
  async (url) => {
    const response = await aServer({}, { sandbox: true }).inject({ url, headers: { 'x-request-id': 'mine' } });

    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ status: 'error', error: 'Invalid request', code: 400 });
    expect(response.headers).toMatchObject({ 'x-request-id': 'mine', 'x-sandbox': 'true' });
  },
);

test('under a base path every route is there, and errors keep their format', async () => {
  const server = aServer({ ready: async () => {} }, { basePath: '/payments' });
  const statusOf = async (url: string) => (await server.inject(url)).statusCode;

  expect(await statusOf('/payments/health')).toBe(200);
  expect(await statusOf('/payments/ready')).toBe(200);
  expect(await statusOf('/payments/api/v1/gyms')).toBe(401);
  const checkout = await server.inject({ method: 'POST', url: '/payments/api/v1/payments/checkout' });
  expect(checkout.json()).toMatchObject({ code: 'UNAUTHORIZED' });
  const webhook = await server.inject({ method: 'POST', url: '/payments/webhook/No' });
  expect(webhook.json()).toMatchObject({ code: 'GYM_NOT_FOUND' });
});

test('BASE_PATH is the prefix of every route, and only the health check is also there without it', async () => {
  const server = aServer({}, { basePath: '/payments' });
  const found: { method: string; url: string }[] = [];
  server.addHook('onRoute', ({ method, url, config }) => {
    if (url !== '*' && config?.access !== 'none') found.push({ method: String(method), url });
  });
  await server.ready();
  const nameOf = (_: string, param: string) => (param === 'provider' ? 'somepay' : 'iron-temple');
  const answerTo = async (method: string, url: string) =>
    (await server.inject({ method: method as 'GET', url: url.replace(/:(\w+)/, nameOf), headers: bearer() })).body;
  const unknown = [ORDERS_404, GYMS_404].map((body) => JSON.stringify(body));

  expect(found.length).toBeGreaterThan(15);
  for (const { method, url } of found) {
    expect(unknown).not.toContain(await answerTo(method, url));
    if (url === '/health' || url === '/payments/health' || method === 'HEAD') continue;
    expect(url).toMatch(/^\/payments\//);
    expect(JSON.parse(await answerTo(method, url.replace('/payments', '')))).toEqual(ORDERS_404);
  }
});

test('without the base path only the health check is there', async () => {
  const server = aServer({}, { basePath: '/payments' });

  expect((await server.inject('/health')).json()).toEqual({ status: 'ok', service: 'fitstack-payments' });
  for (const url of ['/ready', '/webhook/iron-temple', '/api/v1/payments/checkout'])
    expect((await server.inject({ method: 'POST', url })).json()).toEqual(ORDERS_404);
  expect((await server.inject({ method: 'POST', url: '/health' })).json()).toMatchObject({
    code: 'METHOD_NOT_ALLOWED',
  });
});
