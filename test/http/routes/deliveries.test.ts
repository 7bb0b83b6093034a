import { expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import type { EventTry } from '../../../src/ports/store/event-deliveries.ts';
import { aServer, bearer, recording } from '../harness.ts';

const EVENT_ID = '990e8400-e29b-41d4-a716-446655440000';
const ENDPOINT_ID = 'aa0e8400-e29b-41d4-a716-446655440000';
const EVENT = `/api/v1/events/${EVENT_ID}`;
const ENDPOINT = `/api/v1/webhook-endpoints/${ENDPOINT_ID}`;
const MANAGER = bearer({ scope: 'webhooks:manage' });
const ACTOR = { userId: 'user-1', scopes: ['webhooks:manage'] };

const FAILED: EventTry = {
  id: 'bb0e8400-e29b-41d4-a716-446655440000',
  endpointId: ENDPOINT_ID,
  number: 1,
  status: 'failed',
  responseStatus: 503,
  responseBody: 'busy',
  error: 'The response was 503',
  durationMs: 42,
  triedAt: new Date('2026-03-01T12:00:00.123Z'),
  nextTryAt: new Date('2026-03-01T12:00:05Z'),
};
const WAITING: EventTry = {
  ...FAILED,
  id: 'cc0e8400-e29b-41d4-a716-446655440000',
  number: 2,
  status: 'pending',
  responseStatus: null,
  responseBody: null,
  error: null,
  durationMs: null,
  triedAt: null,
};
const FAILED_VIEW = {
  id: FAILED.id,
  endpoint_id: ENDPOINT_ID,
  try: 1,
  status: 'failed',
  response_status: 503,
  response_body: 'busy',
  error: 'The response was 503',
  duration_ms: 42,
  tried_at: '2026-03-01T12:00:00.123Z',
  next_try_at: '2026-03-01T12:00:05.000Z',
};

test("an event's deliveries are every try, and the one that waits", async () => {
  const listTries = recording({ items: [FAILED, WAITING], nextCursor: 'more' });
  const server = aServer({ listTries: listTries.behaviour });

  const response = await server.inject({ url: `${EVENT}/deliveries?limit=2`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  const nothing = { response_status: null, response_body: null, error: null, duration_ms: null, tried_at: null };
  expect(response.json().data).toEqual({
    items: [FAILED_VIEW, { ...FAILED_VIEW, id: WAITING.id, try: 2, status: 'pending', ...nothing }],
    next_cursor: 'more',
  });
  expect(listTries.calls).toEqual([[ACTOR, EVENT_ID, { limit: 2, cursor: null }]]);
});

test('a test of an endpoint answers with the try that was made', async () => {
  const testEndpoint = recording({ ...FAILED, nextTryAt: null });
  const server = aServer({ testEndpoint: testEndpoint.behaviour });

  const response = await server.inject({ method: 'POST', url: `${ENDPOINT}/test`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  expect(response.json().data).toEqual({ ...FAILED_VIEW, next_try_at: null });
  expect(testEndpoint.calls).toEqual([[ACTOR, ENDPOINT_ID]]);
});

test('an event is sent to an endpoint again on request', async () => {
  const requestDelivery = recording(undefined);
  const server = aServer({ requestDelivery: requestDelivery.behaviour });
  const payload = { endpoint_id: ENDPOINT_ID.toUpperCase() };

  const response = await server.inject({ method: 'POST', url: `${EVENT}/deliver`, headers: MANAGER, payload });

  expect(response.statusCode).toBe(202);
  expect(response.json()).toEqual({ status: 'success', data: { events: 1 } });
  expect(requestDelivery.calls).toEqual([[ACTOR, EVENT_ID, ENDPOINT_ID]]);
});

test.each([
  [{ since: '2026-03-01T00:00:00Z' }, { until: null, onlyFailed: true }],
  [
    { since: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00+02:00', only_failed: false },
    { until: new Date('2026-03-01T22:00:00Z'), onlyFailed: false },
  ],
  [
    { since: '2026-03-01T00:00:00Z', until: null, only_failed: null },
    { until: null, onlyFailed: true },
  ],
])('events are sent again as %j asks, and the answer says how many', async (payload, wanted) => {
  const redeliver = recording(7);
  const server = aServer({ redeliver: redeliver.behaviour });

  const response = await server.inject({ method: 'POST', url: `${ENDPOINT}/redeliver`, headers: MANAGER, payload });

  expect(response.statusCode).toBe(202);
  expect(response.json().data).toEqual({ events: 7 });
  const since = new Date('2026-03-01T00:00:00Z');
  expect(redeliver.calls).toEqual([[ACTOR, { endpointId: ENDPOINT_ID, since, ...wanted }]]);
});

test.each([
  ['redeliver', {}, 'since'],
  ['redeliver', { since: 'yesterday' }, 'since'],
  ['redeliver', { since: '2026-03-01T00:00:00' }, 'since'],
  ['redeliver', { since: '2026-03-01T00:00:00Z', until: 'x' }, 'until'],
  ['redeliver', { since: '2026-03-01T00:00:00Z', only_failed: 'yes' }, 'only_failed'],
])('%s with %j is refused, with the field', async (path, payload, field) => {
  const response = await aServer().inject({ method: 'POST', url: `${ENDPOINT}/${path}`, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field } });
});

test('an event that is sent to no endpoint is refused', async () => {
  const response = await aServer().inject({ method: 'POST', url: `${EVENT}/deliver`, headers: MANAGER, payload: {} });

  expect(response.json()).toMatchObject({ details: { field: 'endpoint_id' } });
});

test.each([
  ['conflict', 409],
  ['endpoint_not_found', 404],
  ['scope_missing', 403],
] as const)('a redelivery that is refused as %s answers %i', async (code, status) => {
  const redeliver = async () => {
    throw new DomainError(code, 'no');
  };
  const request = { method: 'POST', url: `${ENDPOINT}/redeliver`, headers: MANAGER } as const;

  const response = await aServer({ redeliver }).inject({ ...request, payload: { since: '2026-03-01T00:00:00Z' } });

  expect(response.statusCode).toBe(status);
});
