import { eventBody, webhookBody } from './bodies.ts';
import type { Cell } from './copy.ts';
import type { Attempt, Story } from './story.ts';

/** The columns that are filled, of each table in the order of references; the others have their defaults. */
export const COLUMNS = {
  orders:
    'id user_id amount_minor currency customer_email provider capture_method status paid_by created_at updated_at',
  payments: `id user_id order_id gym_slug account_id provider amount_minor currency title customer_email capture_method
    expires_at status status_at transitions events parent_id intent_id created_at updated_at`,
  payment_attempts: `account_id provider_payment_id payment_id status status_at authorized_minor currency captured_minor
    decline_code decline_provider_code declined_at method_type method_brand method_last4 method_status method_at created_at`,
  payment_transitions: 'payment_id seq from_status to_status cause_kind cause_id occurred_at recorded_at',
  events: 'id type payment_id gym_slug sequence body recorded_at',
  deliveries: `account_id key event_id event_type state body headers query received_at recorded_at processed_at
    payment_id`,
  refunds: `id payment_id account_id provider_payment_id amount_minor currency reason requested_by status
    provider_refund_id created_at updated_at`,
  disputes: `account_id provider_dispute_id payment_id provider_payment_id amount_minor currency reason status status_at
    created_at`,
  payment_anomalies: 'id payment_id kind subject detail recorded_at resolved_at resolved_by resolution',
  checks: 'kind subject due_at abandoned_at',
  journal: 'payment_id kind actor operation outcome took_ms recorded_at',
} as const satisfies Readonly<Record<string, string>>;

export type Table = keyof typeof COLUMNS;
export const TABLES = Object.keys(COLUMNS) as Table[];

type Rows = readonly (readonly Cell[])[];

/** Of each table, in the order of its columns. */
export const ROWS: Readonly<Record<Table, (story: Story) => Rows>> = {
  orders: (story) => (story.orderId === null ? [] : [orderOf(story, story.orderId)]),
  payments: (story) => [paymentOf(story)],
  payment_attempts: (story) => story.attempts.map((attempt) => attemptOf(story, attempt)),
  payment_transitions: ({ id, changes }) =>
    changes.map(({ from, to, at }, index) => [
      id,
      index + 1,
      from,
      to,
      'webhook',
      causeOf(id, index),
      date(at),
      date(at),
    ]),
  events: (story) => announced(story).map(({ type, at }, index) => eventOf(story, { type, at, sequence: index + 1 })),
  deliveries: (story) => story.attempts.map((attempt, index) => deliveryOf(story, attempt, causeOf(story.id, index))),
  refunds: refundsOf,
  disputes: disputesOf,
  payment_anomalies: anomaliesOf,
  checks: checksOf,
  journal: ({ id, userId, seller, createdAt }) => [
    [id, 'request', userId, 'open', 'ok', 420, date(createdAt + 420)],
    [id, 'call', seller.provider, 'open', 'ok', 380, date(createdAt + 400)],
  ],
};

function date(at: number): string {
  return new Date(at).toISOString();
}

function statusOf({ changes }: Story) {
  return changes.at(-1)?.to ?? 'pending';
}

function changedAt({ changes, createdAt }: Story): string {
  return date(changes.at(-1)?.at ?? createdAt);
}

function causeOf(id: string, index: number): string {
  return `evt_${id.slice(0, 8)}${id.slice(24)}${index}`;
}

/** An order has the status that its payment gives it. */
function orderOf(story: Story, orderId: string): readonly Cell[] {
  const { id, userId, amount, currency, email, seller, createdAt } = story;
  const isPaid = statusOf(story) === 'succeeded';
  const about = [orderId, userId, amount, currency, email, seller.provider, 'automatic'];
  return [...about, isPaid ? 'paid' : 'pending', isPaid ? id : null, date(createdAt - 1_000), changedAt(story)];
}

const DAY_MS = 24 * 60 * 60 * 1_000;

function paymentOf(story: Story): readonly Cell[] {
  const { id, userId, orderId, seller, amount, currency, email, createdAt, changes } = story;
  const status = statusOf(story);
  return [
    ...[id, userId, orderId, seller.gymSlug, seller.accountId, seller.provider, amount, currency],
    ...[orderId === null ? 'Monthly pass' : 'Order', email, 'automatic', date(createdAt + DAY_MS)],
    ...[status, changes.length === 0 ? null : changedAt(story), changes.length, announced(story).length],
    ...[story.parentId, story.intentId, date(createdAt), changedAt(story)],
  ];
}

function attemptOf(
  { id, seller, amount, currency }: Story,
  { providerPaymentId, status, at }: Attempt,
): readonly Cell[] {
  const isPaid = status === 'succeeded';
  const decline = isPaid ? [null, null, null] : ['insufficient_funds', 'insufficient_funds', date(at)];
  return [
    ...[seller.accountId, providerPaymentId, id, status, date(at), amount, currency, isPaid ? amount : 0, ...decline],
    ...['card', 'visa', '4242', status, date(at), date(at)],
  ];
}

/** A return to `pending` would be no event, and there is none here. */
function announced({ createdAt, changes, refund, dispute, anomaly }: Story) {
  return [
    { type: 'payment.created', at: createdAt },
    ...changes.map(({ to, at }) => ({ type: `payment.${to}`, at })),
    ...(refund === null ? [] : [{ type: `refund.${refund.status}`, at: refund.updatedAt }]),
    ...(dispute === null ? [] : [{ type: 'dispute.opened', at: dispute.at }]),
    ...(anomaly === null ? [] : [{ type: 'anomaly.found', at: anomaly.at }]),
  ];
}

function eventOf(story: Story, event: { type: string; at: number; sequence: number }): readonly Cell[] {
  const { id, seller } = story;
  // Random, as the service's, and of its payment and number all the same.
  const eventId = `${id.slice(0, 14)}4${event.sequence.toString(16).padStart(3, '0')}${id.slice(18)}`;
  return [eventId, event.type, id, seller.gymSlug, event.sequence, eventBody(story, event), date(event.at)];
}

function deliveryOf(story: Story, { providerPaymentId, at }: Attempt, eventId: string): readonly Cell[] {
  const body = Buffer.from(webhookBody(story, eventId, providerPaymentId));
  const [received, recorded] = [date(at), date(at + 40)];
  return [
    ...[story.seller.accountId, eventId, eventId, 'payment_intent.succeeded', 'processed', body, '[]', '[]'],
    ...[received, recorded, recorded, story.id],
  ];
}

function refundsOf({ id, seller, attempts, currency, refund }: Story): Rows {
  if (refund === null) return [];
  const where = [seller.accountId, attempts.at(-1)?.providerPaymentId ?? '', refund.amount, currency];
  const rest = [refund.status, refund.providerRefundId, date(refund.createdAt), date(refund.updatedAt)];
  return [[refund.id, id, ...where, 'Away for a week', 'operator-1', ...rest]];
}

function disputesOf({ id, seller, attempts, amount, currency, dispute }: Story): Rows {
  if (dispute === null) return [];
  const about = [seller.accountId, dispute.id, id, attempts.at(-1)?.providerPaymentId ?? '', amount, currency];
  return [[...about, 'fraudulent', 'open', date(dispute.at), date(dispute.at)]];
}

function anomaliesOf({ id, anomaly }: Story): Rows {
  if (anomaly === null) return [];
  const end = anomaly.isOpen ? [null, null, null] : [date(anomaly.at + 1), 'operator-1', 'Refunded'];
  // No other anomaly has its payment's id.
  return [[id, id, 'paid_twice', anomaly.id, '{}', date(anomaly.at), ...end]];
}

/** An open payment is looked at again; of ten thousand that were cancelled one could not be closed. */
function checksOf(story: Story): Rows {
  const { id } = story;
  const status = statusOf(story);
  if (status === 'cancelled') return id.startsWith('000') ? [['closing', id, null, changedAt(story)]] : [];
  return status === 'succeeded' ? [] : [['payment', id, date(story.createdAt + DAY_MS), null]];
}
