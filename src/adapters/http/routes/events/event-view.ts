import { type Static, Type } from 'typebox';
import { EVENT_TYPES } from '../../../../domain/event/event.ts';
import type { EventFilter, EventRecord } from '../../../../ports/store/events.ts';
import { Moment, momentOf, oneOf, Slug, success, Uuid } from '../../wire/fields.ts';
import { ShownMoment, showMoment } from '../../wire/moments.ts';
import { ONLY_KNOWN, PageQuery, page } from '../../wire/pagination.ts';
import { EVENT_EXAMPLES, EventData } from './event-data.ts';

export const EventTypeWord = oneOf(EVENT_TYPES, 'What has happened.', 'EventType');

export const EventParams = Type.Object({ event_id: Uuid });

export const EventView = Type.Object(
  {
    id: { ...Uuid, description: 'The `webhook-id` of each try to deliver it.' },
    type: EventTypeWord,
    timestamp: { ...ShownMoment, description: 'When the change was recorded: RFC 3339 in UTC.' },
    data: EventData,
  },
  { title: 'Event', description: 'A change, with what it was about as it was at that moment.' },
);
type EventView = Static<typeof EventView>;

const EXAMPLE: EventView = {
  id: '990e8400-e29b-41d4-a716-446655440000',
  type: 'payment.succeeded',
  timestamp: '2024-01-01T00:00:00.000Z',
  data: EVENT_EXAMPLES['payment.succeeded'],
};

export const EventAnswer = success(EventView, { description: 'The event.', example: EXAMPLE });
export const EventListAnswer = success(page(EventView, 'EventPage'), {
  description: 'A page of events.',
  example: { items: [EXAMPLE], next_cursor: null },
});

const filters = {
  type: Type.Optional(EventTypeWord),
  payment_id: Type.Optional({
    ...Uuid,
    description: 'Only events about this payment, also of its order: paid by it, or cancelled with it.',
  }),
  order_id: Type.Optional({ ...Uuid, description: 'Only events of this order and of its payments.' }),
  gym_id: Type.Optional({ ...Slug, description: "Only this gym's events." }),
  since: Type.Optional({ ...Moment, description: 'Only events from this moment on (RFC 3339).' }),
  until: Type.Optional({ ...Moment, description: 'Only events before this moment (RFC 3339).' }),
};
export const EventListQuery = Type.Object({ ...filters, ...PageQuery.properties }, ONLY_KNOWN);

export function filterOf({ type, payment_id, order_id, gym_id, ...range }: Static<typeof EventListQuery>): EventFilter {
  const { since, until } = range;
  return {
    type: type ?? null,
    paymentId: payment_id?.toLowerCase() ?? null,
    orderId: order_id?.toLowerCase() ?? null,
    gymSlug: gym_id ?? null,
    since: since === undefined ? null : momentOf(since),
    until: until === undefined ? null : momentOf(until),
  };
}

/** What the subscribers were sent, parsed. */
export function showEvent({ id, type, recordedAt, body }: EventRecord): EventView {
  const { data }: { data: EventData } = JSON.parse(body);
  return { id, type, timestamp: showMoment(recordedAt), data };
}
