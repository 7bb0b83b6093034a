import { DomainError } from '../domain/error.ts';
import type { Payment } from '../domain/payment.ts';
import { NOTHING_TOLD, type Report } from '../domain/report.ts';
import type { Cause } from '../ports/store.ts';
import { type Access, accessById } from './access.ts';
import { subjectOf } from './check-subject.ts';
import type { Context } from './context.ts';
import { toError } from './failure.ts';
import { recordReport } from './record-report.ts';

/** Why a payment is closed; an order that is cancelled with it can't get another one in between. */
export type Closing = { readonly cause: Cause; readonly cancelsOrder?: boolean };

/**
 * Ends an open payment at its provider, so that nobody can pay it any more. What the provider then says
 * is recorded: it may turn out to be paid.
 * @throws DomainError `conflict` while it is just being opened; what a provider's failure becomes.
 */
export async function closePayment(context: Context, payment: Payment, closing: Closing): Promise<Payment> {
  const access = await accessById(context, payment.accountId);
  if (payment.parentId !== null) return closeParent(context, access, payment, payment.parentId, closing);
  return closeUnopened(context, access, payment, closing);
}

async function closeParent(context: Context, access: Access, payment: Payment, parentId: string, closing: Closing) {
  const outcome = await access.provider.close(access.credentials, parentId);
  if (outcome.kind !== 'ok') throw toError(context, outcome, { paymentId: payment.id, provider: payment.provider });
  const recorded = await recordReport(context, payment, outcome.value.report, closing.cause, closing);
  return recorded.payment;
}

/** We know of no parent. While the claim is ours nobody makes one; one that a lost call has made is found. */
async function closeUnopened(context: Context, access: Access, payment: Payment, closing: Closing): Promise<Payment> {
  const { claim, payment: present } = await context.store.claimOpening(payment.id, context.settings.leaseMs);
  if (present.parentId !== null) return closeParent(context, access, present, present.parentId, closing);
  if (claim === null) throw new DomainError('conflict', 'The payment is being opened; try again in a moment');
  try {
    const closed = claim.unknown === null ? [] : await closeFound(context, access, present, closing);
    return await endUnopened(context, access, present, closing, closed);
  } finally {
    // What a search doesn't show yet is looked for again.
    await context.store.endOpening(payment.id, claim, 'unchanged');
  }
}

/**
 * Ends what has no other parents than those `closed`. Whoever held the claim before may only have been slow, and have
 * handed one out since: nobody else would come back to that.
 */
async function endUnopened(
  context: Context,
  access: Access,
  payment: Payment,
  closing: Closing,
  closed: readonly string[],
): Promise<Payment> {
  const report = neverHandedOver(context, payment);
  const { payment: ended } = await recordReport(context, payment, report, closing.cause, closing);
  const { parentId, status } = ended;
  if (parentId === null || status !== 'cancelled' || closed.includes(parentId)) return ended;
  await context.store.rememberCheck('parent', subjectOf({ id: payment.id, theirs: parentId }));
  return closeParent(context, access, ended, parentId, closing);
}

/** The ids of what was found. */
async function closeFound(context: Context, access: Access, payment: Payment, closing: Closing): Promise<string[]> {
  const found = await access.provider.find(access.credentials, payment.id);
  if (found.kind !== 'ok') throw toError(context, found, { paymentId: payment.id, provider: payment.provider });
  const parentIds = found.value.map(({ parentId }) => parentId);
  for (const parentId of parentIds) await closeParent(context, access, payment, parentId, closing);
  return parentIds;
}

/** What nobody was given can be paid by nobody: our own clock is the only one that saw its end. */
export function neverHandedOver({ world }: Context, payment: Payment): Report {
  const fact = { kind: 'cancelled', occurredAt: world.now() } as const;
  return { ...NOTHING_TOLD, reference: payment.id, fact, source: 'state' };
}
