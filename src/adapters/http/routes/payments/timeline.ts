import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import type { Money } from '../../../../domain/money/money.ts';
import {
  type Asked,
  type ByKind,
  ENTRY_KINDS,
  type EntryKind,
  sentenceOf,
  type TimelineEntry,
} from '../../../../domain/operator/timeline.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import {
  oneOf,
  succeed,
  success,
  Timestamp,
  textOrNull,
  timestamp,
  timestampFieldOrNull,
  timestampOrNull,
} from '../../wire/fields.ts';
import { PageQuery, page, paginationOf } from '../../wire/pagination.ts';
import { PaymentParams } from './payment.ts';
import { READING_SCOPE } from './words.ts';

const LIST_PAYMENT_TIMELINE = docs({
  id: 'listPaymentTimeline',
  tag: 'Payments',
  summary: 'List the timeline of a payment',
  description:
    'In chronological order, in pages: requests, calls to the provider and their outcome, webhooks, status changes with ' +
    'their cause, anomalies, and actions of operators.',
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing', 'payment_not_found'],
  field: 'payment_id',
  says: READING_SCOPE,
});

const EntryView = Type.Object(
  {
    at: Timestamp,
    kind: oneOf(
      ENTRY_KINDS,
      '`request`: a request to this service. `call`: a call to the provider. `delivery`: a webhook. `transition`: a change ' +
        "of status. `capture`, `refund`: requested here. `refund_elsewhere`: made in the provider's dashboard. " +
        '`refund_end`: the outcome of a refund. `dispute`: a dispute with its present status. `resolution`: an operator ' +
        'resolved an anomaly, or it ended with its cause.',
      'TimelineEntryKind',
    ),
    summary: Type.String({ description: 'The entry as a sentence.' }),
    actor: textOrNull('The user, the provider, or the cause of a transition.'),
    operation: textOrNull('The operation; for a transition the status before, for a capture or refund the currency.'),
    outcome: textOrNull(
      'The outcome; for a transition the status after, for a capture or refund the amount in minor units.',
    ),
    reason: textOrNull('The reason, when known.'),
    took_ms: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, description: 'The duration, in ms.' }),
    reference: textOrNull('The id of the order, webhook, request or anomaly.'),
    occurred_at: timestampFieldOrNull("When it happened, by the provider's clock, if the service learned of it later."),
  },
  { title: 'TimelineEntry' },
);
type EntryView = Static<typeof EntryView>;

const EXAMPLE: EntryView = {
  at: '2024-01-01T00:00:00',
  kind: 'transition',
  summary: 'pending → succeeded, by webhook evt_xxx',
  actor: 'webhook',
  operation: 'pending',
  outcome: 'succeeded',
  reason: null,
  took_ms: null,
  reference: 'evt_xxx',
  occurred_at: '2024-01-01T00:00:00',
};

const TimelineAnswer = success(page(EntryView, 'TimelinePage'), {
  description: 'A page of the timeline.',
  example: { items: [EXAMPLE], next_cursor: null },
});

export const paymentTimeline: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = {
    ...LIST_PAYMENT_TIMELINE,
    params: PaymentParams,
    querystring: PageQuery,
    response: { 200: TimelineAnswer },
  };
  scope.get('/:payment_id/timeline', { schema: list }, async (request) => {
    const id = request.params.payment_id.toLowerCase();
    const { items, nextCursor } = await app.listTimeline(actorOf(request), id, paginationOf(request.query));
    return succeed({ items: items.map(showEntry), next_cursor: nextCursor });
  });
};

function showEntry<Kind extends EntryKind>(entry: TimelineEntry<Kind>): EntryView {
  const shown = { ...NOTHING, ...PARTS[entry.kind](entry) };
  return { at: timestamp(entry.at), kind: entry.kind, summary: sentenceOf(entry), ...shown };
}

/** What a kind of entry puts into the fields that all kinds share. */
type Parts = Omit<EntryView, 'at' | 'kind' | 'summary'>;

const NOTHING: Parts = {
  actor: null,
  operation: null,
  outcome: null,
  reason: null,
  took_ms: null,
  reference: null,
  occurred_at: null,
};

const PARTS: ByKind<Partial<Parts>> = {
  opened: ({ userId, purpose }) => ({
    actor: userId,
    operation: purpose.kind,
    reference: purpose.kind === 'order' ? purpose.orderId : purpose.gymSlug,
  }),
  request: asked,
  call: asked,
  delivery: ({ provider, eventType, state, eventId }) => ({
    actor: provider,
    operation: eventType,
    outcome: state,
    reference: eventId,
  }),
  transition: ({ from, to, cause, occurredAt }) => ({
    actor: cause.kind,
    operation: from,
    outcome: to,
    reference: cause.id,
    occurred_at: timestampOrNull(occurredAt),
  }),
  capture: ({ id, amount, requestedBy }) => ({ ...moved(id, amount), actor: requestedBy }),
  refund: ({ id, amount, requestedBy, reason }) => ({ ...moved(id, amount), actor: requestedBy, reason }),
  refund_elsewhere: ({ id, amount, provider, reason }) => ({ ...moved(id, amount), actor: provider, reason }),
  refund_end: ({ id, provider, status, currency }) => ({
    actor: provider,
    operation: currency,
    outcome: status,
    reference: id,
  }),
  dispute: ({ provider, providerDisputeId, reason, status, statusAt }) => ({
    actor: provider,
    operation: reason,
    outcome: status,
    reference: providerDisputeId,
    occurred_at: timestamp(statusAt),
  }),
  anomaly: ({ id, anomaly, subject }) => ({ operation: anomaly, outcome: subject, reference: id }),
  resolution: ({ id, anomaly, subject, by, reason }) => ({
    actor: by,
    operation: anomaly,
    outcome: subject,
    reason,
    reference: id,
  }),
};

function asked({ tookMs, actor, operation, outcome, reason }: Asked): Partial<Parts> {
  return { actor, operation, outcome, reason, took_ms: tookMs };
}

function moved(id: string, { minor, currency }: Money): Partial<Parts> {
  return { operation: currency, outcome: String(minor), reference: id };
}
