import { DomainError } from '../domain/error.ts';
import type { TimelineEntry } from '../domain/timeline.ts';
import type { Page, PageRequest } from '../ports/readings.ts';
import { type Actor, requireScope } from './actor.ts';
import type { Context } from './context.ts';

/**
 * The story of a payment in the order in which it happened.
 * @throws DomainError `scope_missing`, `payment_not_found`; `invalid` with field `cursor`.
 */
export async function listTimeline(
  { store }: Context,
  actor: Actor,
  paymentId: string,
  page: PageRequest,
): Promise<Page<TimelineEntry>> {
  requireScope(actor, 'payments:manage');
  if ((await store.findPayment(paymentId)) === null) throw new DomainError('payment_not_found', 'Payment not found');
  return store.listTimeline(paymentId, page);
}
