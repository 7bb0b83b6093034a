import type { Anomaly } from '../anomaly.ts';
import { DomainError } from '../error.ts';
import { compareFacts, type Fact } from '../fact.ts';
import type { Payment } from '../payment.ts';
import type { Attempt, Reversal } from '../report.ts';
import { withAttempt } from './attempts.ts';
import { endCalls } from './calls.ts';
import {
  type Cause,
  type Changes,
  type Decision,
  type Reminder,
  reminder,
  type Transition,
  unchanged,
} from './decision.ts';
import { incompleteAnomalies, surplusAnomalies, weighed } from './parts.ts';
import { type Purchase, type PurchaseAnomaly, type PurchasePayment, paymentIn, surplusPayments } from './purchase.ts';
import { withReversal } from './reversals.ts';

/** What may be believed of what was said about a payment; what is left out says nothing. */
export type Facts = {
  readonly paymentId: string;
  readonly cause: Cause;
  readonly fact: Fact | null;
  /** Since when no buyer can pay the parent any more, and nothing of it is undecided; null where the provider doesn't say. */
  readonly overAt: Date | null;
  /** Whether several attempts may add up to the amount: the fact then counts as they come to together. */
  readonly splits: boolean;
  readonly attempt: Attempt | null;
  readonly others: readonly Attempt[];
  readonly reversals: readonly Reversal[];
  readonly anomalies: readonly Anomaly[];
  /** Written once: they are ignored when the payment already has others. */
  readonly parentId: string | null;
  readonly intentId: string | null;
  /** The account that said it: it says nothing about another account's payments. Null: the gateway asked the payment's own. */
  readonly accountId: string | null;
  /** When the payment ends by this, its order is cancelled in the same moment. */
  readonly cancelsOrder: boolean;
  /** Nothing is recorded of a payment that has a parent. */
  readonly ifUnopened: boolean;
};

export type Recorded = {
  readonly payment: Payment;
  /** Those that were not known before. */
  readonly newAnomalies: readonly Anomaly[];
  /** Open payments of an order that is paid, this one included: to be closed at their provider. */
  readonly surplus: readonly string[];
  /** By this, and not before. */
  readonly hasSucceeded: boolean;
};

/** What becomes of a purchase while facts are recorded step by step. */
type Draft = {
  readonly purchase: Purchase;
  readonly payment: PurchasePayment;
  readonly anomalies: readonly Anomaly[];
  readonly remember: readonly Reminder[];
  /** Whether what was said is about this payment; otherwise only anomalies come of it. */
  readonly isOwn: boolean;
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
  const joined = join(purchase, was, facts, newId);
  const ended = withEnd(joined, was, facts);
  return decided(ended, was, facts, newId);
}

function notFound(): DomainError {
  return new DomainError('payment_not_found', 'Payment not found');
}

function nothing(purchase: Purchase, payment: PurchasePayment): Decision<Recorded> {
  const answer = {
    payment: paymentIn(payment),
    newAnomalies: [],
    surplus: surplusPayments(purchase),
    hasSucceeded: false,
  };
  return { changes: unchanged(purchase), answer };
}

function subjectOf({ attempt, parentId, paymentId }: Facts): string {
  return attempt?.providerPaymentId ?? parentId ?? paymentId;
}

/** Ids, attempts, reversals and the status. */
function join(purchase: Purchase, was: PurchasePayment, facts: Facts, newId: () => string): Draft {
  const identified = withIds(purchase, was, facts);
  const own = identified.isOwn ? withOwnAttempt(identified, facts) : identified;
  const rest = own.isOwn ? withRest(own, facts, newId) : own;
  const all = { ...rest, anomalies: [...rest.anomalies, ...facts.anomalies] };
  // Money that another payment of ours already stands for can't count twice.
  return all.isOwn ? withFact(all, facts) : all;
}

/** Gives the payment the provider's ids that it lacked, unless another payment has them: that is an anomaly. */
function withIds(purchase: Purchase, was: PurchasePayment, facts: Facts): Draft {
  const { parentId, intentId } = facts;
  const { owners } = purchase;
  const anomalies: Anomaly[] = [];
  const claimed = (said: string | null, owner: string | null | undefined): boolean => {
    if (said === null) return false;
    if (owner) anomalies.push({ kind: 'reference_mismatch', subject: said, detail: { belongs_to: owner } });
    return !owner;
  };
  let payment = was;
  if (was.parentId === null && claimed(parentId, owners?.parent))
    payment = { ...payment, parentId, calls: endCalls(payment.calls) };
  // The intent of a surplus parent is not this payment's.
  const isOfParent = parentId === null || payment.parentId === null || parentId === payment.parentId;
  if (was.intentId === null && isOfParent && claimed(intentId, owners?.intent)) payment = { ...payment, intentId };
  const isOwn = anomalies.length === 0 && !isOfAnotherParent(payment, facts);
  if (!isOwn && facts.fact?.kind === 'succeeded')
    anomalies.push({ kind: 'parent_mismatch', subject: subjectOf(facts), detail: {} });
  return { purchase, payment, anomalies, remember: [], isOwn };
}

/** Another parent was attached since the caller looked: the one that was said speaks for no payment. */
function isOfAnotherParent(payment: PurchasePayment, { parentId, intentId }: Facts): boolean {
  const differs = (said: string | null, known: string | null) => said !== null && known !== null && said !== known;
  return differs(parentId, payment.parentId) || differs(intentId, payment.intentId);
}

function withOwnAttempt(draft: Draft, facts: Facts): Draft {
  if (facts.attempt === null) return draft;
  const purchase = withAttempt(draft.purchase, draft.payment, facts.attempt);
  if (purchase !== null) return { ...draft, purchase };
  const foreign: Anomaly = { kind: 'reference_mismatch', subject: subjectOf(facts), detail: {} };
  return { ...draft, isOwn: false, anomalies: [...draft.anomalies, foreign] };
}

/** What is said beside an attempt: other tries, and what goes back of their money. */
function withRest(draft: Draft, { others, reversals }: Facts, newId: () => string): Draft {
  let { purchase, anomalies, remember } = draft;
  for (const other of others) {
    const next = withAttempt(purchase, draft.payment, other);
    if (next !== null) purchase = next;
    else anomalies = [...anomalies, { kind: 'reference_mismatch', subject: other.providerPaymentId, detail: {} }];
  }
  for (const reversal of reversals) {
    const reversed = withReversal(purchase, draft.payment, reversal, newId);
    purchase = reversed.purchase;
    anomalies = [...anomalies, ...reversed.anomalies];
    remember = [...remember, ...reversed.remember];
  }
  return { ...draft, purchase, anomalies, remember };
}

/** The status is the greatest fact. */
function withFact(draft: Draft, { fact: said, splits, overAt }: Facts): Draft {
  const { purchase, payment } = draft;
  const fact = splits ? weighed(purchase, payment, said, overAt) : said;
  const known = { kind: payment.status, occurredAt: payment.statusAt };
  if (fact === null || compareFacts(fact, known) <= 0) return draft;
  return { ...draft, payment: { ...payment, status: fact.kind, statusAt: fact.occurredAt } };
}

/** What the new status means for the order, for captures and for money beyond the amount. */
function withEnd(draft: Draft, was: PurchasePayment, facts: Facts): Draft {
  const { payment } = draft;
  const hasChanged = payment.status !== was.status;
  const hasSucceeded = hasChanged && payment.status === 'succeeded';
  const succeededAt = hasSucceeded ? draft.purchase.now : draft.purchase.succeededAt;
  let next = { ...draft, purchase: { ...draft.purchase, succeededAt } };
  next = withMoneyAnomalies(next, facts);
  if (hasSucceeded) next = withPaidOrder(next, was, subjectOf(facts));
  if (hasChanged) next = withEndedCaptures(next);
  return facts.cancelsOrder ? withCancelledOrder(next) : next;
}

function withMoneyAnomalies(draft: Draft, facts: Facts): Draft {
  const { purchase, payment, anomalies } = draft;
  if (!draft.isOwn) return draft;
  const saysAttempts = facts.attempt !== null || facts.others.length > 0;
  const surplus = saysAttempts && payment.status === 'succeeded' ? surplusAnomalies(purchase, payment) : [];
  const incomplete = facts.splits && payment.status === 'cancelled' ? incompleteAnomalies(purchase, payment) : [];
  return { ...draft, anomalies: [...anomalies, ...surplus, ...incomplete] };
}

/** Marks the order of a payment that has just succeeded, or says why it can't. */
function withPaidOrder(draft: Draft, was: PurchasePayment, subject: string): Draft {
  const { purchase, payment } = draft;
  const late: Anomaly[] = was.status === 'cancelled' ? [{ kind: 'paid_after_cancel', subject, detail: {} }] : [];
  const { order, now } = purchase;
  const reason = order === null ? null : whyNotPaid(order, payment, subject);
  const anomalies = [...draft.anomalies, ...late, ...(reason === null ? [] : [reason])];
  if (order === null || reason !== null) return { ...draft, anomalies };
  const paid = { ...order, status: 'paid', paidBy: payment.id, updatedAt: now } as const;
  return { ...draft, anomalies, purchase: { ...purchase, order: paid } };
}

function whyNotPaid(
  order: NonNullable<Purchase['order']>,
  { amount }: PurchasePayment,
  subject: string,
): Anomaly | null {
  const { status, paidBy } = order;
  if (status === 'paid') return { kind: 'order_paid_twice', subject, detail: { paid_by: paidBy } };
  const isSameMoney = order.amount.minor === amount.minor && order.amount.currency === amount.currency;
  if (status === 'pending' && isSameMoney) return null;
  const detail = { status, amount: order.amount.minor, currency: order.amount.currency };
  return { kind: 'order_differs', subject, detail };
}

/** A payment's end is the end of what was asked of it. */
function withEndedCaptures(draft: Draft): Draft {
  const { purchase, payment } = draft;
  if (payment.status !== 'succeeded' && payment.status !== 'cancelled') return draft;
  const status = payment.status === 'succeeded' ? 'succeeded' : 'failed';
  const captures = purchase.captures.map((one) =>
    one.status === 'pending' ? ({ ...one, status, updatedAt: purchase.now } as const) : one,
  );
  return { ...draft, purchase: { ...purchase, captures } };
}

/** Together with the payment's end, so that no caller can open the next one in between. */
function withCancelledOrder(draft: Draft): Draft {
  const { purchase, payment } = draft;
  const { order, now } = purchase;
  if (payment.status !== 'cancelled' || order?.status !== 'pending') return draft;
  return { ...draft, purchase: { ...purchase, order: { ...order, status: 'cancelled', updatedAt: now } } };
}

function decided(draft: Draft, was: PurchasePayment, { cause }: Facts, newId: () => string): Decision<Recorded> {
  const hasChanged = draft.payment.status !== was.status;
  const payment = dated(draft, was);
  const newAnomalies = unknownAnomalies(draft);
  const kept = newAnomalies.map((one): PurchaseAnomaly => {
    return { ...one, id: newId(), recordedAt: draft.purchase.now, resolution: null };
  });
  const purchase = { ...draft.purchase, payment, anomalies: [...draft.purchase.anomalies, ...kept] };
  const surplus = surplusPayments(purchase);
  const transition = hasChanged ? transitionOf(was, payment, { cause, now: purchase.now }) : null;
  const remember = [...draft.remember, ...surplus.map((id) => reminder('closing', id))];
  const hasParent = was.parentId === null && payment.parentId !== null;
  const forget = hasParent ? [{ kind: 'opening', subject: payment.id } as const] : [];
  const changes: Changes = { purchase, transition, remember, forget };
  const hasSucceeded = hasChanged && payment.status === 'succeeded';
  return { changes, answer: { payment: paymentIn(payment), newAnomalies, surplus, hasSucceeded } };
}

/** `updatedAt` is for readers: they don't see the provider's clock move. The same payment when nothing has changed. */
function dated({ purchase, payment }: Draft, was: PurchasePayment): PurchasePayment {
  const isVisible =
    payment.status !== was.status || payment.parentId !== was.parentId || payment.intentId !== was.intentId;
  if (!isVisible) return payment;
  return { ...payment, transitions: was.transitions + Number(payment.status !== was.status), updatedAt: purchase.now };
}

/** Each only once: the same subject again adds nothing. */
function unknownAnomalies({ purchase, anomalies }: Draft): readonly Anomaly[] {
  const keyOf = ({ kind, subject }: Anomaly) => `${kind} ${subject}`;
  const known = new Set(purchase.anomalies.map(keyOf));
  return anomalies.filter((one) => !known.has(keyOf(one)) && known.add(keyOf(one)));
}

function transitionOf(
  was: PurchasePayment,
  is: PurchasePayment,
  { cause, now }: { cause: Cause; now: Date },
): Transition {
  return { from: was.status, to: is.status, cause, occurredAt: is.statusAt, recordedAt: now };
}
