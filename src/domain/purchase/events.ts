import type { Event, EventType, PaymentSnapshot } from '../event/event.ts';
import { amountsOf } from '../money/amounts.ts';
import { type Dispute, outcomeOf } from '../payment/dispute.ts';
import { isOpen } from '../payment/fact.ts';
import { type Refund, wholeOf } from '../payment/refund.ts';
import type { Charge } from '../payment/report.ts';
import {
  attemptIn,
  orderIn,
  type Purchase,
  type PurchaseAttempt,
  type PurchaseDispute,
  type PurchasePayment,
  paymentIn,
  refundIn,
} from './purchase.ts';

/**
 * The events of a commit: every difference between the purchase before and after it that is an event, in an order that makes
 * sense to subscribers. No decision names its events, so that none can forget one.
 */
export function eventsOf(before: Purchase, after: Purchase): readonly Event[] {
  const { payment } = after;
  if (payment === null) return ofOrder(before, after);
  const known = before.payment?.id === payment.id ? before : { ...before, payment: null, ...NOTHING };
  return [
    ...ofPayment(known, after, payment),
    ...ofRefunds(known, after, payment),
    ...ofDisputes(known, after, payment),
    ...ofAnomalies(known, after, payment),
    ...ofOrder(before, after),
  ];
}

const NOTHING = { attempts: [], refunds: [], disputes: [], anomalies: [] } as const;

function snapshotOf(
  { attempts, refunds }: Purchase,
  payment: PurchasePayment,
  attempt: PurchaseAttempt | null = attemptBehind(attempts, payment),
): PaymentSnapshot {
  return {
    payment: paymentIn(payment),
    refundedMinor: amountsOf(payment, attempts, refunds).refunded,
    attempt: attempt && attemptIn(attempt),
  };
}

/** The newest attempt that ended as the payment stands; null while it stands open for another reason. */
function attemptBehind(attempts: readonly PurchaseAttempt[], { status }: PurchasePayment): PurchaseAttempt | null {
  if (status !== 'failed' && status !== 'succeeded') return null;
  return attempts.findLast(({ fact }) => fact.kind === status) ?? null;
}

type PaymentEventType = Extract<EventType, `payment.${string}`>;

/** A return to `pending` is no event, and `failed` comes with each declined attempt. */
function ofPayment(before: Purchase, after: Purchase, payment: PurchasePayment): readonly Event[] {
  const { status } = payment;
  const event = (type: PaymentEventType, attempt?: PurchaseAttempt): Event => ({
    type,
    snapshot: snapshotOf(after, payment, attempt),
  });
  const declines = isOpen(status) ? newlyDeclined(before, after) : [];
  // A payment that failed without a new decline, such as one whose attempt is not shown, has one event all the same.
  const isSaid = status === 'pending' || (status === 'failed' && declines.length > 0);
  const isNew = before.payment?.status !== status;
  return [
    ...(before.payment === null ? [event('payment.created')] : []),
    ...declines.map((attempt) => event('payment.failed', attempt)),
    ...(isNew && !isSaid ? [event(`payment.${status}`)] : []),
  ];
}

/** As each was when it was declined. Where one payment at the provider stands for all tries, its charges say which were. */
function newlyDeclined(before: Purchase, { attempts }: Purchase): readonly PurchaseAttempt[] {
  const known = new Map(before.attempts.map((one) => [one.providerPaymentId, one]));
  return attempts.flatMap((one) => {
    const was = known.get(one.providerPaymentId);
    const declined = newlyDeclinedCharges(was, one);
    if (declined.length === 0) return one.fact.kind === 'failed' && was?.fact.kind !== 'failed' ? [one] : [];
    const fact = { ...one.fact, kind: 'failed' } as const;
    return declined.map(({ decline, method }) => ({ ...one, fact, decline, method }));
  });
}

function newlyDeclinedCharges(was: PurchaseAttempt | undefined, { charges }: PurchaseAttempt): readonly Charge[] {
  const known = was?.charges.filter(({ decline }) => decline !== null).map(({ id }) => id) ?? [];
  return charges.filter(({ id, decline }) => decline !== null && !known.includes(id));
}

function ofRefunds(before: Purchase, after: Purchase, payment: PurchasePayment): readonly Event[] {
  const known = new Map(wholeRefunds(before).map((refund) => [refund.id, refund]));
  return wholeRefunds(after).flatMap((refund): Event[] => {
    const { status } = refund;
    const was = known.get(refund.id);
    const isNews = status === 'pending' ? isTaken(refund) && !(was && isTaken(was)) : was?.status !== status;
    return isNews ? [{ type: `refund.${status}`, snapshot: snapshotOf(after, payment), refund }] : [];
  });
}

/** As the caller requested them: several parts through several attempts are one refund. */
function wholeRefunds({ refunds }: Purchase): readonly Refund[] {
  const plain = refunds.map(refundIn);
  return plain
    .filter(({ partOf }) => partOf === null)
    .map((first) =>
      wholeOf(
        first,
        plain.filter(({ partOf }) => partOf === first.id),
      ),
    );
}

/** Whether the provider has answered with its id: before that nothing is known of the refund but that it was requested. */
function isTaken({ providerRefundId }: Refund): boolean {
  return providerRefundId !== null;
}

function ofDisputes(before: Purchase, after: Purchase, payment: PurchasePayment): readonly Event[] {
  const known = new Map(before.disputes.map((one) => [one.providerDisputeId, outcomeOf(one)?.status]));
  return after.disputes.flatMap((one): Event[] => {
    const dispute = disputeIn(one, payment);
    if (dispute === null || known.get(one.providerDisputeId) === dispute.status) return [];
    const type = dispute.status === 'open' ? 'dispute.opened' : 'dispute.closed';
    return [{ type, snapshot: snapshotOf(after, payment), dispute }];
  });
}

/** Null while the provider has only said that no dispute is open. */
function disputeIn(
  { providerDisputeId, providerPaymentId, createdAt, ...known }: PurchaseDispute,
  { id: paymentId, accountId }: PurchasePayment,
): Dispute | null {
  const outcome = outcomeOf(known);
  const { said } = known;
  if (outcome === null || said === null || createdAt === null) return null;
  const { amount, reason } = said;
  return { paymentId, accountId, providerDisputeId, providerPaymentId, amount, reason, ...outcome, createdAt };
}

function ofAnomalies(before: Purchase, after: Purchase, payment: PurchasePayment): readonly Event[] {
  const known = new Map(before.anomalies.map((anomaly) => [anomaly.id, anomaly]));
  return after.anomalies.flatMap((anomaly): Event[] => {
    const was = known.get(anomaly.id);
    const snapshot = snapshotOf(after, payment);
    const found = { ...anomaly, resolution: null };
    return [
      ...(was === undefined ? [{ type: 'anomaly.found', snapshot, anomaly: found } as const] : []),
      ...(anomaly.resolution !== null && !was?.resolution
        ? [{ type: 'anomaly.resolved', snapshot, anomaly } as const]
        : []),
    ];
  });
}

function ofOrder({ order: before }: Purchase, { order, payment }: Purchase): readonly Event[] {
  if (order === null || order.status === 'pending' || order.status === before?.status) return [];
  const paymentId = order.status === 'paid' ? order.paidBy : (payment?.id ?? null);
  return [{ type: `order.${order.status}`, order: orderIn(order), paymentId }];
}
