import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { ENTRY_KINDS, sentenceOf, type TimelineEntry } from '../../../domain/timeline.ts';
import { actorOf } from '../auth.ts';
import { oneOf, succeed, success, Timestamp, textOrNull, timestamp, timestampOrNull } from '../fields.ts';
import { PaymentParams } from '../orders-api/schemas.ts';
import { PageQuery, page, pageOf } from '../page.ts';
import { LIST_TIMELINE } from './about.ts';

const EntryView = Type.Object(
  {
    at: Timestamp,
    kind: oneOf(
      ENTRY_KINDS,
      'A `request` was made to us, a `call` by us to the provider; a `delivery` is a notification; a `transition` ' +
        'changed the status; a `capture` asks for what was agreed to; a `refund` asks to send money back, a ' +
        '`refund_elsewhere` was made at the provider, and a `refund_end` is how that went; a `dispute` stands as it does now; a `resolution` is what an operator said about an anomaly.',
    ),
    summary: Type.String({ description: 'The same in words, for people.' }),
    actor: textOrNull('Who did it: a user, a provider, or what caused a transition.'),
    operation: textOrNull(
      'What was asked for or told; of a transition, the status before; of a capture or refund, the currency.',
    ),
    outcome: textOrNull(
      'How it ended; of a transition, the status after; of a capture or refund, the amount in minor units.',
    ),
    reason: textOrNull('Why, where that is known.'),
    took_ms: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'Milliseconds, of what takes time.',
    }),
    reference: textOrNull('The id of what it is about: an order, a notification, a request, an anomaly.'),
    occurred_at: textOrNull('When it happened at the provider, by its clock, where we heard of it later.'),
  },
  { title: 'TimelineEntry' },
);
export type EntryView = Static<typeof EntryView>;

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

const TimelineAnswer = success(page(EntryView), {
  description: 'A page of the story.',
  example: { items: [EXAMPLE], next_cursor: null },
});
export type Timeline = Static<typeof TimelineAnswer>['data'];

export const paymentTimeline: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = { ...LIST_TIMELINE, params: PaymentParams, querystring: PageQuery, response: { 200: TimelineAnswer } };
  scope.get('/:payment_id/timeline', { schema: list }, async (request) => {
    const id = request.params.payment_id.toLowerCase();
    const { items, nextCursor } = await app.listTimeline(actorOf(request), id, pageOf(request.query));
    return succeed({ items: items.map(showEntry), next_cursor: nextCursor });
  });
};

function showEntry(entry: TimelineEntry): EntryView {
  const { at, kind, actor, operation, outcome, reason, tookMs, reference, occurredAt } = entry;
  const said = { actor, operation, outcome, reason, took_ms: tookMs, reference };
  return { at: timestamp(at), kind, summary: sentenceOf(entry), ...said, occurred_at: timestampOrNull(occurredAt) };
}
