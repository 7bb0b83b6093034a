import type { Payment } from '../domain/payment.ts';
import { judge, type Report } from '../domain/report.ts';
import type { Cause, DeliveryRecord, Recorded } from '../ports/store.ts';
import { closePayment } from './close-payment.ts';
import type { Context } from './context.ts';

/**
 * Holds what a provider said against the payment and commits what of it may be believed. When that pays
 * an order, payments of the order that are still open are closed: nobody should pay it again.
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
  const recorded = await context.store.recordFacts({ paymentId: payment.id, cause, ...judgement, delivery });
  for (const surplusId of recorded.surplus) await closeSurplus(context, surplusId, cause);
  return recorded;
}

/** The order is paid and committed: failing to close a surplus payment must not undo the answer. */
async function closeSurplus(context: Context, paymentId: string, cause: Cause): Promise<void> {
  try {
    const payment = await context.store.findPayment(paymentId);
    if (payment !== null) await closePayment(context, payment, cause);
  } catch (error) {
    context.world.log.error({ paymentId, reason: String(error) }, 'a surplus payment stays open');
  }
}
