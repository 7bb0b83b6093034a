import { expect, test } from 'vitest';
import { aServer } from './harness.ts';

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

const PROTECTION = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

const ANYTHING = [
  ['a success', 200, { url: '/health' }],
  ['an unknown path', 404, { url: '/nothing' }],
  ['no token', 401, { url: '/api/v1/gyms' }],
  ['what can not be routed', 400, { url: '/%zz' }],
  ['a fault of ours', 500, { url: '/webhook/iron-temple', method: 'POST' }],
  ['a preflight', 204, { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }],
] as const;

test.each(ANYTHING)('%s is not to be kept, framed, run or guessed at', async (_what, status, request) => {
  const corsOrigins = ['https://app.example'];
  const headers = { origin: 'https://app.example', ...('headers' in request && request.headers) };
  const response = await aServer({}, { corsOrigins }).inject({ url: '/', ...request, headers });

  expect(response.statusCode).toBe(status);
  expect(response.headers).toMatchObject(PROTECTION);
  expect(response.headers).not.toHaveProperty('strict-transport-security');
  expect(response.headers).not.toHaveProperty('server');
  expect(response.headers).not.toHaveProperty('x-powered-by');
});

test.each(ANYTHING)('in production %s says that https is the only way', async (_what, _status, request) => {
  const response = await aServer({}, { production: true }).inject({ url: '/', ...request });

  expect(response.headers).toMatchObject({
    ...PROTECTION,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  });
});
