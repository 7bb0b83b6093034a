import type { Payment } from '../domain/payment.ts';
import type { Report } from '../domain/report.ts';
import type { Cause, DeliveryRecord } from '../ports/store.ts';
import { closePayment } from './close-payment.ts';
import type { Context } from './context.ts';
import { recordReport } from './record-report.ts';

/**
 * Records what a provider said. When that pays an order, payments of the order that are still open are
 * closed: nobody should pay it again.
 */
export async function settleReport(
  context: Context,
  payment: Payment,
  report: Report,
  cause: Cause,
  delivery: DeliveryRecord | null = null,
): Promise<Payment> {
  const recorded = await recordReport(context, payment, report, cause, delivery);
  for (const surplusId of recorded.surplus) await closeSurplus(context, surplusId, cause);
  return recorded.payment;
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
