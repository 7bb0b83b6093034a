import { DomainError } from '../../domain/error.ts';
import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import { EMPTY_REPORT, type Report } from '../../domain/payment/report.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { type Access, accessById } from '../providers/access.ts';
import { findParents } from '../providers/search.ts';
import type { Cancellation } from '../purchases.ts';
import { endOf } from './forgotten.ts';
import { recordReport } from './record-report.ts';

/** Why a payment is closed. `cancelsOrder`: the order is cancelled in the same commit, so it can't get another payment. */
export type Closing = {
  readonly cause: Cause;
  readonly cancelsOrder?: boolean;
  /** Set where a person or a key requested it. */
  readonly cancellation?: Cancellation;
};

/**
 * Closes an open payment at its provider, so that no customer can pay it any more, and records the provider's answer: the
 * payment may turn out to be paid. What an operator cancels ends also where the provider does not show it any more: that is an
 * operator's word, and money that comes all the same is an anomaly.
 * @throws DomainError `conflict` while another request is opening it; what a provider's failure becomes.
 */
export async function closePayment(context: Context, payment: Payment, closing: Closing): Promise<Payment> {
  const access = await accessById(context, payment.accountId);
  if (payment.parentId !== null) return closeParent(context, access, payment, payment.parentId, closing);
  return closeUnopened(context, access, payment, closing);
}

async function closeParent(context: Context, access: Access, payment: Payment, parentId: string, closing: Closing) {
  const answer = await access.provider.close(access.credentials, parentId);
  const outcome = isWordOfOperator(closing) ? answer : await endOf(context, payment, answer);
  if (outcome.kind !== 'ok') throw toError(context, outcome, { paymentId: payment.id, provider: payment.provider });
  const recorded = await recordReport(context, payment, outcome.value.report, closing.cause, closing);
  return recorded.payment;
}

/** Not where an operator did something else, for example confirmed the money of another payment, which makes this one surplus. */
function isWordOfOperator({ cause, cancellation }: Closing): boolean {
  return cause.kind === 'operator' && cancellation !== undefined;
}

/** The payment has no parent. While this process holds the lease no other creates one; a search finds a lost call's parent. */
async function closeUnopened(context: Context, access: Access, payment: Payment, closing: Closing): Promise<Payment> {
  const { lease, payment: present } = await context.purchases.leaseOpening(payment.id, context.settings.leaseMs);
  if (present.parentId !== null) return closeParent(context, access, present, present.parentId, closing);
  if (lease === null) throw new DomainError('conflict', 'The payment is being opened; try again in a moment');
  try {
    if (lease.unknown !== null) await closeFound(context, access, present, closing);
    const ended = await endUnopened(context, present, closing);
    // The lease's former holder was only slow, and has attached a parent.
    if (ended.parentId !== null && isOpen(ended.status))
      return await closeParent(context, access, ended, ended.parentId, closing);
    return ended;
  } finally {
    // The schedule searches again for what a search doesn't show yet.
    await context.purchases.endOpening(payment.id, lease, 'unchanged');
  }
}

/**
 * Closes the parents that a search shows of lost calls. No customer was given those that it doesn't show yet: the check
 * `opening` searches again, and closes them.
 */
async function closeFound(context: Context, access: Access, payment: Payment, closing: Closing): Promise<void> {
  const found = await findParents(access, payment);
  if (found.kind !== 'ok') {
    const fields = { paymentId: payment.id, provider: payment.provider, reason: found.reason };
    context.world.log.warn(fields, 'the search for what a lost call created failed');
    return;
  }
  for (const { parentId } of found.value) await closeParent(context, access, payment, parentId, closing);
}

/**
 * Cancels a payment that no customer was given, so that no customer can pay it. The time is our clock's, since no provider
 * saw it. If a customer was given it meanwhile, it stays as it is.
 */
export async function endUnopened(context: Context, payment: Payment, closing: Closing): Promise<Payment> {
  const fact = { kind: 'cancelled', occurredAt: context.world.now() } as const;
  const report: Report = { ...EMPTY_REPORT, reference: payment.id, fact, source: 'state' };
  const recorded = await recordReport(context, payment, report, closing.cause, { ...closing, ifUnopened: true });
  return recorded.payment;
}
