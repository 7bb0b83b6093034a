import { DomainError } from '../domain/error.ts';
import type { Payment } from '../domain/payment.ts';
import { type Actor, may, type Scope } from './actor.ts';
import type { Context } from './context.ts';

/** For those who only look. @throws DomainError `payment_not_found`, `not_yours`. */
export async function findPayment(context: Context, actor: Actor, paymentId: string): Promise<Payment> {
  return found(context, paymentId, (payment) => requireReader(actor, payment));
}

/** For what its owner may do, and those who manage payments. @throws DomainError `payment_not_found`, `not_yours`. */
export async function findPaymentToChange(context: Context, actor: Actor, paymentId: string): Promise<Payment> {
  return found(context, paymentId, (payment) => requireHolder(actor, payment, 'payments:manage'));
}

async function found({ store }: Context, paymentId: string, check: (payment: Payment) => void): Promise<Payment> {
  const payment = await store.findPayment(paymentId);
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  check(payment);
  return payment;
}

/** What its owner may see. @throws DomainError `not_yours` */
export function requireReader(actor: Actor, payment: Payment): void {
  requireHolder(actor, payment, 'payments:read');
}

function requireHolder(actor: Actor, { userId }: Payment, scope: Scope): void {
  if (userId !== actor.userId && !may(actor, scope))
    throw new DomainError('not_yours', 'Payment does not belong to user');
}
