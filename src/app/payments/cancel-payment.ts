import { DomainError } from '../../domain/error.ts';
import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import { type Actor, authorOf } from '../actor.ts';
import type { Context } from '../context.ts';
import { asRequest } from '../journal.ts';
import { closePayment } from '../recording/close-payment.ts';
import { findPaymentToChange } from './read-payments.ts';

/**
 * Cancels an open payment, so that no customer can pay it any more, and releases money that was only authorized. A
 * cancelled payment stays so.
 * @throws DomainError `payment_not_found`, `not_yours`; `conflict` when it is paid, or being opened or paid; what
 * a provider's failure becomes.
 */
export async function cancelPayment(context: Context, actor: Actor, paymentId: string): Promise<Payment> {
  const payment = await findPaymentToChange(context, actor, paymentId);
  return asRequest(context, { operation: 'cancel', by: actor.userId }, async (isAbout) => {
    isAbout(payment.id);
    if (!isOpen(payment.status)) return cancelled(payment);
    const kind = payment.userId === actor.userId ? 'request' : 'operator';
    const cancellation = { by: authorOf(context, actor), saw: payment.status };
    return cancelled(await closePayment(context, payment, { cause: { kind, id: actor.userId }, cancellation }));
  });
}

function cancelled(payment: Payment): Payment {
  if (payment.status === 'cancelled') return payment;
  throw new DomainError('conflict', `The payment is ${payment.status}`);
}
