import type { Payment } from '../domain/payment.ts';
import { judge, type Report } from '../domain/report.ts';
import type { Cause, DeliveryRecord, Recorded } from '../ports/store.ts';
import type { Context } from './context.ts';

/**
 * Holds what a provider said against the payment and commits what of it may be believed. The payment was
 * read before the provider was asked.
 */
export async function recordReport(
  context: Context,
  payment: Payment,
  report: Report,
  cause: Cause,
  delivery: DeliveryRecord | null = null,
): Promise<Recorded> {
  const judgement = judge(payment, report);
  for (const { kind, subject } of judgement.anomalies)
    context.world.log.warn({ paymentId: payment.id, anomaly: kind, subject }, 'a report does not fit its payment');
  return context.store.recordFacts({ paymentId: payment.id, cause, ...judgement, delivery });
}
