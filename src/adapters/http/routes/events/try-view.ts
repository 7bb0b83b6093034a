import { type Static, Type } from 'typebox';
import { DELIVERY_STATUSES, type EventTry } from '../../../../ports/store/event-deliveries.ts';
import { oneOf, success, textOrNull, Uuid } from '../../wire/fields.ts';
import { showMomentOrNull, shownMomentOrNull } from '../../wire/moments.ts';
import { page } from '../../wire/pagination.ts';

const wholeOrNull = (description: string) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, description });

export const TryView = Type.Object(
  {
    id: Uuid,
    endpoint_id: Uuid,
    try: Type.Integer({ minimum: 1, description: 'Counts the tries of this event to this endpoint from 1.' }),
    status: oneOf(
      DELIVERY_STATUSES,
      '`succeeded`: any 2xx within 15 s. `failed`: anything else. `pending`: it waits, or is being made.',
      'DeliveryStatus',
    ),
    response_status: wholeOrNull("The response's status; null when there was no response."),
    response_body: textOrNull("The first 1,000 bytes of the response's body; null when there was no response."),
    error: textOrNull('Why the try failed; null for the others.'),
    duration_ms: wholeOrNull('How long it took; null while it is pending.'),
    tried_at: shownMomentOrNull('When it was made; null while it is pending.'),
    next_try_at: shownMomentOrNull(
      'When the pending try is due; in the last try before it, too. Null when there is none.',
    ),
  },
  { title: 'Delivery', description: 'A try to deliver an event to an endpoint.' },
);
export type TryView = Static<typeof TryView>;

const EXAMPLE: TryView = {
  id: 'bb0e8400-e29b-41d4-a716-446655440000',
  endpoint_id: 'aa0e8400-e29b-41d4-a716-446655440000',
  try: 1,
  status: 'succeeded',
  response_status: 204,
  response_body: '',
  error: null,
  duration_ms: 42,
  tried_at: '2024-01-01T00:00:00.000Z',
  next_try_at: null,
};

export const TestAnswer = success(TryView, { description: 'The try that was made.', example: EXAMPLE });
export const TryListAnswer = success(page(TryView, 'DeliveryPage'), {
  description: 'A page of tries, by endpoint, each in its order.',
  example: { items: [EXAMPLE], next_cursor: null },
});

export function showTry(made: EventTry): TryView {
  return {
    id: made.id,
    endpoint_id: made.endpointId,
    try: made.number,
    status: made.status,
    response_status: made.responseStatus,
    response_body: made.responseBody,
    error: made.error,
    duration_ms: made.durationMs,
    tried_at: showMomentOrNull(made.triedAt),
    next_try_at: showMomentOrNull(made.nextTryAt),
  };
}

const Requested = Type.Object(
  { events: Type.Integer({ minimum: 0, description: 'How many events are sent.' }) },
  { title: 'Requested' },
);
export const RequestedAnswer = success(Requested, {
  description: 'The events are sent as soon as possible.',
  example: { events: 3 },
});
