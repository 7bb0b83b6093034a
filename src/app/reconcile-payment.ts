import { isOpen } from '../domain/fact.ts';
import { isOverdue } from '../domain/payment.ts';
import type { CheckEnd } from '../ports/checks.ts';
import { askProvider } from './ask-provider.ts';
import type { Context } from './context.ts';
import { SCHEDULE } from './schedule.ts';

/**
 * Asks what became of an open payment: its notifications may have been lost. Past its time it is to be closed, whether or
 * not anybody asks for it, unless somebody has begun to pay it.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcilePayment(context: Context, paymentId: string): Promise<CheckEnd> {
  const { store, world } = context;
  const payment = await store.findPayment(paymentId);
  if (payment === null || !isOpen(payment.status)) return 'done';
  // Without a parent there is nothing that could have changed; a lost call for one has a check of its own.
  const present = payment.parentId === null ? payment : await askProvider(context, payment, SCHEDULE);
  if (!isOpen(present.status)) return 'done';
  if (isOverdue(present, world.now())) {
    await store.rememberCheck('closing', payment.id);
    return 'done';
  }
  return world.now() < payment.expiresAt ? { by: payment.expiresAt } : 'again';
}
