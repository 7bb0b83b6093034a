import { expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { money } from '../../../src/domain/money/money.ts';
import { aGym, anOrder, aServer, bearer, ORDER_ID, recording } from '../harness.ts';

const ORDER = { user_id: 'user-1', amount: 1000, currency: 'jpy' };
const GYM = { name: 'Iron Temple', payments_enabled: true };
const MANAGER = bearer({ scope: 'orders:write gyms:write' });
const ACTOR = { userId: 'user-1', scopes: ['orders:write', 'gyms:write'] };

const SHOWN_ORDER = {
  order_id: ORDER_ID,
  user_id: 'user-1',
  amount: 1000,
  currency: 'jpy',
  customer_email: null,
  description: null,
  provider: 'somepay',
  capture_method: 'automatic',
  return_url: null,
  status: 'pending',
  created_at: '2026-03-01T12:00:00',
  updated_at: '2026-03-01T12:00:01',
};

const SHOWN_GYM = {
  slug: 'iron-temple',
  name: 'Iron Temple',
  payments_enabled: true,
  provider: 'somepay',
  currency: 'ARS',
  return_url: null,
  signature: 'required',
  has_credentials: true,
  needs_reconnect: false,
  created_at: '2026-03-01T12:00:00',
  updated_at: '2026-03-01T12:00:01',
};

/** As short as a webhook secret may be. */
const LONG = 'sixteen-letters!';

test.each([
  ['new', true, 201],
  ['changed', false, 200],
])('an order that is %s is shown whole', async (_what, created, status) => {
  const putOrder = recording({ value: anOrder(), created });
  const server = aServer({ putOrder: putOrder.behaviour });

  const url = `/api/v1/orders/${ORDER_ID.toUpperCase()}`;
  const response = await server.inject({ method: 'PUT', url, headers: MANAGER, payload: ORDER });

  expect(response.statusCode).toBe(status);
  expect(response.body).toBe(JSON.stringify({ status: 'success', data: SHOWN_ORDER }));
  const left = { customerEmail: null, description: null, provider: null, captureMethod: null, returnUrl: null };
  const input = { orderId: ORDER_ID, userId: 'user-1', amount: 1000, currency: 'JPY', ...left, status: null };
  expect(putOrder.calls).toEqual([[ACTOR, input]]);
});

test('an order with everything reaches the app with everything', async () => {
  const putOrder = recording({ value: anOrder(), created: false });
  const payload = {
    ...ORDER,
    customer_email: 'user@example.com',
    description: 'Two towels',
    provider: 'otherpay',
    capture_method: 'manual',
    return_url: 'https://app.example/done?x=1#y',
    status: 'cancelled',
  };

  const url = `/api/v1/orders/${ORDER_ID}`;
  await aServer({ putOrder: putOrder.behaviour }).inject({ method: 'PUT', url, headers: MANAGER, payload });

  const input = {
    orderId: ORDER_ID,
    userId: 'user-1',
    amount: 1000,
    currency: 'JPY',
    customerEmail: 'user@example.com',
    description: 'Two towels',
    provider: 'otherpay',
    captureMethod: 'manual',
    returnUrl: 'https://app.example/done?x=1#y',
    status: 'cancelled',
  };
  expect(putOrder.calls).toEqual([[ACTOR, input]]);
});

test('an order is read by its id', async () => {
  const order = anOrder({ amount: money(1050, 'USD'), customerEmail: 'a@b.example', status: 'paid' });
  const findOrder = recording(order);

  const url = `/api/v1/orders/${ORDER_ID}`;
  const response = await aServer({ findOrder: findOrder.behaviour }).inject({ url, headers: bearer() });

  expect(response.statusCode).toBe(200);
  const changes = { amount: 1050, currency: 'usd', customer_email: 'a@b.example', status: 'paid' };
  expect(response.json()).toEqual({ status: 'success', data: { ...SHOWN_ORDER, ...changes } });
  expect(findOrder.calls).toEqual([[{ userId: 'user-1', scopes: [] }, ORDER_ID]]);
});

test.each([
  ['user_id', undefined],
  ['user_id', ''],
  ['amount', undefined],
  ['amount', '1000'],
  ['amount', 10.5],
  ['amount', 0],
  ['amount', -1],
  ['amount', 1_000_000_000_000],
  ['currency', 'XYZ'],
  ['currency', 'jpyy'],
  ['capture_method', 'later'],
  ['return_url', 'http://app.example'],
  ['return_url', 'javascript:alert(1)'],
  ['return_url', 'https://app.example/a b'],
  ['return_url', 'https://user:secret@app.example/'],
  ['status', 'paid'],
  ['status', 'pending'],
  ['description', 'a\u0000b'],
])('an order with the %s %j is refused, naming the field', async (field, value) => {
  const url = `/api/v1/orders/${ORDER_ID}`;
  const payload = { ...ORDER, [field]: value };
  const response = await aServer().inject({ method: 'PUT', url, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test.each(['GET', 'PUT'] as const)('%s of an order whose id is no UUID names it', async (method) => {
  const server = aServer();
  const response = await server.inject({
    method,
    url: '/api/v1/orders/5',
    headers: MANAGER,
    ...(method === 'PUT' && { payload: ORDER }),
  });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'order_id' } });
});

test.each([
  ['new', true, 201],
  ['changed', false, 200],
])('a gym that is %s is shown whole, without its credentials', async (_what, created, status) => {
  const putGym = recording({ value: aGym(), created });
  const credentials = { access_token: 'canary-token', webhook_secrets: ['canary-secret-one', 'canary-secret-two'] };
  const server = aServer({ putGym: putGym.behaviour });

  const statement_descriptor = 'IRON TEMPLE';
  const payload = {
    ...GYM,
    provider: 'otherpay',
    currency: 'BRL',
    signature: 'advisory',
    credentials,
    statement_descriptor,
  };
  const response = await server.inject({ method: 'PUT', url: '/api/v1/gyms/iron-temple', headers: MANAGER, payload });

  expect(response.statusCode).toBe(status);
  expect(response.body).toBe(JSON.stringify({ status: 'success', data: SHOWN_GYM }));
  const input = {
    slug: 'iron-temple',
    name: 'Iron Temple',
    paymentsEnabled: true,
    provider: 'otherpay',
    currency: 'BRL',
    returnUrl: null,
    statementDescriptor: 'IRON TEMPLE',
    signature: 'advisory',
    credentials,
  };
  expect(putGym.calls).toEqual([[ACTOR, input]]);
});

test('a gym is put with the publishable key beside its credentials', async () => {
  const putGym = recording({ value: aGym(), created: true });
  const credentials = { access_token: 'a', webhook_secrets: [LONG], public_key: 'pk_test_1' };
  const payload = { ...GYM, credentials };

  await aServer({ putGym: putGym.behaviour }).inject({
    method: 'PUT',
    url: '/api/v1/gyms/iron-temple',
    headers: MANAGER,
    payload,
  });

  expect(putGym.calls).toEqual([[ACTOR, expect.objectContaining({ credentials })]]);
});

test.each([{}, { credentials: null }])('credentials that are left out stay as they are: %j', async (rest) => {
  const putGym = recording({ value: aGym({ accountId: null }), created: true });
  const request = {
    method: 'PUT',
    url: '/api/v1/gyms/iron-temple',
    headers: MANAGER,
    payload: { ...GYM, ...rest },
  } as const;

  const response = await aServer({ putGym: putGym.behaviour }).inject(request);

  expect(putGym.calls).toEqual([[ACTOR, expect.objectContaining({ credentials: null })]]);
  expect(response.json().data.has_credentials).toBe(false);
});

test.each([
  ['name', { name: '' }],
  ['payments_enabled', { payments_enabled: 'true' }],
  ['currency', { currency: 'pesos' }],
  ['signature', { signature: 'none' }],
  ['return_url', { return_url: 'ftp://x.example' }],
  ['credentials', { credentials: 'token' }],
  ['credentials.access_token', { credentials: { access_token: '', webhook_secrets: [LONG] } }],
  ['credentials.access_token', { credentials: { webhook_secrets: [LONG] } }],
  ['credentials.access_token', { credentials: { access_token: 'a\nb', webhook_secrets: [LONG] } }],
  ['credentials.webhook_secrets', { credentials: { access_token: 'a', webhook_secrets: [] } }],
  ['credentials.webhook_secrets', { credentials: { access_token: 'a', webhook_secrets: Array(6).fill(LONG) } }],
  ['credentials.webhook_secrets.1', { credentials: { access_token: 'a', webhook_secrets: [LONG, ''] } }],
  ['credentials.webhook_secrets.0', { credentials: { access_token: 'a', webhook_secrets: [LONG.slice(1)] } }],
  ['credentials.public_key', { credentials: { access_token: 'a', webhook_secrets: [LONG], public_key: '' } }],
  ['credentials.public_key', { credentials: { access_token: 'a', webhook_secrets: [LONG], public_key: 5 } }],
])('a gym is refused naming %s: %j', async (field, changes) => {
  const url = '/api/v1/gyms/iron-temple';
  const response = await aServer().inject({ method: 'PUT', url, headers: MANAGER, payload: { ...GYM, ...changes } });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test('a gym is read by its slug', async () => {
  const findGym = recording(aGym());

  const response = await aServer({ findGym: findGym.behaviour }).inject({
    url: '/api/v1/gyms/iron-temple',
    headers: MANAGER,
  });

  expect(response.json()).toEqual({ status: 'success', data: SHOWN_GYM });
  expect(findGym.calls).toEqual([[ACTOR, 'iron-temple']]);
});

test('a gym that is not there is 404 in the orders format', async () => {
  const findGym = async () => {
    throw new DomainError('gym_not_found', 'Gym not found');
  };

  const response = await aServer({ findGym }).inject({ url: '/api/v1/gyms/iron-temple', headers: MANAGER });

  expect(response.json()).toEqual({ status: 'error', error: 'Gym not found', code: 404 });
});

test('a slug that can not be one is refused, naming it', async () => {
  const response = await aServer().inject({ url: '/api/v1/gyms/Iron', headers: MANAGER });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'slug' } });
});

test.each([
  ['', { limit: 20, cursor: null }],
  ['?limit=1', { limit: 1, cursor: null }],
  ['?limit=100&cursor=abc', { limit: 100, cursor: 'abc' }],
])('gyms are listed by pages: %s', async (query, page) => {
  const listGyms = recording({ items: [aGym()], nextCursor: 'next' });

  const request = { url: `/api/v1/gyms${query}`, headers: MANAGER };
  const response = await aServer({ listGyms: listGyms.behaviour }).inject(request);

  expect(response.statusCode).toBe(200);
  expect(response.body).toBe(JSON.stringify({ status: 'success', data: { items: [SHOWN_GYM], next_cursor: 'next' } }));
  expect(listGyms.calls).toEqual([[ACTOR, page]]);
});

test.each([
  ['limit', '?limit=0'],
  ['limit', '?limit=101'],
  ['limit', '?limit=1e1'],
  ['limit', '?limit=0x10'],
  ['limit', '?limit='],
  ['limit', '?limit=1&limit=2'],
  ['cursor', '?cursor='],
  ['cursor', '?cursor=a%00b'],
])('a page is refused naming %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `/api/v1/gyms${query}`, headers: MANAGER });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: expect.stringMatching(new RegExp(`^${field}`)) } });
});
