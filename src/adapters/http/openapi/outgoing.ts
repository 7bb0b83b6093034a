import { type TSchema, Type } from 'typebox';
import type { EventType } from '../../../domain/event/event.ts';
import {
  AnomalyEventData,
  DisputeEventData,
  EVENT_EXAMPLES,
  GymEventData,
  OrderEventData,
  PaymentEventData,
  RefundEventData,
  TestEventData,
} from '../routes/events/event-data.ts';
import { ShownMoment } from '../wire/moments.ts';
import type { Json, Operation, Parameter, Paths, Response } from './types.ts';

type Outgoing = { readonly when: string; readonly data: TSchema; readonly example: object };

const about = (type: EventType, data: TSchema, when: string): Outgoing => ({
  when,
  data,
  example: EVENT_EXAMPLES[type],
});

/** What subscribers are sent, by type: when, and with which `data`. */
const OUTGOING = {
  'payment.created': about('payment.created', PaymentEventData, 'A payment was opened.'),
  'payment.processing': about('payment.processing', PaymentEventData, 'A payment is authorized, or being processed.'),
  'payment.failed': about(
    'payment.failed',
    PaymentEventData,
    'An attempt was declined: once for each. The customer can try again.',
  ),
  'payment.succeeded': about('payment.succeeded', PaymentEventData, 'A payment succeeded.'),
  'payment.cancelled': about('payment.cancelled', PaymentEventData, 'A payment was cancelled, or has expired.'),
  'refund.pending': about(
    'refund.pending',
    RefundEventData,
    'The provider has taken a refund that is not done yet. Left out when it succeeds at once.',
  ),
  'refund.succeeded': about('refund.succeeded', RefundEventData, 'A refund succeeded, wherever it was made.'),
  'refund.failed': about('refund.failed', RefundEventData, 'A refund failed: also one that had succeeded.'),
  'dispute.opened': about('dispute.opened', DisputeEventData, 'The customer disputes a payment.'),
  'dispute.closed': about('dispute.closed', DisputeEventData, 'A dispute was won or lost.'),
  'anomaly.found': about('anomaly.found', AnomalyEventData, 'Something unexpected needs an operator.'),
  'anomaly.resolved': about(
    'anomaly.resolved',
    AnomalyEventData,
    'An operator resolved an anomaly, or it ended with its cause.',
  ),
  'order.paid': about('order.paid', OrderEventData, 'An order is paid.'),
  'order.cancelled': about('order.cancelled', OrderEventData, 'An order was cancelled.'),
  'gym.needs_reconnect': about(
    'gym.needs_reconnect',
    GymEventData,
    "The provider does not accept a gym's credentials any more, or nothing can renew them: the gym must be connected again.",
  ),
  'endpoint.test': {
    when: 'An operator tests an endpoint. It is not stored, and has no place in the list of events.',
    data: TestEventData,
    example: { endpoint_id: 'aa0e8400-e29b-41d4-a716-446655440000' },
  },
} as const satisfies Record<EventType | 'endpoint.test', Outgoing>;

const DESCRIPTION =
  'Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with ' +
  'the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated ' +
  'after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.';

const header = (name: string, description: string, example: string): Parameter => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

const HEADERS: readonly Parameter[] = [
  header('webhook-id', "The event's id, the same at each try.", '990e8400-e29b-41d4-a716-446655440000'),
  header('webhook-timestamp', 'When this try was made, in seconds since 1970.', '1704067200'),
  header(
    'webhook-signature',
    '`v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one ' +
      'for each secret, separated by spaces.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
];

const RESPONSES: Readonly<Record<string, Response>> = {
  '2XX': { description: 'Delivered.' },
  '410': { description: 'Nothing more is to be sent: the endpoint is disabled.' },
  default: { description: 'Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours.' },
};

/** `webhooks` of the document: an operation for each type of event, which subscribers serve. */
export function outgoingWebhooks(): Paths {
  const entries = Object.entries<Outgoing>(OUTGOING).map(([type, outgoing]) => [
    type,
    { post: operation(type, outgoing) },
  ]);
  return Object.fromEntries(entries);
}

function operation(type: string, { when, data, example }: Outgoing): Operation {
  const name = nameOf(type);
  const schema = Type.Object(
    { type: Type.Literal(type), timestamp: { ...ShownMoment, description: 'When the change was recorded.' }, data },
    { title: `${name}Event` },
  );
  const sent = { type, timestamp: '2024-01-01T00:00:00.000Z', data: example } as Json;
  return {
    operationId: `on${name}`,
    tags: ['Events'],
    summary: when,
    description: DESCRIPTION,
    security: [],
    parameters: HEADERS,
    requestBody: { required: true, content: { 'application/json': { schema, example: sent } } },
    responses: RESPONSES,
  };
}

/** `GymNeedsReconnect` */
function nameOf(type: string): string {
  return type.replace(/(?:^|[._])([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
