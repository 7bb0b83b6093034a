import { DomainError } from '../error.ts';
import type { Anomaly } from '../payment/anomaly.ts';
import type { Decline } from '../payment/decline.ts';
import { isOpen } from '../payment/fact.ts';
import type { Payment } from '../payment/payment.ts';
import { found, newAmong } from './anomalies/present.ts';
import { type Changes, type Decision, type Reminder, reminder, type Transition, unchanged } from './decision.ts';
import type { Draft } from './draft.ts';
import { withEnd } from './ends.ts';
import type { Facts } from './facts.ts';
import { joined } from './joining.ts';
import { type Purchase, type PurchasePayment, paymentIn, surplusPayments } from './purchase.ts';

export type Recorded = {
  readonly payment: Payment;
  /** Those that were not known before. */
  readonly newAnomalies: readonly Anomaly[];
  /** Of attempts: why they were declined, where that was not known before. */
  readonly newDeclines: readonly Decline[];
  /** Open payments of an order that is paid, this one included: to be closed at their provider. */
  readonly surplus: readonly string[];
  /** By this, and not before. */
  readonly hasSucceeded: boolean;
};

/**
 * Joins facts with what is known of a payment: any order and any repetition of the same facts ends in the same state. A payment
 * that comes to be `succeeded` marks its order, or an anomaly says why it can't.
 * @throws DomainError `payment_not_found`, also for a payment of another account; OwnersNeeded
 */
export function recordFacts(purchase: Purchase, facts: Facts, newId: () => string): Decision<Recorded> {
  const { payment: was } = purchase;
  if (was === null || (facts.accountId !== null && was.accountId !== facts.accountId)) throw notFound();
  // A webhook that was processed before changes nothing. What was given to no buyer can't be paid: the caller did not know of this parent.
  if (purchase.delivery === 'processed' || (facts.ifUnopened && was.parentId !== null)) return nothing(purchase, was);
  const draft = withEnd(joined(purchase, was, facts, newId), was.status, facts);
  const { changes, answer } = decided(draft, was, facts, newId);
  return { changes, answer: { ...answer, newDeclines: declinesSince(purchase, changes.purchase) } };
}

function notFound(): DomainError {
  return new DomainError('payment_not_found', 'Payment not found');
}

function nothing(purchase: Purchase, was: PurchasePayment): Decision<Recorded> {
  const surplus = surplusPayments(purchase);
  const answer = { payment: paymentIn(was), newAnomalies: [], newDeclines: [], surplus, hasSucceeded: false };
  return { changes: unchanged(purchase), answer };
}

function decided(
  draft: Draft,
  was: PurchasePayment,
  facts: Facts,
  newId: () => string,
): Decision<Omit<Recorded, 'newDeclines'>> {
  const payment = dated(draft, was);
  const known = { ...draft.purchase, payment };
  const newAnomalies = newAmong(known, draft.anomalies);
  const kept = newAnomalies.map((one) => found(known, one, newId));
  const purchase = { ...known, anomalies: [...known.anomalies, ...kept] };
  const surplus = surplusPayments(purchase);
  const transition = transitionOf(was, payment, purchase, facts);
  const hasParent = was.parentId === null && payment.parentId !== null;
  const late = hasParent ? lateParent(was, payment, facts) : [];
  const remember = [
    ...draft.remember,
    ...surplus.map((id) => reminder('closing', id)),
    ...late,
    ...completion(payment, surplus, purchase, facts),
  ];
  const forget = hasParent ? [{ kind: 'opening', subject: payment.id } as const] : [];
  const changes: Changes = { purchase, transition, remember, forget };
  return {
    changes,
    answer: { payment: paymentIn(payment), newAnomalies, surplus, hasSucceeded: transition?.to === 'succeeded' },
  };
}

/**
 * A parent that turns up after its payment was cancelled was given to no buyer, and may still be open at the provider. The call
 * that made it was lost, so that the caller who cancelled could not close it.
 */
function lateParent(
  was: PurchasePayment,
  { id, status, parentId }: PurchasePayment,
  { fact }: Facts,
): readonly Reminder[] {
  const isOver = was.status === 'cancelled' && status === 'cancelled' && fact?.kind !== 'cancelled';
  return isOver ? [reminder('parent', `${id}/${parentId}`)] : [];
}

/** At once: the buyer waits for it. What is to be closed is not taken. */
function completion(
  { id, status, parentId }: PurchasePayment,
  surplus: readonly string[],
  { now }: Purchase,
  { awaitsCompletion }: Facts,
): readonly Reminder[] {
  const isWanted = awaitsCompletion && isOpen(status) && parentId !== null && !surplus.includes(id);
  return isWanted ? [reminder('completion', id, now)] : [];
}

/** `updatedAt` is for readers: they don't see the provider's clock move. The same payment when nothing has changed. */
function dated({ purchase, payment }: Draft, was: PurchasePayment): PurchasePayment {
  const hasChanged = payment.status !== was.status;
  const isVisible = hasChanged || payment.parentId !== was.parentId || payment.intentId !== was.intentId;
  if (!isVisible) return payment;
  return { ...payment, transitions: was.transitions + Number(hasChanged), updatedAt: purchase.now };
}

function declinesSince(before: Purchase, { attempts }: Purchase): readonly Decline[] {
  const known = new Map(before.attempts.map((one) => [one.providerPaymentId, one.decline?.providerCode]));
  return attempts.flatMap(({ providerPaymentId, decline }) =>
    decline === null || known.get(providerPaymentId) === decline.providerCode ? [] : [decline],
  );
}

/** Null where the status is as it was. */
function transitionOf(
  was: PurchasePayment,
  is: PurchasePayment,
  { now }: Purchase,
  { cause }: Facts,
): Transition | null {
  if (is.status === was.status) return null;
  return { from: was.status, to: is.status, cause, occurredAt: is.statusAt, recordedAt: now };
}
