import { DomainError } from '../error.ts';
import type { Payment } from '../payment/payment.ts';
import { type CallsEnd, endLease, type Lease, leaseIn, NO_CALLS, type Taking, takeLease } from './calls.ts';
import { type Decision, type Reminder, reminder, unchanged } from './decision.ts';
import { type Purchase, type PurchaseOrder, type PurchasePayment, paymentIn } from './purchase.ts';

/** A payment that is about to be opened; the caller chose its id. */
export type NewPayment = Omit<Payment, 'status' | 'statusAt' | 'parentId' | 'intentId' | 'createdAt' | 'updatedAt'>;

/** `lease` is null while another process holds it, or if the payment has its parent already. */
export type Opened = { readonly payment: Payment; readonly lease: Lease | null };

/**
 * How a lease of a payment without a parent ends. `abandoned`: what the calls of this round have made was given to no buyer,
 * so that no buyer can pay it. The next lease has a new round, and what turns up is closed (`leftover`).
 */
export type OpeningEnd = Exclude<CallsEnd, 'over'> | 'abandoned';

type Options = Omit<Taking, 'now'>;

/**
 * Makes a payment and gives its caller the lease. For an order: only while the order is pending and equal in amount, and at
 * most one open payment: when there is one, it is the answer instead, with the lease if that was free and the parent is
 * missing. The same id again is the same payment.
 * @throws DomainError `order_not_found`, `order_not_payable`; `conflict` when the id belongs to another payment
 */
export function openPayment(purchase: Purchase, wanted: NewPayment, options: Options): Decision<Opened> {
  if (wanted.purpose.kind === 'order') requirePayable(purchase.order, wanted);
  const { payment } = purchase;
  if (payment !== null) {
    if (!isSame(payment, wanted)) throw anothersId();
    return leased(purchase, payment, options);
  }
  if (purchase.owners?.hasPayment) throw anothersId();
  const opened = newPayment(wanted, purchase.now);
  return leased(purchase, opened, options, [reminder('payment', opened.id, opened.expiresAt)]);
}

function anothersId(): DomainError {
  return new DomainError('conflict', 'This id belongs to another payment');
}

function requirePayable(order: PurchaseOrder | null, wanted: NewPayment): void {
  if (order === null) throw new DomainError('order_not_found', 'Order not found');
  const termsOf = ({ amount, userId, provider, captureMethod }: PurchaseOrder | NewPayment) =>
    [amount.minor, amount.currency, userId, provider, captureMethod].join(' ');
  if (order.status !== 'pending' || termsOf(order) !== termsOf(wanted))
    throw new DomainError('order_not_payable', 'Order is not payable');
}

/** An order has one open payment, whatever its id. */
function isSame({ purpose, userId }: PurchasePayment, wanted: NewPayment): boolean {
  if (wanted.purpose.kind === 'order') return true;
  return purpose.kind === 'checkout' && purpose.gymSlug === wanted.purpose.gymSlug && userId === wanted.userId;
}

function newPayment(wanted: NewPayment, now: Date): PurchasePayment {
  const unheard = { status: 'pending', statusAt: null, parentId: null, intentId: null } as const;
  return { ...wanted, ...unheard, createdAt: now, updatedAt: now, transitions: 0, events: 0, calls: NO_CALLS };
}

/**
 * Leases a payment without a parent, when no caller holds it or the holder's time ran out.
 * @throws DomainError `payment_not_found`
 */
export function leaseOpening(purchase: Purchase, options: Options): Decision<Opened> {
  const { payment } = purchase;
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  return leased(purchase, payment, options);
}

function leased(
  purchase: Purchase,
  payment: PurchasePayment,
  options: Options,
  remember: readonly Reminder[] = [],
): Decision<Opened> {
  const calls = payment.parentId === null ? takeLease(payment.calls, { ...options, now: purchase.now }) : null;
  if (calls === null) return { changes: unchanged(purchase), answer: { payment: paymentIn(payment), lease: null } };
  const next = { ...payment, calls };
  const changes = {
    ...unchanged({ ...purchase, payment: next }),
    remember: [...remember, reminder('opening', payment.id)],
  };
  return { changes, answer: { payment: paymentIn(next), lease: leaseIn(calls) } };
}

/** Gives a lease back. If it was lost meanwhile, nothing changes. */
export function endOpening(purchase: Purchase, token: string, end: OpeningEnd): Decision<null> {
  const { payment } = purchase;
  const calls = payment && endLease(payment.calls, token, end === 'abandoned' ? 'refused' : end);
  if (payment === null || calls === null) return { changes: unchanged(purchase), answer: null };
  const { id } = payment;
  const changes = {
    ...unchanged({ ...purchase, payment: { ...payment, calls } }),
    remember: end === 'abandoned' ? [reminder('leftover', id)] : [],
    forget: calls.unknownCalls === 0 ? [{ kind: 'opening', subject: id } as const] : [],
  };
  return { changes, answer: null };
}
