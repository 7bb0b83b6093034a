import type { Payment } from './payment.ts';
import type { Report } from './report.ts';

// A provider may forget a parent that was not paid, and says no more of it than that this account has none by its id.

/**
 * Whether a report says of the parent only that it is not there any more: it carries nothing but the id by which the service
 * asked. No event says so, and no money is in it.
 */
export function isOfForgotten(
  { parentId }: Pick<Payment, 'parentId'>,
  { source, fact, attempt, parentId: reported, reference }: Report,
): boolean {
  const isAnswer = source === 'observation' && reported !== null && reported === parentId;
  return isAnswer && fact?.kind === 'cancelled' && attempt === null && reference === null;
}

/**
 * Whether a payment has ended when its provider does not show its parent any more. Not after the provider has shown money, or
 * the buyer's agreement to pay (`isAgreed`): that money may come, or has come by a call whose answer was lost, and the credentials
 * may open another account by now, which says nothing about it. Such a payment stays open until its parent is shown again, or an
 * operator cancels it.
 */
export function endsForgotten({ status }: Pick<Payment, 'status'>, isAgreed: boolean): boolean {
  return status !== 'processing' && status !== 'succeeded' && !isAgreed;
}
