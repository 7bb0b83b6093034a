import { expect, test } from 'vitest';
import type { Document } from '../../../src/adapters/http/openapi/types.ts';
import { writeEvent } from '../../../src/adapters/http/routes/events/body.ts';
import { EVENT_EXAMPLES } from '../../../src/adapters/http/routes/events/event-data.ts';
import { DomainError, invalid } from '../../../src/domain/error.ts';
import { EVENT_TYPES, type EventType } from '../../../src/domain/event/event.ts';
import type { EventRecord } from '../../../src/ports/store/events.ts';
import { checkOf } from '../described.ts';
import { anEventOf } from '../events.ts';
import { aServer, bearer, ORDER_ID, PAYMENT_ID, recording } from '../harness.ts';

const BASE = '/api/v1/events';
const ID = '990e8400-e29b-41d4-a716-446655440000';
const MANAGER = bearer({ scope: 'webhooks:manage' });
const ACTOR = { userId: 'user-1', scopes: ['webhooks:manage'] };
const RECORDED_AT = new Date('2026-03-01T12:00:00.123Z');

function aRecord(type: EventType): EventRecord {
  const sequence = type.startsWith('order.') || type.startsWith('gym.') ? null : 3;
  const body = writeEvent(anEventOf(type), { sequence, recordedAt: RECORDED_AT });
  return { id: ID, type, paymentId: PAYMENT_ID, orderId: null, gymSlug: null, sequence, recordedAt: RECORDED_AT, body };
}

test.each(EVENT_TYPES)('an event %s is shown with what its subscribers were sent', async (type) => {
  const record = aRecord(type);
  const findEvent = recording(record);

  const server = aServer({ findEvent: findEvent.behaviour });
  const response = await server.inject({ url: `${BASE}/${ID.toUpperCase()}`, headers: MANAGER });

  const sent = JSON.parse(record.body);
  expect(response.statusCode).toBe(200);
  expect(response.body).toBe(
    JSON.stringify({
      status: 'success',
      data: { id: ID, type, timestamp: '2026-03-01T12:00:00.123Z', data: sent.data },
    }),
  );
  expect(sent).toMatchObject({ type, timestamp: '2026-03-01T12:00:00.123Z' });
  expect(findEvent.calls).toEqual([[ACTOR, ID]]);
});

test.each(EVENT_TYPES)(
  'an event %s is sent as the document describes it, and as its example there looks',
  async (type) => {
    const document = (await aServer().inject('/openapi.json')).json<Document>();
    const media = document.webhooks[type]?.['post']?.requestBody?.content['application/json'];
    const { schema = {}, example } = media ?? {};
    const isDescribed = checkOf(document, schema);

    expect(isDescribed(JSON.parse(aRecord(type).body))).toBe(true);
    expect(isDescribed(example)).toBe(true);
    expect(isDescribed({ ...JSON.parse(aRecord(type).body), type: 'payment.paid' })).toBe(false);
    expect(keysOf(JSON.parse(aRecord(type).body).data)).toEqual(keysOf(EVENT_EXAMPLES[type]));
  },
);

/** The names of all fields, in their order, but for those below values that may be null. */
function keysOf(data: object): readonly string[] {
  return Object.entries(data).flatMap(([name, value]) => [
    name,
    ...(typeof value === 'object' && value !== null && !MAY_BE_NULL.includes(name) ? keysOf(value) : []),
  ]);
}
const MAY_BE_NULL = ['decline', 'method', 'detail'];

const ALL = { type: null, paymentId: null, orderId: null, gymSlug: null, since: null, until: null };
const PAGE = { limit: 20, cursor: null };

test.each([
  ['', {}, PAGE],
  ['?limit=1&cursor=abc', {}, { limit: 1, cursor: 'abc' }],
  ['?type=payment.failed', { type: 'payment.failed' }, PAGE],
  [`?payment_id=${PAYMENT_ID.toUpperCase()}`, { paymentId: PAYMENT_ID }, PAGE],
  [`?order_id=${ORDER_ID.toUpperCase()}`, { orderId: ORDER_ID }, PAGE],
  ['?gym_id=iron-temple', { gymSlug: 'iron-temple' }, PAGE],
  ['?since=2026-03-01t12:00:00z', { since: new Date('2026-03-01T12:00:00Z') }, PAGE],
  ['?since=2026-03-01T12:00:00-00:00', { since: new Date('2026-03-01T12:00:00Z') }, PAGE],
  ['?since=2026-03-01T12:00:00Z', { since: new Date('2026-03-01T12:00:00Z') }, PAGE],
  ['?until=2026-03-01T12:00:00.5%2B02:00', { until: new Date('2026-03-01T10:00:00.500Z') }, PAGE],
])('events are listed by what they are about: %s', async (query, wanted, page) => {
  const record = aRecord('payment.succeeded');
  const listEvents = recording({ items: [record], nextCursor: 'next' });

  const server = aServer({ listEvents: listEvents.behaviour });
  const response = await server.inject({ url: `${BASE}${query}`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  const { items, next_cursor } = response.json().data;
  expect(next_cursor).toBe('next');
  expect(items).toEqual([{ id: ID, ...JSON.parse(record.body) }]);
  expect(listEvents.calls).toEqual([[ACTOR, { ...ALL, ...wanted }, page]]);
});

test.each([
  ['type', '?type=payment.paid'],
  ['type', '?type=endpoint.test'],
  ['payment_id', '?payment_id=5'],
  ['order_id', '?order_id='],
  ['gym_id', '?gym_id=Iron%20Temple'],
  ['since', '?since=2026-03-01'],
  ['since', '?since=2026-03-01T12:00:00'],
  ['since', '?since=2026-13-01T12:00:00Z'],
  ['since', '?since=0000-01-01T00:00:00Z'],
  ['since', '?since=0001-01-01T00:00:00%2B00:01'],
  ['until', '?until=9999-12-31T23:59:59-00:01'],
  ['until', '?until=1772366400'],
  ['until', '?until=2026-03-01T24:00:00Z'],
  ['until', '?until=2026-12-31T23:59:60Z'],
  ['until', '?until=2026-03-01T12:60:00Z'],
  ['until', '?until=2026-03-01T12:00:00%2B24:00'],
  ['until', '?until=2026-03-01T12:00:00+02:00'],
  ['limit', '?limit=101'],
  ['kind', '?kind=payment'],
])('a list of events is refused naming %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `${BASE}${query}`, headers: MANAGER });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test('a list of events is refused for a cursor that the service never gave', async () => {
  const listEvents = async () => {
    throw invalid('cursor', 'cursor must be the next_cursor of the page before');
  };

  const response = await aServer({ listEvents }).inject({ url: `${BASE}?cursor=abc`, headers: MANAGER });

  expect(response.json()).toMatchObject({ code: 400, details: { field: 'cursor' } });
});

test('an event that is not there is 404, and one whose id is no UUID names it', async () => {
  const findEvent = async () => {
    throw new DomainError('event_not_found', 'Event not found');
  };
  const server = aServer({ findEvent });

  const absent = await server.inject({ url: `${BASE}/${ID}`, headers: MANAGER });
  const odd = await server.inject({ url: `${BASE}/5`, headers: MANAGER });

  expect(absent.json()).toEqual({ status: 'error', error: 'Event not found', code: 404 });
  expect(odd.json()).toMatchObject({ code: 400, details: { field: 'event_id' } });
});
