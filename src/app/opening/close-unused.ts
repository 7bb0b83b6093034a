import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import type { CheckEnd } from '../../ports/store/checks.ts';
import { pairOf, SCHEDULE, subjectOf } from '../checks.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { type Access, accessById } from '../providers/access.ts';
import { findParents } from '../providers/search.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { recordAnomaly } from '../recording/record-facts.ts';

/**
 * Closes a parent that no customer was given. Its check is committed before: whether the call succeeds or not, a sweep
 * closes the parent again, once the payment's own parent is known.
 */
export async function closeUnused(context: Context, access: Access, payment: Payment, parent: Parent): Promise<void> {
  const { parentId } = parent;
  await context.store.rememberCheck('parent', subjectOf({ id: payment.id, theirs: parentId }));
  const { provider, credentials } = access;
  const closed = await provider.close(credentials, parentId, { isSurplus: true });
  if (closed.kind === 'ok') return;
  const fields = { provider: provider.name, parentId, reason: closed.reason };
  context.world.log.warn(fields, 'an unused parent stays open for now');
}

/**
 * Makes sure that a parent that no customer was given has ended. If it was paid all the same, the report shows that here.
 * @throws DomainError what a provider's failure becomes.
 */
export async function finishUnused(context: Context, subject: string): Promise<CheckEnd> {
  const { id, theirs: parentId } = pairOf(subject);
  const payment = await context.store.findPayment(id);
  if (payment === null) return 'done';
  // It has become the payment's own parent.
  if (payment.parentId === parentId && isOpen(payment.status)) return 'done';
  const { provider, credentials } = await accessById(context, payment.accountId);
  const closed = await provider.close(credentials, parentId, { isSurplus: true });
  if (closed.kind !== 'ok') throw toError(context, closed, { paymentId: id, provider: payment.provider });
  // A payment without a parent would take this parent's report for its own.
  if (payment.parentId !== null) await recordAndClose(context, payment, closed.value.report, SCHEDULE);
  return 'done';
}

/**
 * Closes the parents that abandoned calls created after all. No customer was given them.
 * @throws DomainError what a provider's failure becomes.
 */
export async function closeLeftovers(
  context: Context,
  paymentId: string,
  { isLast }: { readonly isLast: boolean },
): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null) return 'done';
  // The next opening decides which parent is the payment's. There is none after its time.
  if (payment.parentId === null && isOpen(payment.status)) return isLast ? { at: payment.expiresAt } : 'again';
  const access = await accessById(context, payment.accountId);
  // It ends by itself: no customer can pay what no customer was given.
  if (access.provider.capabilities.searchLagMs === null) return 'done';
  const found = await findParents(access, payment);
  if (found.kind !== 'ok') throw toError(context, found, { paymentId, provider: payment.provider });
  const left = found.value.filter(({ parentId, report }) => parentId !== payment.parentId && !hasEnded(report));
  for (const parent of left) await closeUnused(context, access, payment, parent);
  // A search shows a new parent late, so every try of the schedule is made.
  return isLast ? 'done' : 'again';
}

function hasEnded({ fact }: Report): boolean {
  return fact?.kind === 'cancelled';
}

export async function reportUnused(context: Context, subject: string): Promise<void> {
  const { id, theirs } = pairOf(subject);
  await recordAnomaly(context, id, { kind: 'not_closed', subject: theirs, detail: {} });
}
