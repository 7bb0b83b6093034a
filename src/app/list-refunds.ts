import type { Refund } from '../domain/refund.ts';
import type { Page, PageRequest } from '../ports/readings.ts';
import { type Actor, requireScope } from './actor.ts';
import type { Context } from './context.ts';
import { findPayment } from './find-payment.ts';

/** Newest first. @throws DomainError `scope_missing`, `payment_not_found`; `invalid` with field `cursor`. */
export async function listRefunds(
  context: Context,
  actor: Actor,
  paymentId: string,
  page: PageRequest,
): Promise<Page<Refund>> {
  requireScope(actor, 'payments:read');
  const { id } = await findPayment(context, actor, paymentId);
  return context.store.pageRefunds(id, page);
}
