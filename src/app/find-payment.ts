import { DomainError } from '../domain/error.ts';
import type { Payment } from '../domain/payment.ts';
import { type Actor, may } from './actor.ts';
import type { Context } from './context.ts';

/** @throws DomainError `payment_not_found`, `not_yours`. */
export async function findPayment({ store }: Context, actor: Actor, paymentId: string): Promise<Payment> {
  const payment = await store.findPayment(paymentId);
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  requireHolder(actor, payment);
  return payment;
}

/** What its owner may see, those who manage payments may see, too. @throws DomainError `not_yours` */
export function requireHolder(actor: Actor, { userId }: Payment): void {
  if (userId !== actor.userId && !may(actor, 'payments:manage'))
    throw new DomainError('not_yours', 'Payment does not belong to user');
}
