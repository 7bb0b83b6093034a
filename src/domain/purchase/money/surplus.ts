import type { Anomaly } from '../../payment/anomaly.ts';
import type { Purchase, PurchaseAttempt, PurchasePayment } from '../purchase.ts';
import { compareIds, compareTimes, type Part, partsOf } from './parts.ts';

/** What of an attempt's money has not gone back, and how much of that is beyond the payment's amount. Minor units. */
export type Surplus = {
  readonly providerPaymentId: string;
  readonly leftMinor: number;
  readonly surplusMinor: number;
  readonly isUnused: boolean;
};

/**
 * How much of each attempt's money is beyond the payment's amount and still there, once the amount has come. The attempt that
 * pays alone counts first, then those that were not called surplus before, in the order in which they came.
 */
export function surplusOf(purchase: Purchase, payment: PurchasePayment): readonly Surplus[] {
  const parts = inOrderOfCounting(purchase, partsOf(purchase, payment));
  const isComplete = parts.reduce((sum, { partMinor }) => sum + partMinor, 0) >= payment.amount.minor;
  let missing = payment.amount.minor;
  return parts.map(({ attempt, partMinor, paysAlone, backMinor }) => {
    const { capturedMinor, providerPaymentId } = attempt;
    const kept = paysAlone ? (missing > 0 ? capturedMinor : 0) : Math.min(partMinor, missing);
    missing = Math.max(missing - partMinor, 0);
    return {
      providerPaymentId,
      leftMinor: Math.max(capturedMinor - backMinor, 0),
      surplusMinor: isComplete ? Math.max(capturedMinor - kept - backMinor, 0) : 0,
      // Money of an unknown amount is surplus beside money that pays, as long as nothing is known to have gone back.
      isUnused: isComplete && kept === 0 && backMinor === 0,
    };
  });
}

function inOrderOfCounting(purchase: Purchase, parts: readonly Part[]): readonly Part[] {
  return parts.toSorted(
    (a, b) =>
      Number(b.paysAlone) - Number(a.paysAlone) ||
      Number(wasSurplus(purchase, a.attempt)) - Number(wasSurplus(purchase, b.attempt)) ||
      a.attempt.createdAt.getTime() - b.attempt.createdAt.getTime() ||
      compareTimes(a.attempt.fact, b.attempt.fact) ||
      compareIds(a.attempt, b.attempt),
  );
}

export function wasSurplus({ anomalies }: Purchase, { providerPaymentId }: PurchaseAttempt): boolean {
  return anomalies.some(({ kind, subject }) => kind === 'paid_twice' && subject === providerPaymentId);
}

/** Anomalies about money beyond the payment's amount. Most payments have one attempt that succeeded. */
export function surplusAnomalies(purchase: Purchase, payment: PurchasePayment): readonly Anomaly[] {
  if (purchase.attempts.filter(({ fact }) => fact.kind === 'succeeded').length < 2) return [];
  return surplusOf(purchase, payment)
    .filter(({ surplusMinor, isUnused }) => surplusMinor > 0 || isUnused)
    .map(({ providerPaymentId: subject }) => ({ kind: 'paid_twice', subject, detail: {} }));
}
