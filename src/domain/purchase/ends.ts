import type { Anomaly } from '../payment/anomaly.ts';
import type { Status } from '../payment/fact.ts';
import { endCalls } from './calls.ts';
import { type Draft, withAnomalies } from './draft.ts';
import { type Facts, subjectOf } from './facts.ts';
import { incompleteAnomalies } from './money/parts.ts';
import { surplusAnomalies } from './money/surplus.ts';
import type { PurchaseOrder, PurchasePayment } from './purchase.ts';

/** What the status means for the order, for captures and for money beyond the amount. `was`: the status before these facts. */
export function withEnd(draft: Draft, was: Status, facts: Facts): Draft {
  const { status } = draft.payment;
  let next = draft.isOwn ? withAnomalies(draft, moneyAnomalies(draft, facts)) : draft;
  if (status !== was && status === 'succeeded') next = withSuccess(next, was, subjectOf(facts));
  if (status !== was) next = withEndedCaptures(next);
  return facts.cancelsOrder ? withCancelledOrder(next) : next;
}

function moneyAnomalies(
  { purchase, payment }: Draft,
  { attempt, others, reversals, splits, isRestOverdue }: Facts,
): readonly Anomaly[] {
  const isAboutMoney = attempt !== null || others.length > 0 || reversals.length > 0;
  if (payment.status === 'succeeded') return isAboutMoney ? surplusAnomalies(purchase, payment) : [];
  const isOver = isRestOverdue || (splits && payment.status === 'cancelled');
  return isOver ? incompleteAnomalies(purchase, payment) : [];
}

/** Marks the order of a payment that has just succeeded, or says why it can't. */
function withSuccess(draft: Draft, was: Status, subject: string): Draft {
  const { payment } = draft;
  const { order, now } = draft.purchase;
  const purchase = { ...draft.purchase, succeededAt: now };
  const late: readonly Anomaly[] = was === 'cancelled' ? [{ kind: 'paid_after_cancel', subject, detail: {} }] : [];
  const next = withAnomalies({ ...draft, purchase }, late);
  if (order === null) return next;
  const reason = whyNotPaid(order, payment, subject);
  if (reason !== null) return withAnomalies(next, [reason]);
  const paid = { ...order, status: 'paid', paidBy: payment.id, updatedAt: now } as const;
  return { ...next, purchase: { ...purchase, order: paid } };
}

function whyNotPaid(order: PurchaseOrder, { amount }: PurchasePayment, subject: string): Anomaly | null {
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
    one.status === 'pending' ? ({ ...one, status, updatedAt: purchase.now, calls: endCalls(one.calls) } as const) : one,
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
