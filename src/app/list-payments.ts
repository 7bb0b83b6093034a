import type { Payment } from '../domain/payment.ts';
import type { Page, PageRequest, PaymentFilter } from '../ports/readings.ts';
import { type Actor, may } from './actor.ts';
import type { Context } from './context.ts';

/** Null leaves it open. */
export type WantedPayments = Omit<PaymentFilter, 'userId'>;

/** Newest first: the actor's own, or with `payments:read` every user's. @throws DomainError `invalid` with field `cursor`. */
export async function listPayments(
  { store }: Context,
  actor: Actor,
  wanted: WantedPayments,
  page: PageRequest,
): Promise<Page<Payment>> {
  const userId = may(actor, 'payments:read') ? null : actor.userId;
  return store.listPayments({ ...wanted, userId }, page);
}
