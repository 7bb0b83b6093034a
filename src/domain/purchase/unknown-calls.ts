import type { Refund, RefundReport } from '../payment/refund.ts';
import type { Attempt } from '../payment/report.ts';
import type { Lease } from './calls.ts';
import type { PurchaseAnomaly, PurchaseRefund } from './purchase.ts';

// How to go on after calls with an unknown outcome: they may have had an effect, or may still have one.

/**
 * How often a call with an unknown outcome is repeated with the same key. No customer was given the result, so another key
 * may be used after that.
 */
export const OPENING_REPEATS = 1;

/** For refunds, only the provider's list may decide after that. */
const REFUND_REPEATS = 2;

/**
 * How long after the start of a lease its holder may still send the call, since a process that stands still does not see its
 * lease end; milliseconds. Every provider remembers a refund's key for longer. A longer time would hold up a refund whose
 * provider repeats a stored failure for its key (https://docs.stripe.com/api/idempotent_requests, 2026-11-28).
 */
const MAY_BE_SENT_FOR_MS = 15 * 60_000;

/** Whether the same key may be used again: it was used at most `often` times, and the provider still remembers it. */
export function maySendAgain({ unknown }: Lease, often: number, safeForMs: number): boolean {
  return unknown === null || (unknown.calls <= often && unknown.lastBeganMsAgo < safeForMs);
}

/**
 * The next call for a refund whose earlier calls are unknown and that its provider does not list. `repeat`: with the same key,
 * so that it is made once, whichever call arrives first. `begin anew`: with the key of a new round.
 */
export type NextRefundCall = 'repeat' | 'begin anew' | 'wait';

/**
 * While a call with the round's key may still be sent, no other key is used, whatever a list shows: a list can't show a future
 * refund. After that a complete list decides. `shownInMs`: milliseconds until a list is complete, not positive if this one
 * is; null if the list could not be read.
 */
export function nextRefundCall(lease: Lease, shownInMs: number | null): NextRefundCall {
  const isSure = shownInMs !== null && shownInMs <= 0;
  const often = isSure ? Number.POSITIVE_INFINITY : REFUND_REPEATS;
  if (maySendAgain(lease, often, MAY_BE_SENT_FOR_MS)) return 'repeat';
  return isSure ? 'begin anew' : 'wait';
}

/**
 * Whether an earlier call may still have an effect. A provider that shows effects at once proves by a refusal that there is
 * none, but only if no earlier call may still arrive.
 */
export function mayStillBeMade({ unknown }: Lease): boolean {
  return unknown !== null && unknown.lastBeganMsAgo < MAY_BE_SENT_FOR_MS;
}

/**
 * How far from the start of a lease a refund was made under it, by the provider's clock: the two clocks may differ, and a call
 * takes its time; milliseconds.
 */
const OF_A_CALL_MS = 60_000;

/**
 * Whether a refund was made while a call for this one was under way: the first, which began when it was requested, the last
 * whose outcome is unknown, or the one whose lease was never ended. Without a time nothing shows that.
 */
export function isOfACall({ createdAt, calls }: PurchaseRefund, { madeAt }: Pick<RefundReport, 'madeAt'>): boolean {
  const begun = [createdAt, calls.unknownSince, calls.lease?.beganAt].flatMap((at) => at?.getTime() ?? []);
  return madeAt !== null && begun.some((beganMs) => Math.abs(madeAt.getTime() - beganMs) <= OF_A_CALL_MS);
}

/** A payment's attempts, anomalies and refunds. */
type Known = {
  readonly attempts: readonly Pick<Attempt, 'providerPaymentId' | 'capturedMinor'>[];
  readonly anomalies: readonly Pick<PurchaseAnomaly, 'kind' | 'subject' | 'resolution'>[];
  readonly refunds: readonly Refund[];
};

/**
 * For a refund whose outcome is unknown and that the provider doesn't list as ours: a listed refund that might be it, because
 * it has no reference and appeared after ours was requested. It is taken for ours, whatever its amount, until an operator
 * resolves the anomaly about it.
 */
export function findPossibleDuplicate(
  { refunds, anomalies }: Known,
  refund: Refund,
  listed: readonly RefundReport[],
): RefundReport | undefined {
  const others = refunds.filter(({ requestedBy, createdAt }) => requestedBy !== null || createdAt < refund.createdAt);
  const resolved = anomalies.filter(({ kind, resolution }) => kind === 'outcome_unknown' && !!resolution?.by);
  const explained = [
    ...others.map(({ providerRefundId }) => providerRefundId),
    ...resolved.map(({ subject }) => subject),
  ];
  return listed.find((one) => one.isAnonymous && one.status !== 'failed' && !explained.includes(one.providerRefundId));
}

/**
 * Whether the listed refunds and this one together exceed the captured money. Then no call has made this one, however late
 * the list is, and the provider refuses it from now on.
 */
export function exceedsCaptured(
  { attempts }: Known,
  { providerPaymentId, amount }: Refund,
  listed: readonly RefundReport[],
): boolean {
  const paid = attempts.find((attempt) => attempt.providerPaymentId === providerPaymentId);
  const others = listed.filter((one) => one.status !== 'failed' && one.amount?.currency === amount.currency);
  const gone = others.reduce((sum, one) => sum + (one.amount?.minor ?? 0), 0);
  return paid !== undefined && gone + amount.minor > paid.capturedMinor;
}
