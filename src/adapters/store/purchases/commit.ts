import type { Changes } from '../../../domain/purchase/decision.ts';
import type {
  Purchase,
  PurchaseAnomaly,
  PurchaseAttempt,
  PurchaseCapture,
  PurchaseDispute,
  PurchasePayment,
} from '../../../domain/purchase/purchase.ts';
import { firstDueAt } from '../../../domain/schedule.ts';
import type { DeliveryRecord } from '../../../ports/store/deliveries.ts';
import type { Beside, Committed } from '../../../ports/store/purchases.ts';
import { writeAudit } from '../audit.ts';
import { KEEPING_ITS_SCHEDULE } from '../checks.ts';
import { type Database, jsonText, storable } from '../postgres/database.ts';
import { writeEvents } from './events.ts';
import type { Change } from './parts.ts';
import { flatAnomaly } from './rows/anomalies.ts';
import { flatAttempt } from './rows/attempts.ts';
import { flatCapture } from './rows/captures.ts';
import { flatDispute } from './rows/disputes.ts';
import { flatOrder } from './rows/orders.ts';
import { flatPayment } from './rows/payments.ts';
import { flatRefund } from './rows/refunds.ts';
import type { Flat } from './rows/row.ts';
import { createStatement, type StatementBuilder } from './statement.ts';
import { ANOMALIES, ATTEMPTS, CAPTURES, type Columns, DISPUTES, ORDERS, PAYMENTS, REFUNDS } from './tables.ts';

/**
 * Writes what differs, in one statement: the root is written first, if its version is still the one that was loaded, and
 * all else FROM what that returned, a row or none. No row may be written twice in it: the second write would be lost.
 */
export async function commitPurchase(
  db: Database,
  loaded: Purchase,
  changes: Changes,
  { delivery = null, events = [], audit = [] }: Partial<Beside> = {},
): Promise<Committed> {
  const builder = createStatement();
  writeRoot(builder, loaded, changes.purchase);
  writeRest(builder, loaded, changes);
  if (delivery !== null) writeDelivery(builder, changes, delivery);
  if (events.length > 0) writeEvents(builder, events);
  writeAudit(builder, audit);
  const { statement, values } = builder.end();
  try {
    const rows = await db.query(statement, values);
    return rows.length > 0 ? 'committed' : 'conflict';
  } catch (error) {
    return refusalOf(error);
  }
}

/** Whether the database's error says that another commit came first. @throws any other error */
function refusalOf(error: unknown): Committed {
  const { code = '', constraint } = error as { code?: string; constraint?: string };
  if (code === '40001' || code === '40P01') return 'conflict';
  // A webhook that was processed meanwhile, about another order's payment: its trigger refuses.
  if (code === '23505' || (code === '23000' && constraint === 'deliveries_stay_processed')) return 'taken';
  throw error;
}

/** The order; without one, the payment is the root. */
function writeRoot(builder: StatementBuilder, loaded: Purchase, { order, payment }: Purchase): void {
  const { version } = loaded;
  if (order !== null) builder.root('orders', ORDERS, changeOf(loaded.order, order, flatOrder), version);
  else if (payment !== null)
    builder.root('payments', PAYMENTS, changeOf(loaded.payment, payment, flatPayment), version);
  else throw new Error('a purchase without order and payment has nothing to commit');
}

function writeRest(builder: StatementBuilder, loaded: Purchase, changes: Changes): void {
  const { purchase, transition } = changes;
  const { order, payment } = purchase;
  if (order !== null && payment !== null && payment !== loaded.payment)
    builder.write('payments', PAYMENTS, changeOf(loaded.payment, payment, flatPayment));
  if (payment !== null) writeChildren(builder, loaded, purchase, payment);
  if (transition !== null && payment !== null)
    builder.insert('payment_transitions', TRANSITIONS, flatTransition(payment, transition));
  writeChecks(builder, changes);
}

function writeChildren(builder: StatementBuilder, loaded: Purchase, next: Purchase, payment: PurchasePayment): void {
  const ofAttempt = (one: PurchaseAttempt) => flatAttempt(one, payment);
  const ofCapture = (one: PurchaseCapture) => flatCapture(one, payment);
  const ofDispute = (one: PurchaseDispute) => flatDispute(one, payment);
  const ofAnomaly = (one: PurchaseAnomaly) => flatAnomaly(one, payment);
  for (const [was, is] of changed(loaded.attempts, next.attempts, (one) => one.providerPaymentId))
    builder.write('payment_attempts', ATTEMPTS, changeOf(was, is, ofAttempt, ['account_id', 'provider_payment_id']));
  for (const [was, is] of changed(loaded.refunds, next.refunds, (one) => one.id))
    builder.write('refunds', REFUNDS, changeOf(was, is, flatRefund));
  for (const [was, is] of changed(loaded.captures, next.captures, (one) => one.id))
    builder.write('captures', CAPTURES, changeOf(was, is, ofCapture));
  for (const [was, is] of changed(loaded.disputes, next.disputes, (one) => one.providerDisputeId))
    builder.write('disputes', DISPUTES, changeOf(was, is, ofDispute, ['account_id', 'provider_dispute_id']));
  for (const [was, is] of changed(loaded.anomalies, next.anomalies, (one) => one.id))
    builder.write('payment_anomalies', ANOMALIES, changeOf(was, is, ofAnomaly));
}

/** What is new or has changed, each with what it was before. */
function changed<T>(before: readonly T[], after: readonly T[], idOf: (one: T) => string): readonly [T | null, T][] {
  return after
    .filter((one) => !before.includes(one))
    .map((one) => [before.find((old) => idOf(old) === idOf(one)) ?? null, one]);
}

function changeOf<T, C extends Columns>(was: T | null, is: T, flat: (one: T) => Flat<C>, key = ['id']): Change<C> {
  const row = flat(is);
  return { before: was === is ? row : was && flat(was), row, key };
}

const TRANSITIONS = {
  payment_id: 'uuid',
  seq: 'integer',
  from_status: 'text',
  to_status: 'text',
  cause_kind: 'text',
  cause_id: 'text',
  occurred_at: 'timestamptz',
  recorded_at: 'timestamptz',
} as const;

function flatTransition({ id, transitions }: PurchasePayment, transition: NonNullable<Changes['transition']>) {
  const { from, to, cause, occurredAt, recordedAt } = transition;
  const change = { payment_id: id, seq: transitions, from_status: from, to_status: to };
  return { ...change, cause_kind: cause.kind, cause_id: cause.id, occurred_at: occurredAt, recorded_at: recordedAt };
}

const CHECKS = { kind: 'text', subject: 'text', due_at: 'timestamptz' } as const;

/** Sorted, so that two commits lock in one order. */
function writeChecks(builder: StatementBuilder, { purchase, remember, forget }: Changes): void {
  const once = new Map(remember.map((one) => [`${one.kind} ${one.subject}`, one]));
  for (const [, { kind, subject, by }] of [...once].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    builder.insert(
      'checks',
      CHECKS,
      { kind, subject, due_at: firstDueAt(kind, purchase.now, by) },
      KEEPING_ITS_SCHEDULE,
    );
  for (const { kind, subject } of forget) builder.remove('checks', CHECKS, { kind, subject });
}

const DELIVERIES = {
  account_id: 'uuid',
  key: 'text',
  event_id: 'text',
  event_type: 'text',
  state: 'text',
  body: 'bytea',
  headers: 'jsonb',
  query: 'jsonb',
  received_at: 'timestamptz',
  recorded_at: 'timestamptz',
  processed_at: 'timestamptz',
  payment_id: 'uuid',
} as const;

const PROCESSED = `ON CONFLICT (account_id, key) DO UPDATE
  SET state = excluded.state, processed_at = excluded.processed_at, payment_id = excluded.payment_id`;

function writeDelivery(builder: StatementBuilder, { purchase }: Changes, record: DeliveryRecord): void {
  const { delivery } = record;
  const row = {
    account_id: record.accountId,
    key: storable(record.key),
    event_id: record.eventId,
    event_type: record.eventType,
    state: 'processed',
    body: delivery.body,
    headers: jsonText(delivery.headers),
    query: jsonText(delivery.query),
    received_at: delivery.receivedAt,
    recorded_at: purchase.now,
    processed_at: purchase.now,
    payment_id: purchase.payment?.id ?? null,
  };
  builder.insert('deliveries', DELIVERIES, row, PROCESSED);
}
