import type { Anomaly } from '../payment/anomaly.ts';
import { type DisputeReport, joinDisputes, knownBy, outcomeOf } from '../payment/dispute.ts';
import { joinRefundStatus, type RefundReport } from '../payment/refund.ts';
import type { Reversal } from '../payment/report.ts';
import { endCalls, NO_CALLS } from './calls.ts';
import { type Reminder, reminder } from './decision.ts';
import {
  ownersOf,
  type Purchase,
  type PurchaseDispute,
  type PurchasePayment,
  type PurchaseRefund,
  replaced,
} from './purchase.ts';
import { isOfACall } from './unknown-calls.ts';

/** What a reversal comes to. */
export type Reversed = {
  readonly purchase: Purchase;
  readonly anomalies: readonly Anomaly[];
  readonly remember: readonly Reminder[];
};

/**
 * Joins what the provider says about money that goes back with what was known of it.
 * @throws OwnersNeeded when it is about an attempt that is not the purchase's.
 */
export function withReversal(
  purchase: Purchase,
  payment: PurchasePayment,
  said: Reversal,
  newId: () => string,
): Reversed {
  if (isForeign(purchase, said)) return { purchase, anomalies: [mismatch(idOf(said))], remember: [] };
  return said.kind === 'refund' ? withRefund(purchase, payment, said, newId) : withDispute(purchase, payment, said);
}

function idOf(said: Reversal): string {
  return said.kind === 'refund' ? said.providerRefundId : said.providerDisputeId;
}

/** Whether it, or the attempt that it is about, belongs to another payment of ours. */
function isForeign(purchase: Purchase, said: Reversal): boolean {
  const isOwn = purchase.attempts.some((one) => one.providerPaymentId === said.providerPaymentId);
  const owners = isOwn ? purchase.owners : ownersOf(purchase);
  if (owners === null) return false;
  return (
    owners.attempts.has(said.providerPaymentId) ||
    (said.kind === 'refund' ? owners.refunds : owners.disputes).has(idOf(said))
  );
}

function mismatch(subject: string, detail: Anomaly['detail'] = {}): Anomaly {
  return { kind: 'reference_mismatch', subject, detail };
}

/**
 * It is the refund that has the provider's id; else one of ours that has none yet: the one that it refers to, whatever
 * its amount, or, where providers carry no reference, the oldest of its amount; else it was made at the provider.
 */
function withRefund(purchase: Purchase, payment: PurchasePayment, said: RefundReport, newId: () => string): Reversed {
  const known = purchase.refunds.find((one) => one.providerRefundId === said.providerRefundId);
  if (known !== undefined) return joinedWith(purchase, known, said, []);
  const ours = unansweredFor(purchase, said);
  return ours === undefined
    ? withForeignRefund(purchase, payment, said, newId)
    : joinedWith(purchase, ours, said, doubtAbout(purchase, ours, said));
}

function unansweredFor({ refunds }: Purchase, said: RefundReport): PurchaseRefund | undefined {
  const waiting = refunds.filter((one) => one.providerRefundId === null && one.status === 'pending');
  return waiting.find(({ id }) => id === said.reference) ?? (said.isAnonymous ? waiting.find(isAlike) : undefined);

  function isAlike({ providerPaymentId, amount }: PurchaseRefund): boolean {
    const isSameMoney = amount.minor === said.amount?.minor && amount.currency === said.amount.currency;
    return isSameMoney && providerPaymentId === said.providerPaymentId;
  }
}

/** What was made while a call was under way is most likely what that call made. At another time it may be another refund. */
function doubtAbout({ now }: Purchase, refund: PurchaseRefund, said: RefundReport): readonly Anomaly[] {
  const { id, calls } = refund;
  const isCalling = calls.lease !== null && calls.lease.until > now;
  if (id === said.reference || (isCalling && calls.unknownCalls === 0) || isOfACall(refund, said)) return [];
  return [mismatch(said.providerRefundId, { expected: id, found: null })];
}

function joinedWith(
  purchase: Purchase,
  known: PurchaseRefund,
  said: RefundReport,
  doubt: readonly Anomaly[],
): Reversed {
  const status = joinRefundStatus(known.status, said.status ?? 'pending');
  const isNews = status !== known.status || known.providerRefundId === null;
  const next = {
    ...known,
    status,
    providerRefundId: said.providerRefundId,
    updatedAt: purchase.now,
    calls: endCalls(known.calls),
  };
  const refunds = isNews ? replaced(purchase.refunds, ({ id }) => id === known.id, next) : purchase.refunds;
  const anomalies = doubt.length > 0 ? doubt : differences(known, said);
  return { purchase: isNews ? { ...purchase, refunds } : purchase, anomalies, remember: [] };
}

/** The provider shows another refund than was asked for. The row keeps what it was made with. */
function differences(known: PurchaseRefund, said: RefundReport): readonly Anomaly[] {
  const { providerRefundId: subject, providerPaymentId: found, amount } = said;
  if (known.providerPaymentId !== found) return [mismatch(subject, { expected: known.providerPaymentId, found })];
  if (amount === null) return [];
  if (known.amount.currency !== amount.currency)
    return [
      { kind: 'currency_mismatch', subject, detail: { expected: known.amount.currency, found: amount.currency } },
    ];
  if (known.amount.minor === amount.minor) return [];
  return [{ kind: 'amount_mismatch', subject, detail: { expected: known.amount.minor, found: amount.minor } }];
}

/** Made at the provider. Without an amount there is nothing to keep: an anomaly says so already. */
function withForeignRefund(
  purchase: Purchase,
  payment: PurchasePayment,
  said: RefundReport,
  newId: () => string,
): Reversed {
  const { now } = purchase;
  if (said.amount === null) return { purchase, anomalies: [], remember: [] };
  const refund: PurchaseRefund = {
    id: newId(),
    paymentId: payment.id,
    partOf: null,
    accountId: payment.accountId,
    providerPaymentId: said.providerPaymentId,
    amount: said.amount,
    status: said.status ?? 'pending',
    reason: said.reason,
    requestedBy: null,
    providerRefundId: said.providerRefundId,
    createdAt: now,
    updatedAt: now,
    calls: NO_CALLS,
  };
  // No webhook may report its end.
  const remember = refund.status === 'pending' ? [reminder('refund', refund.id)] : [];
  return { purchase: { ...purchase, refunds: [...purchase.refunds, refund] }, anomalies: [], remember };
}

function withDispute(purchase: Purchase, payment: PurchasePayment, said: DisputeReport): Reversed {
  const { providerDisputeId, providerPaymentId } = said;
  const isSame = (one: PurchaseDispute) => one.providerDisputeId === providerDisputeId;
  const known = purchase.disputes.find(isSame);
  const first = {
    providerDisputeId,
    providerPaymentId,
    said: null,
    overWonAt: null,
    overLostAt: null,
    createdAt: null,
  };
  const before = known ?? first;
  const joined = joinDisputes(before, knownBy(said));
  const createdAt = before.createdAt ?? (joined.said === null ? null : purchase.now);
  const next = { ...before, ...joined, createdAt };
  const isNews = known === undefined || !isEqual(known, next);
  const disputes = isNews ? replaced(purchase.disputes, isSame, next) : purchase.disputes;
  const remember = outcomeOf(next)?.status === 'open' ? [reminder('dispute', payment.id)] : [];
  return { purchase: isNews ? { ...purchase, disputes } : purchase, anomalies: [], remember };
}

function isEqual(a: PurchaseDispute, b: PurchaseDispute): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
