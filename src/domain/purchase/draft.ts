import type { Anomaly } from '../payment/anomaly.ts';
import type { Reminder } from './decision.ts';
import type { Purchase, PurchasePayment } from './purchase.ts';

/** What becomes of a purchase while facts are recorded step by step. */
export type Draft = {
  readonly purchase: Purchase;
  /** As it is to be; the purchase's own is still the one that was loaded. */
  readonly payment: PurchasePayment;
  readonly anomalies: readonly Anomaly[];
  readonly remember: readonly Reminder[];
  /** Whether what was said is about this payment; otherwise only anomalies come of it. */
  readonly isOwn: boolean;
};

export function withAnomalies(draft: Draft, anomalies: readonly Anomaly[]): Draft {
  return anomalies.length === 0 ? draft : { ...draft, anomalies: [...draft.anomalies, ...anomalies] };
}
