import type { Payment } from '../../domain/payment/payment.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { Recorded } from '../../domain/purchase/record.ts';
import type { Context } from '../context.ts';
import { reasonOf } from '../failure.ts';
import { closePayment } from './close-payment.ts';
import { type RecordOptions, recordReport } from './record-report.ts';

/**
 * Records a provider's report, and closes the payments that should no longer be payable: the open payments of an order that
 * is paid, which may include this one.
 */
export async function recordAndClose(
  context: Context,
  payment: Payment,
  report: Report,
  cause: Cause,
  options: RecordOptions = {},
): Promise<Payment> {
  return closeSurplus(context, await recordReport(context, payment, report, cause, options), cause);
}

/** Closes the surplus payments that a record found. Returns the recorded payment as it is afterwards. */
async function closeSurplus(context: Context, { payment, surplus }: Recorded, cause: Cause): Promise<Payment> {
  let present = payment;
  for (const surplusId of surplus) {
    const closed = await closeOne(context, surplusId, cause);
    if (closed?.id === present.id) present = closed;
  }
  return present;
}

/** The order is paid and committed: failing to close a surplus payment must not undo the answer. */
async function closeOne(context: Context, paymentId: string, cause: Cause): Promise<Payment | null> {
  try {
    const payment = await context.store.findPayment(paymentId);
    return payment && (await closePayment(context, payment, { cause }));
  } catch (error) {
    context.world.log.error({ paymentId, reason: reasonOf(error) }, 'a surplus payment stays open');
    return null;
  }
}
