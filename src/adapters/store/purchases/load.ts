import type { Owners, Purchase } from '../../../domain/purchase/purchase.ts';
import type { IdsInQuestion, Loading, PurchaseRef } from '../../../ports/store/purchases.ts';
import { type Database, isUuid, type Statement, storable } from '../postgres/database.ts';
import { arrayOf, named } from './json.ts';
import { anomalyOf } from './rows/anomalies.ts';
import { attemptOf } from './rows/attempts.ts';
import { captureOf } from './rows/captures.ts';
import { disputeOf } from './rows/disputes.ts';
import { orderOf } from './rows/orders.ts';
import { paymentOf } from './rows/payments.ts';
import { refundOf } from './rows/refunds.ts';
import { ANOMALIES, ATTEMPTS, CAPTURES, type Columns, DISPUTES, ORDERS, PAYMENTS, REFUNDS } from './tables.ts';

// One statement reads a purchase, and answers with one value.

const listOf = (table: string, columns: Columns, order: string) =>
  `(SELECT json_agg(${arrayOf('x', columns)} ORDER BY ${order}) FROM ${table} x WHERE x.payment_id = p.id)`;

/** What of the payments of an order is open: as domain/payment/fact.ts `isOpen`. */
const IS_OPEN = "IN ('pending', 'processing', 'failed')";

/** How the payment is found, and its order. */
const FROM = {
  order: `LEFT JOIN orders o ON o.id = $1::uuid LEFT JOIN payments p ON p.order_id = o.id AND p.status ${IS_OPEN}`,
  payment: 'LEFT JOIN payments p ON p.id = $1::uuid LEFT JOIN orders o ON o.id = p.order_id',
  refund: `LEFT JOIN payments p ON p.id = (SELECT payment_id FROM refunds WHERE id = $1::uuid)
           LEFT JOIN orders o ON o.id = p.order_id`,
  capture: `LEFT JOIN payments p ON p.id = (SELECT payment_id FROM captures WHERE id = $1::uuid)
            LEFT JOIN orders o ON o.id = p.order_id`,
} as const satisfies Record<PurchaseRef['kind'], string>;

/** As a filter: a condition would let the planner look for it among the successes of all payments, of which it may know none. */
const SUCCEEDED_AT = `(SELECT min(t.recorded_at) FILTER (WHERE t.to_status = 'succeeded')
  FROM payment_transitions t WHERE t.payment_id = p.id)`;

const STATE = `json_build_array(
  clock_timestamp()::timestamptz(3), coalesce(o.version, p.version),
  CASE WHEN o.id IS NOT NULL THEN ${arrayOf('o', ORDERS)} END,
  CASE WHEN p.id IS NOT NULL THEN ${arrayOf('p', PAYMENTS)} END,
  (SELECT json_agg(s.id) FROM payments s WHERE s.order_id = o.id AND s.id <> p.id AND s.status ${IS_OPEN}),
  ${SUCCEEDED_AT},
  ${listOf('payment_attempts', ATTEMPTS, 'x.created_at, x.provider_payment_id')},
  ${listOf('refunds', REFUNDS, 'x.created_at, x.part_of NULLS FIRST, x.id')},
  ${listOf('captures', CAPTURES, 'x.created_at, x.id')},
  ${listOf('disputes', DISPUTES, 'x.created_at, x.provider_dispute_id')},
  ${listOf('payment_anomalies', ANOMALIES, 'x.recorded_at, x.kind, x.subject, x.id')}`;

const DELIVERY = '(SELECT d.state FROM deliveries d WHERE d.account_id = $2::uuid AND d.key = $3::text)';

/** Arrays are planned anew at each call, so this is asked for only where it decides something. */
const OWNERS = `json_build_array(
  (SELECT x.id FROM payments x WHERE x.account_id = p.account_id AND x.parent_id = $5::text AND x.id <> p.id),
  (SELECT x.id FROM payments x WHERE x.account_id = p.account_id AND x.intent_id = $6::text AND x.id <> p.id),
  (SELECT json_agg(x.provider_payment_id) FROM payment_attempts x
    WHERE x.account_id = p.account_id AND x.provider_payment_id = ANY($7::text[]) AND x.payment_id <> p.id),
  (SELECT json_agg(x.provider_refund_id) FROM refunds x
    WHERE x.account_id = p.account_id AND x.provider_refund_id = ANY($8::text[]) AND x.payment_id <> p.id),
  (SELECT json_agg(x.provider_dispute_id) FROM disputes x
    WHERE x.account_id = p.account_id AND x.provider_dispute_id = ANY($9::text[]) AND x.payment_id <> p.id),
  EXISTS (SELECT FROM payments x WHERE x.id = $4::uuid))`;

const textOf = (kind: PurchaseRef['kind'], more: string) =>
  `SELECT ${STATE}${more}) AS state FROM (SELECT) AS always ${FROM[kind]}`;

const statementsOf = (kind: PurchaseRef['kind']) => ({
  alone: { name: `load_${kind}`, text: textOf(kind, '') },
  withDelivery: { name: `load_${kind}_delivery`, text: textOf(kind, `, ${DELIVERY}`) },
  withOwners: { name: `load_${kind}_owners`, text: textOf(kind, `, ${DELIVERY}, ${OWNERS}`) },
});

const STATEMENTS = {
  order: statementsOf('order'),
  payment: statementsOf('payment'),
  refund: statementsOf('refund'),
  capture: statementsOf('capture'),
} as const satisfies Record<PurchaseRef['kind'], Record<'alone' | 'withDelivery' | 'withOwners', Statement>>;

type List = readonly (readonly unknown[])[] | null;
type OwnersJson = readonly [string | null, string | null, string[] | null, string[] | null, string[] | null, boolean];
type StateJson = readonly [
  now: string,
  version: number | null,
  order: readonly unknown[] | null,
  payment: readonly unknown[] | null,
  otherOpen: readonly string[] | null,
  succeededAt: string | null,
  attempts: List,
  refunds: List,
  captures: List,
  disputes: List,
  anomalies: List,
  delivery?: Purchase['delivery'],
  owners?: OwnersJson,
];

/** Reads a purchase. An id that is no UUID is that of none. */
export async function loadPurchase(
  db: Database,
  { kind, id }: PurchaseRef,
  { delivery = null, ids = null }: Loading = {},
) {
  const about = [isUuid(id) ? id : null];
  const webhook = [delivery?.accountId ?? null, delivery && storable(delivery.key)];
  const { alone, withDelivery, withOwners } = STATEMENTS[kind];
  const [statement, values] =
    ids !== null
      ? [withOwners, [...about, ...webhook, ...valuesOf(ids)]]
      : delivery !== null
        ? [withDelivery, [...about, ...webhook]]
        : [alone, about];
  const [row] = await db.query<{ state: StateJson }>(statement, values);
  if (row === undefined) throw new Error('the database answered without a row');
  return purchaseOf(row.state);
}

function valuesOf({ paymentId, parentId, intentId, attempts, refunds, disputes }: IdsInQuestion): readonly unknown[] {
  const texts = [attempts, refunds, disputes].map((list) => list.map(storable));
  return [paymentId, parentId && storable(parentId), intentId && storable(intentId), ...texts];
}

function purchaseOf(state: StateJson): Purchase {
  const [now, version, order, payment, otherOpen, succeededAt, attempts, refunds, captures, disputes, anomalies] =
    state;
  const [, , , , , , , , , , , delivery = null, owners] = state;
  return {
    now: new Date(now),
    version,
    order: order && orderOf(named(ORDERS, order)),
    payment: payment && paymentOf(named(PAYMENTS, payment)),
    otherOpen: otherOpen ?? [],
    succeededAt: succeededAt === null ? null : new Date(succeededAt),
    attempts: (attempts ?? []).map((row) => attemptOf(named(ATTEMPTS, row))),
    refunds: (refunds ?? []).map((row) => refundOf(named(REFUNDS, row))),
    captures: (captures ?? []).map((row) => captureOf(named(CAPTURES, row))),
    disputes: (disputes ?? []).map((row) => disputeOf(named(DISPUTES, row))),
    anomalies: (anomalies ?? []).map((row) => anomalyOf(named(ANOMALIES, row))),
    delivery,
    owners: owners === undefined ? null : ownersOf(owners),
  };
}

function ownersOf([parent, intent, attempts, refunds, disputes, hasPayment]: OwnersJson): Owners {
  const [ofAttempts, ofRefunds, ofDisputes] = [new Set(attempts), new Set(refunds), new Set(disputes)];
  return { parent, intent, attempts: ofAttempts, refunds: ofRefunds, disputes: ofDisputes, hasPayment };
}
