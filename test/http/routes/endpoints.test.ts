import { expect, test } from 'vitest';
import { DomainError, invalid } from '../../../src/domain/error.ts';
import type { Endpoint } from '../../../src/domain/event/endpoint.ts';
import { aServer, bearer, recording } from '../harness.ts';

const ID = 'aa0e8400-e29b-41d4-a716-446655440000';
const BASE = '/api/v1/webhook-endpoints';
const MANAGER = bearer({ scope: 'webhooks:manage' });
const ACTOR = { userId: 'user-1', scopes: ['webhooks:manage'] };

const ENDPOINT: Endpoint = {
  id: ID,
  url: 'https://hooks.example/fitstack',
  eventTypes: ['payment.succeeded'],
  description: 'The accounting',
  gymSlug: 'iron-temple',
  status: 'disabled',
  disabledReason: 'gone',
  createdAt: new Date('2026-03-01T12:00:00.123Z'),
  updatedAt: new Date('2026-03-02T12:00:00.456Z'),
};
/** As the store has it: nothing of its secrets may be shown. */
const KEPT = { ...ENDPOINT, secrets: { madeBy: ID, sealed: 'canary', previous: [] }, failingSince: null };

const SHOWN = {
  id: ID,
  url: 'https://hooks.example/fitstack',
  event_types: ['payment.succeeded'],
  description: 'The accounting',
  gym_id: 'iron-temple',
  status: 'disabled',
  disabled_reason: 'gone',
};
const TIMES = { created_at: '2026-03-01T12:00:00.123Z', updated_at: '2026-03-02T12:00:00.456Z' };
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test('an endpoint is created, and shown with its secret', async () => {
  const createEndpoint = recording({ endpoint: KEPT, secret: SECRET });
  const server = aServer({ createEndpoint: createEndpoint.behaviour });
  const payload = {
    url: 'https://hooks.example/fitstack',
    event_types: ['payment.succeeded'],
    description: 'The accounting',
    gym_id: 'iron-temple',
  };

  const response = await server.inject({ method: 'POST', url: BASE, headers: MANAGER, payload });

  expect(response.statusCode).toBe(201);
  expect(response.body).toBe(JSON.stringify({ status: 'success', data: { ...SHOWN, secret: SECRET, ...TIMES } }));
  const { url, eventTypes, description, gymSlug } = ENDPOINT;
  expect(createEndpoint.calls).toEqual([[ACTOR, { url, eventTypes, description, gymSlug, endpointId: undefined }]]);
});

test('a type that is given twice is wanted once, when an endpoint is created and when it is put', async () => {
  const createEndpoint = recording({ endpoint: KEPT, secret: SECRET });
  const replaceEndpoint = recording(KEPT);
  const server = aServer({ createEndpoint: createEndpoint.behaviour, replaceEndpoint: replaceEndpoint.behaviour });
  const event_types = ['order.paid', 'payment.failed', 'order.paid'];
  const payload = { url: 'https://hooks.example/', event_types };

  await server.inject({ method: 'POST', url: BASE, headers: MANAGER, payload });
  await server.inject({ method: 'PUT', url: `${BASE}/${KEPT.id}`, headers: MANAGER, payload });

  for (const { calls } of [createEndpoint, replaceEndpoint])
    expect(calls).toEqual([[ACTOR, expect.objectContaining({ eventTypes: ['order.paid', 'payment.failed'] })]]);
});

test.each([{}, { event_types: null, description: null, gym_id: null }])(
  'an endpoint with nothing but a url wants all events of all gyms: %j',
  async (rest) => {
    const createEndpoint = recording({ endpoint: KEPT, secret: SECRET });
    const payload = { url: 'https://hooks.example/', ...rest };

    await aServer({ createEndpoint: createEndpoint.behaviour }).inject({
      method: 'POST',
      url: BASE,
      headers: MANAGER,
      payload,
    });

    const all = { eventTypes: null, description: null, gymSlug: null };
    expect(createEndpoint.calls).toEqual([[ACTOR, expect.objectContaining({ url: payload.url, ...all })]]);
  },
);

test.each([
  ['url', { url: undefined }],
  ['url', { url: 5 }],
  ['url', { url: `https://hooks.example/${'x'.repeat(2_000)}` }],
  ['event_types', { event_types: 'payment.succeeded' }],
  ['event_types', { event_types: [] }],
  ['event_types.1', { event_types: ['payment.succeeded', 'payment.paid'] }],
  ['description', { description: '' }],
  ['gym_id', { gym_id: 'Iron Temple' }],
])('an endpoint is refused naming %s: %j', async (field, changes) => {
  const payload = { url: 'https://hooks.example/', ...changes };
  const response = await aServer().inject({ method: 'POST', url: BASE, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test.each([
  ['url', invalid('url', 'url must not lead to a private address'), 400],
  ['gym_id', invalid('gym_id', 'gym_id must be the slug of a gym that exists'), 400],
  ['nothing', new DomainError('conflict', 'There are 50 endpoints already: delete one first'), 409],
])('an endpoint is refused as the app refuses it, naming %s', async (field, error, status) => {
  const createEndpoint = async () => {
    throw error;
  };

  const payload = { url: 'https://hooks.example/' };
  const response = await aServer({ createEndpoint }).inject({ method: 'POST', url: BASE, headers: MANAGER, payload });

  expect(response.json()).toEqual({
    status: 'error',
    error: error.message,
    code: status,
    ...(status === 400 && { details: { field } }),
  });
});

test.each([
  ['', { limit: 20, cursor: null }],
  ['?limit=1&cursor=abc', { limit: 1, cursor: 'abc' }],
])('endpoints are listed by pages, without their secrets: %s', async (query, page) => {
  const listEndpoints = recording({ items: [KEPT], nextCursor: 'next' });

  const server = aServer({ listEndpoints: listEndpoints.behaviour });
  const response = await server.inject({ url: `${BASE}${query}`, headers: MANAGER });

  const data = { items: [{ ...SHOWN, ...TIMES }], next_cursor: 'next' };
  expect(response.body).toBe(JSON.stringify({ status: 'success', data }));
  expect(listEndpoints.calls).toEqual([[ACTOR, page]]);
});

test('an endpoint is shown without its secret', async () => {
  const findEndpoint = recording({ ...KEPT, eventTypes: null, description: null, gymSlug: null });

  const server = aServer({ findEndpoint: findEndpoint.behaviour });
  const response = await server.inject({ url: `${BASE}/${ID.toUpperCase()}`, headers: MANAGER });

  const data = { ...SHOWN, event_types: null, description: null, gym_id: null, ...TIMES };
  expect(response.json()).toEqual({ status: 'success', data });
  expect(findEndpoint.calls).toEqual([[ACTOR, ID]]);
});

test.each([
  [{}, { eventTypes: null, description: null, status: 'enabled' }],
  [
    { event_types: ['order.paid'], description: 'Other', status: 'disabled', gym_id: 'another-gym' },
    { eventTypes: ['order.paid'], description: 'Other', status: 'disabled' },
  ],
])('an endpoint is replaced by all fields that can change, and no other: %j', async (rest, change) => {
  const replaceEndpoint = recording(KEPT);
  const payload = { url: 'https://other.example/', ...rest };

  const server = aServer({ replaceEndpoint: replaceEndpoint.behaviour });
  const response = await server.inject({ method: 'PUT', url: `${BASE}/${ID}`, headers: MANAGER, payload });

  expect(response.json()).toEqual({ status: 'success', data: { ...SHOWN, ...TIMES } });
  expect(replaceEndpoint.calls).toEqual([[ACTOR, { endpointId: ID, url: payload.url, ...change }]]);
});

test.each([
  ['url', { url: null }],
  ['status', { status: 'paused' }],
  ['event_types', { event_types: {} }],
])('an endpoint is not replaced where %s is wrong: %j', async (field, changes) => {
  const payload = { url: 'https://hooks.example/', ...changes };
  const response = await aServer().inject({ method: 'PUT', url: `${BASE}/${ID}`, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field } });
});

test('an endpoint is deleted, with nothing in the answer', async () => {
  const removeEndpoint = recording(undefined);

  const server = aServer({ removeEndpoint: removeEndpoint.behaviour });
  const response = await server.inject({ method: 'DELETE', url: `${BASE}/${ID}`, headers: MANAGER });

  expect([response.statusCode, response.body]).toEqual([204, '']);
  expect(removeEndpoint.calls).toEqual([[ACTOR, ID]]);
});

test('a secret is rotated, and the new one shown', async () => {
  const rotateEndpointSecret = recording({ endpoint: KEPT, secret: SECRET });

  const server = aServer({ rotateEndpointSecret: rotateEndpointSecret.behaviour });
  const response = await server.inject({ method: 'POST', url: `${BASE}/${ID}/rotate-secret`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  expect(response.json().data).toEqual({ ...SHOWN, secret: SECRET, ...TIMES });
  expect(rotateEndpointSecret.calls).toEqual([[ACTOR, { endpointId: ID, rotationId: undefined }]]);
});

test.each([
  ['GET', ''],
  ['PUT', ''],
  ['DELETE', ''],
  ['POST', '/rotate-secret'],
] as const)('%s of an endpoint whose id is no UUID names it%s', async (method, rest) => {
  const payload = { url: 'https://hooks.example/' };
  const request = { method, url: `${BASE}/5${rest}`, headers: MANAGER, ...(method === 'PUT' && { payload }) };
  const response = await aServer().inject(request);

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'endpoint_id' } });
});

test('an endpoint that is not there is 404 in the orders format', async () => {
  const findEndpoint = async () => {
    throw new DomainError('endpoint_not_found', 'Endpoint not found');
  };

  const response = await aServer({ findEndpoint }).inject({ url: `${BASE}/${ID}`, headers: MANAGER });

  expect(response.json()).toEqual({ status: 'error', error: 'Endpoint not found', code: 404 });
});
