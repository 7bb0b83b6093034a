import { isOpen } from '../../domain/payment/fact.ts';
import { isOverdue } from '../../domain/payment/payment.ts';
import type { CheckEnd } from '../../ports/store/checks.ts';
import { SCHEDULE } from '../checks.ts';
import type { Context } from '../context.ts';
import { accessById } from '../providers/access.ts';
import { keepsRecords } from '../providers/records.ts';
import { askProvider, fetchParent } from '../recording/ask-provider.ts';
import { closePayment } from '../recording/close-payment.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { recordAnomaly, recordFacts } from '../recording/record-facts.ts';

/**
 * Asks the provider how an open payment is: its webhooks may have been lost. A payment past its time is closed, unless a
 * buyer has begun to pay it.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcilePayment(context: Context, paymentId: string): Promise<CheckEnd> {
  const { store, world } = context;
  const payment = await store.findPayment(paymentId);
  if (payment === null || !isOpen(payment.status)) return 'done';
  const isEarly = world.now() < payment.expiresAt;
  const provider = context.providers.get(payment.provider);
  const isAsked = provider === undefined || keepsRecords(provider);
  // What operators confirm changes only here: there is nothing to ask before its time.
  if (!isAsked && isEarly) return { at: payment.expiresAt };
  // Without a parent there is nothing that could have changed; a lost call for one has a check of its own.
  const present = payment.parentId === null ? payment : await askProvider(context, payment, SCHEDULE);
  if (!isOpen(present.status)) return 'done';
  if (isOverdue(present, world.now())) {
    await store.rememberCheck('closing', payment.id);
    return 'done';
  }
  // No provider will say that the rest can't come any more: what has come is shown to operators when its time is over.
  if (!isAsked) await recordFacts(context, { paymentId, cause: SCHEDULE, isRestOverdue: true });
  return isEarly ? { by: payment.expiresAt } : 'again';
}

/**
 * Closes a payment that no buyer should pay any more: it is past its time, or its order is paid by another.
 * @throws DomainError as `closePayment` does.
 */
export async function finishClosing(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null || !isOpen(payment.status)) return 'done';
  const closed = await closePayment(context, payment, { cause: SCHEDULE });
  return isOpen(closed.status) ? 'again' : 'done';
}

/**
 * Asks how a disputed payment is: its last webhook may have been lost.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcileDisputes(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null || !(await isDisputed(context, paymentId))) return 'done';
  await askProvider(context, payment, SCHEDULE);
  return (await isDisputed(context, paymentId)) ? 'again' : 'done';
}

async function isDisputed({ store }: Context, paymentId: string): Promise<boolean> {
  return (await store.listDisputes(paymentId)).some(({ status }) => status === 'open');
}

/**
 * Asks again for the refunds and disputes of a payment that its provider did not show before.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcileReversals(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null) return 'done';
  if (payment.parentId === null) return 'again';
  const { report } = await fetchParent(context, await accessById(context, payment.accountId), payment);
  await recordAndClose(context, payment, report, SCHEDULE);
  return report.unanswered === undefined ? 'done' : 'again';
}

/** Refunds and disputes stay unknown until an operator grants the key the right to read them. */
export async function reportUnlearned(context: Context, paymentId: string): Promise<void> {
  const detail = { about: 'refunds and disputes' };
  await recordAnomaly(context, paymentId, { kind: 'outcome_unknown', subject: paymentId, detail });
}
