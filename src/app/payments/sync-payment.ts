import { DomainError } from '../../domain/error.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { asRequest } from '../journal.ts';
import { recoverOpening } from '../opening/recover-opening.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { findPaymentToChange } from './read-payments.ts';

/**
 * Asks the provider now how a payment is, and commits the answer. Where the call that was to open it got lost, the
 * provider is searched for what it made; nothing is made here.
 * @throws DomainError `payment_not_found`, `not_yours`; `conflict` while it is just being opened; what a provider's failure
 * becomes.
 */
export async function syncPayment(context: Context, actor: Actor, paymentId: string): Promise<Payment> {
  const payment = await findPaymentToChange(context, actor, paymentId);
  return asRequest(context, { operation: 'sync', by: actor.userId }, async (isAbout) => {
    isAbout(payment.id);
    const cause = { kind: 'sync', id: actor.userId } as const;
    if (payment.parentId !== null) return askProvider(context, payment, cause);
    const recovered = await recoverOpening(context, payment, cause);
    if (recovered === null) throw new DomainError('conflict', 'The payment is being opened; try again in a moment');
    return recovered.payment;
  });
}
