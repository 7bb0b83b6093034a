import type { TimelineEntry } from '../domain/timeline.ts';
import type { Page, PageRequest } from '../ports/readings.ts';
import { type Actor, requireScope } from './actor.ts';
import type { Context } from './context.ts';
import { findPayment } from './find-payment.ts';

/**
 * The story of a payment in the order in which it happened.
 * @throws DomainError `scope_missing`, `payment_not_found`; `invalid` with field `cursor`.
 */
export async function listTimeline(
  context: Context,
  actor: Actor,
  paymentId: string,
  page: PageRequest,
): Promise<Page<TimelineEntry>> {
  requireScope(actor, 'payments:read');
  const { id } = await findPayment(context, actor, paymentId);
  return context.store.listTimeline(id, page);
}
