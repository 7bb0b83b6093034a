import type { Anomaly } from '../../payment/anomaly.ts';
import type { Purchase, PurchaseAnomaly } from '../purchase.ts';
import { endingOf } from './endings.ts';

/**
 * The same purchase without an open anomaly whose cause is gone, and with each one anew, under a new id, whose cause had gone
 * and is there again. An operator's word about an anomaly holds whatever comes after it.
 */
export function withPresentAnomalies(purchase: Purchase, newId: () => string): Purchase {
  const anomalies = [...purchase.anomalies.map((one) => ended(purchase, one)), ...foundAgain(purchase, newId)];
  const isNews = anomalies.some((one, at) => one !== purchase.anomalies[at]);
  return isNews ? { ...purchase, anomalies } : purchase;
}

function ended(purchase: Purchase, anomaly: PurchaseAnomaly): PurchaseAnomaly {
  const reason = anomaly.resolution === null ? endingOf(purchase, anomaly) : null;
  return reason === null ? anomaly : { ...anomaly, resolution: { by: null, reason, at: purchase.now } };
}

function foundAgain(purchase: Purchase, newId: () => string): readonly PurchaseAnomaly[] {
  const last = new Map(purchase.anomalies.map((one) => [keyOf(one), one]));
  return [...last.values()]
    .filter((one) => one.resolution !== null && isNew(purchase, one))
    .map((one) => found(purchase, one, newId));
}

/**
 * Those that are not known: each once by its kind and subject, while it is open or when an operator has resolved it. One that
 * ended with its cause is new when it has a cause again.
 */
export function newAmong(purchase: Purchase, reported: readonly Anomaly[]): readonly Anomaly[] {
  const once = new Map(reported.toReversed().map((one) => [keyOf(one), one]));
  return reported.filter((one) => once.get(keyOf(one)) === one && isNew(purchase, one));
}

function isNew(purchase: Purchase, anomaly: Anomaly): boolean {
  const known = purchase.anomalies.filter((one) => keyOf(one) === keyOf(anomaly));
  const isEnded = known.every(({ resolution }) => resolution !== null && resolution.by === null);
  return known.length === 0 || (isEnded && endingOf(purchase, anomaly) === null);
}

/** A reported anomaly as it is kept. */
export function found({ now }: Purchase, { kind, subject, detail }: Anomaly, newId: () => string): PurchaseAnomaly {
  return { kind, subject, detail, id: newId(), recordedAt: now, resolution: null };
}

function keyOf({ kind, subject }: Anomaly): string {
  return `${kind} ${subject}`;
}
