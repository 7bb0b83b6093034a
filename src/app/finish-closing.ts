import { isOpen } from '../domain/fact.ts';
import type { CheckEnd } from '../ports/checks.ts';
import { closePayment } from './close-payment.ts';
import type { Context } from './context.ts';
import { SCHEDULE } from './schedule.ts';

/**
 * Closes a payment that nobody should pay any more: it is past its time, or its order is paid by another.
 * @throws DomainError as `closePayment` does.
 */
export async function finishClosing(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null || !isOpen(payment.status)) return 'done';
  const closed = await closePayment(context, payment, { cause: SCHEDULE });
  return isOpen(closed.status) ? 'again' : 'done';
}
