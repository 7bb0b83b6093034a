import { DomainError } from '../error.ts';
import type { Refund } from '../payment/refund.ts';
import { type CallsEnd, endLease, type Lease, leaseIn, NO_CALLS, type Taking, takeLease } from './calls.ts';
import { type Decision, reminder, unchanged } from './decision.ts';
import { paysAlone } from './money/parts.ts';
import { wasSurplus } from './money/surplus.ts';
import {
  type Purchase,
  type PurchaseAttempt,
  type PurchasePayment,
  type PurchaseRefund,
  refundIn,
  replaced,
} from './purchase.ts';

/** A requested refund. */
export type NewRefund = {
  readonly id: string;
  readonly paymentId: string;
  /** Null: the provider payments that made the payment succeed, and only then others. */
  readonly providerPaymentId: string | null;
  /** Minor units; null: all that is left. */
  readonly amountMinor: number | null;
  readonly reason: string | null;
  readonly requestedBy: string;
};

/** `lease` is null while another process holds it, or if the provider has the refund already, or it has failed. */
export type OpenedRefund = { readonly refund: Refund; readonly lease: Lease | null };

/** `rest`: its parts that go back through further attempts, each with a lease of its own. */
export type OpenedWhole = OpenedRefund & { readonly rest: readonly OpenedRefund[] };

/** `failed`: the provider refuses this refund for good, and its part of the money is free again. */
export type RefundEnd = Exclude<CallsEnd, 'over'> | 'failed';

type Options = Omit<Taking, 'now'>;

/** How much of an attempt's money may go back. Minor units. */
type Refundable = { readonly attempt: PurchaseAttempt; readonly leftMinor: number; readonly counts: boolean };

/**
 * Decides on a refund before the provider is called. What is more than one attempt has left goes back in parts: the first has
 * the id that was chosen, and the others refer to it. The same id again is the same refund.
 * @throws DomainError `payment_not_found`; `conflict` when more would go back than was captured
 */
export function openRefund(purchase: Purchase, wanted: NewRefund, options: Options): Decision<OpenedWhole> {
  const { payment } = purchase;
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  const isThere = purchase.refunds.some(({ id }) => id === wanted.id);
  const opened = isThere ? [] : partsOf(purchase, payment, wanted, options.newId);
  const all = { ...purchase, refunds: [...purchase.refunds, ...opened] };
  const [first, ...rest] = all.refunds.filter(({ id, partOf }) => id === wanted.id || partOf === wanted.id);
  if (first === undefined) throw new Error(`refund ${wanted.id} was not opened`);
  let next: Purchase = all;
  const lease = (refund: PurchaseRefund): OpenedRefund => {
    const leased = withLease(next, refund, options);
    next = leased.purchase;
    return leased.opened;
  };
  const answer = { ...lease(first), rest: rest.map(lease) };
  // Also for a part that was opened long ago: its check may have had its last try.
  const sent = [answer, ...answer.rest].filter((part) => part.lease !== null);
  const remember = sent.map(({ refund }) => reminder('refund', refund.id));
  return { changes: { ...unchanged(next), remember }, answer };
}

function partsOf(
  purchase: Purchase,
  payment: PurchasePayment,
  wanted: NewRefund,
  newId: () => string,
): readonly PurchaseRefund[] {
  const refundable = refundableOf(purchase, payment, wanted.providerPaymentId);
  let restMinor = amountOf(refundable, wanted);
  const parts: PurchaseRefund[] = [];
  for (const { attempt, leftMinor } of inOrderOfUse(refundable, restMinor)) {
    if (restMinor === 0) break;
    const minor = Math.min(restMinor, leftMinor);
    const isFirst = parts.length === 0;
    const part = { id: isFirst ? wanted.id : newId(), partOf: isFirst ? null : wanted.id };
    parts.push(newPart(purchase, { payment, wanted, attempt, minor, part }));
    restMinor -= minor;
  }
  return parts;
}

/** The whole of it by one attempt, where one can; those that count come first. */
function inOrderOfUse(refundable: readonly Refundable[], minor: number): readonly Refundable[] {
  const rankOf = ({ counts, leftMinor }: Refundable) => (counts ? 0 : 2) + (leftMinor < minor ? 1 : 0);
  return refundable.filter(({ leftMinor }) => leftMinor > 0).toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** @throws DomainError `conflict` */
function amountOf(refundable: readonly Refundable[], { amountMinor, providerPaymentId }: NewRefund): number {
  const sum = (list: readonly Refundable[]) => list.reduce((total, { leftMinor }) => total + leftMinor, 0);
  if (refundable.length === 0)
    throw conflict(
      providerPaymentId === null
        ? 'Nothing was captured'
        : 'Nothing was captured by this provider_payment_id of the payment',
    );
  const mostMinor = sum(amountMinor === null ? refundable.filter(({ counts }) => counts) : refundable);
  const minor = amountMinor ?? mostMinor;
  if (minor < 1 || minor > mostMinor) throw conflict(`At most ${mostMinor} can be refunded, in minor units`);
  return minor;
}

/**
 * The attempts that a refund may be of: the one that is named; else all in the currency of the first. Unless an amount is named
 * it is of those that count: the attempt that pays alone, or else all of them.
 */
function refundableOf(purchase: Purchase, payment: PurchasePayment, named: string | null): readonly Refundable[] {
  const isAlone = (attempt: PurchaseAttempt) => paysAlone(payment, attempt, purchase.captures);
  const captured = purchase.attempts
    .filter((one) => one.capturedMinor > 0 && (named === null || one.providerPaymentId === named))
    .toSorted(
      (a, b) =>
        Number(isAlone(b)) - Number(isAlone(a)) || Number(wasSurplus(purchase, a)) - Number(wasSurplus(purchase, b)),
    );
  const isPaidAlone = captured.some(isAlone);
  const currency = captured[0]?.authorized?.currency;
  return captured.flatMap((attempt, place) => {
    if (currency === undefined || attempt.authorized?.currency !== currency) return [];
    return [{ attempt, leftMinor: leftOf(purchase, attempt), counts: place === 0 || !isPaidAlone }];
  });
}

/** The captured money of an attempt that has not gone back and is not on its way. */
function leftOf({ refunds }: Purchase, { providerPaymentId, capturedMinor }: PurchaseAttempt): number {
  const back = refunds
    .filter((one) => one.providerPaymentId === providerPaymentId && one.status !== 'failed')
    .reduce((sum, { amount }) => sum + amount.minor, 0);
  return Math.max(capturedMinor - back, 0);
}

type Part = {
  readonly payment: PurchasePayment;
  readonly wanted: NewRefund;
  readonly attempt: PurchaseAttempt;
  readonly minor: number;
  readonly part: { readonly id: string; readonly partOf: string | null };
};

function newPart({ now }: Purchase, { payment, wanted, attempt, minor, part }: Part): PurchaseRefund {
  return {
    ...part,
    paymentId: payment.id,
    accountId: payment.accountId,
    providerPaymentId: attempt.providerPaymentId,
    amount: { ...payment.amount, ...attempt.authorized, minor },
    status: 'pending',
    reason: wanted.reason,
    requestedBy: wanted.requestedBy,
    providerRefundId: null,
    createdAt: now,
    updatedAt: now,
    calls: NO_CALLS,
  };
}

/**
 * Leases a refund that the provider has not answered for.
 * @throws DomainError `conflict` when there is none of this id
 */
export function leaseRefund(purchase: Purchase | null, refundId: string, options: Options): Decision<OpenedRefund> {
  const refund = purchase?.refunds.find(({ id }) => id === refundId);
  if (purchase === null || refund === undefined) throw conflict('There is no such refund');
  const { purchase: next, opened } = withLease(purchase, refund, options);
  return { changes: unchanged(next), answer: opened };
}

function withLease(purchase: Purchase, refund: PurchaseRefund, options: Options) {
  const isWaiting = refund.providerRefundId === null && refund.status === 'pending';
  const calls = isWaiting ? takeLease(refund.calls, { ...options, now: purchase.now }) : null;
  if (calls === null) return { purchase, opened: { refund: refundIn(refund), lease: null } };
  const next = { ...refund, calls };
  const refunds = replaced(purchase.refunds, ({ id }) => id === refund.id, next);
  return { purchase: { ...purchase, refunds }, opened: { refund: refundIn(next), lease: leaseIn(calls) } };
}

/** Gives a lease back. If it was lost meanwhile, nothing changes. */
export function endRefund(purchase: Purchase, refundId: string, token: string, end: RefundEnd): Decision<null> {
  const refund = purchase.refunds.find(({ id }) => id === refundId);
  const calls = refund && endLease(refund.calls, token, end === 'failed' ? 'over' : end);
  if (refund === undefined || !calls) return { changes: unchanged(purchase), answer: null };
  const failed = end === 'failed' ? ({ status: 'failed', updatedAt: purchase.now } as const) : {};
  const refunds = replaced(purchase.refunds, ({ id }) => id === refundId, { ...refund, ...failed, calls });
  return { changes: unchanged({ ...purchase, refunds }), answer: null };
}

function conflict(message: string): DomainError {
  return new DomainError('conflict', message);
}
