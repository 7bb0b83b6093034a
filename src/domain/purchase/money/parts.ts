import type { Anomaly } from '../../payment/anomaly.ts';
import type { Fact } from '../../payment/fact.ts';
import type { Purchase, PurchaseAttempt, PurchasePayment } from '../purchase.ts';

/** What one attempt that succeeded brings toward the payment's amount. Minor units. */
export type Part = {
  readonly attempt: PurchaseAttempt;
  readonly partMinor: number;
  /** Whether it is the money that the payment asks for, without any other. */
  readonly paysAlone: boolean;
  /** What went back of it, is on its way, or is disputed. */
  readonly backMinor: number;
};

/** Whether this attempt alone is the money that the payment asks for: a smaller capture is right when it was asked for. */
export function paysAlone(
  { amount }: PurchasePayment,
  attempt: PurchaseAttempt,
  captures: Purchase['captures'],
): boolean {
  const { authorized, capturedMinor } = attempt;
  if (authorized?.minor !== amount.minor || authorized.currency !== amount.currency) return false;
  return capturedMinor === amount.minor || captures.some((capture) => capture.amount.minor === capturedMinor);
}

/**
 * What each attempt that succeeded brings: a buyer may split a purchase over several. Money that went back, or is disputed,
 * before the payment was complete brings nothing; what happens to it later changes nothing.
 */
export function partsOf(purchase: Purchase, payment: PurchasePayment): readonly Part[] {
  return purchase.attempts.filter(({ fact }) => fact.kind === 'succeeded').map((one) => partOf(purchase, payment, one));
}

/** What has not come of a payment's amount, in minor units. What goes back after it has succeeded is not missing again. */
export function missingOf(purchase: Purchase, payment: PurchasePayment): number {
  if (payment.status === 'succeeded') return 0;
  const come = partsOf(purchase, payment).reduce((sum, { partMinor }) => sum + partMinor, 0);
  return Math.max(payment.amount.minor - come, 0);
}

function partOf(purchase: Purchase, payment: PurchasePayment, attempt: PurchaseAttempt): Part {
  const isAlone = paysAlone(payment, attempt, purchase.captures);
  const back = backOf(purchase, attempt);
  const partMinor = isAlone ? payment.amount.minor : shareOf(payment, attempt, back.beforeCompleteMinor);
  return { attempt, partMinor, paysAlone: isAlone, backMinor: back.minor };
}

function shareOf(
  { amount }: PurchasePayment,
  { authorized, capturedMinor }: PurchaseAttempt,
  backMinor: number,
): number {
  const isShare = authorized?.currency === amount.currency && capturedMinor === authorized.minor;
  return isShare && capturedMinor < amount.minor ? Math.max(capturedMinor - backMinor, 0) : 0;
}

/** Money of an attempt that went back, or is disputed: all that is known of, and what was so before the payment was complete. */
export function backOf(
  { refunds, disputes, succeededAt }: Purchase,
  { providerPaymentId, capturedMinor }: PurchaseAttempt,
) {
  const isBefore = (at: Date | null) => succeededAt === null || (at !== null && at <= succeededAt);
  const isDisputed = disputes.some(
    (one) =>
      one.providerPaymentId === providerPaymentId &&
      (one.said?.status === 'open' || one.said?.status === 'lost') &&
      isBefore(one.createdAt),
  );
  if (isDisputed) return { minor: capturedMinor, beforeCompleteMinor: capturedMinor };
  const own = refunds.filter((one) => one.providerPaymentId === providerPaymentId && one.status !== 'failed');
  const sum = (list: typeof own) => list.reduce((total, { amount }) => total + amount.minor, 0);
  return { minor: sum(own), beforeCompleteMinor: sum(own.filter((one) => isBefore(one.createdAt))) };
}

/** Anomalies about money of a purchase that was never complete and is over. */
export function incompleteAnomalies(purchase: Purchase, payment: PurchasePayment): readonly Anomaly[] {
  return partsOf(purchase, payment)
    .filter(({ partMinor }) => partMinor > 0)
    .map(({ attempt, partMinor: found }) => {
      const detail = { expected: payment.amount.minor, found };
      return { kind: 'paid_in_part', subject: attempt.providerPaymentId, detail };
    });
}

/**
 * What the attempts of a payment that may be split say together, whatever was said of one of them: it has succeeded once they
 * come to its amount, whichever was reported first. While a part is there the rest may come, whatever else failed; when it
 * can't come any more (`overAt`), the payment is over. Null where nothing is said and no part is there.
 */
export function weighed(
  purchase: Purchase,
  payment: PurchasePayment,
  said: Fact | null,
  overAt: Date | null,
): Fact | null {
  const parts = partsOf(purchase, payment).toSorted(
    (a, b) => compareTimes(a.attempt.fact, b.attempt.fact) || compareIds(a.attempt, b.attempt),
  );
  const minor = parts.reduce((sum, { partMinor }) => sum + partMinor, 0);
  if (minor >= payment.amount.minor) return { kind: 'succeeded', occurredAt: completeAt(parts, payment.amount.minor) };
  if (overAt !== null) return { kind: 'cancelled', occurredAt: overAt };
  if (said?.kind !== 'cancelled' && minor > 0) return waitingForRest(payment, said, parts);
  // All that came went back: as an attempt that ended without money.
  return said?.kind === 'succeeded' ? { ...said, kind: 'failed' } : said;
}

function completeAt(parts: readonly Part[], amountMinor: number): Date | null {
  let sum = 0;
  const complete = parts.find(({ partMinor }) => {
    sum += partMinor;
    return sum >= amountMinor;
  });
  return complete?.attempt.fact.occurredAt ?? null;
}

/** Later than all that is known, where the status changes by it. */
function waitingForRest({ status, statusAt }: PurchasePayment, said: Fact | null, parts: readonly Part[]): Fact {
  const times = [said?.occurredAt, statusAt, ...parts.map(({ attempt }) => attempt.fact.occurredAt)];
  const last = Math.max(...times.flatMap((at) => at?.getTime() ?? []));
  if (!Number.isFinite(last)) return { kind: 'processing', occurredAt: null };
  return { kind: 'processing', occurredAt: new Date(last + (status === 'processing' ? 0 : 1)) };
}

/** What has no time comes last. */
export function compareTimes(a: Fact, b: Fact): number {
  const timeOf = ({ occurredAt }: Fact) => occurredAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return timeOf(a) - timeOf(b);
}

export function compareIds(a: PurchaseAttempt, b: PurchaseAttempt): number {
  return Number(a.providerPaymentId > b.providerPaymentId) - Number(a.providerPaymentId < b.providerPaymentId);
}
