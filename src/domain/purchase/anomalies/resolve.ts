import { type Decision, unchanged } from '../decision.ts';
import { type Purchase, type PurchaseAnomaly, replaced } from '../purchase.ts';

/** What an operator says about an anomaly. */
export type Resolution = { readonly by: string; readonly reason: string };

/**
 * Resolves an anomaly, unless an operator has done so before: the first resolution stays. Answers with the anomaly as it is
 * then; null when the payment has none of this id.
 */
export function resolveAnomaly(purchase: Purchase, id: string, said: Resolution): Decision<PurchaseAnomaly | null> {
  const anomaly = purchase.anomalies.find((one) => one.id === id) ?? null;
  if (anomaly === null || anomaly.resolution !== null) return { changes: unchanged(purchase), answer: anomaly };
  const resolved = { ...anomaly, resolution: { ...said, at: purchase.now } };
  const anomalies = replaced(purchase.anomalies, (one) => one.id === id, resolved);
  return { changes: unchanged({ ...purchase, anomalies }), answer: resolved };
}
