import type { Payment } from '../domain/payment.ts';
import { isCapturedInPart, judge, type Report } from '../domain/report.ts';
import type { Cause, DeliveryRecord, Recorded } from '../ports/store.ts';
import type { Context } from './context.ts';

export type RecordOptions = { readonly delivery?: DeliveryRecord | null; readonly cancelsOrder?: boolean };

/**
 * Holds what a provider said against the payment and commits what of it may be believed. The payment was
 * read before the provider was asked.
 */
export async function recordReport(
  { store, world }: Context,
  payment: Payment,
  report: Report,
  cause: Cause,
  { delivery = null, cancelsOrder = false }: RecordOptions = {},
): Promise<Recorded> {
  const about = { paymentId: payment.id, cause, delivery, cancelsOrder };
  // Whoever captured a part has committed that before the provider could know of it.
  const captures = isCapturedInPart(payment, report) ? await store.listCaptures(payment.id) : [];
  const judgement = judge(payment, report, captures);
  const recorded = await store.recordFacts({ ...about, ...judgement });
  for (const { kind, subject } of recorded.newAnomalies) {
    world.log.warn({ paymentId: payment.id, anomaly: kind, subject }, 'an anomaly was found');
    world.measure.anomaly(kind);
  }
  return recorded;
}
