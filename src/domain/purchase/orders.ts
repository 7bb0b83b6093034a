import { DomainError } from '../error.ts';
import type { Order } from '../payment/order.ts';
import { type Decision, unchanged } from './decision.ts';
import { orderIn, type Purchase, type PurchaseOrder } from './purchase.ts';

/** An order as a client app puts it. A status of `pending` leaves it as it is; only payments make an order `paid`. */
export type OrderChange = Omit<Order, 'status' | 'createdAt' | 'updatedAt'> & {
  readonly status: 'pending' | 'cancelled';
};

export type Put<T> = { readonly value: T; readonly created: boolean };

/**
 * Makes or changes an order. While a payment is open, or once the order is cancelled, only what no buyer pays by may change; a
 * paid order is history. The same again is always fine and changes nothing.
 * @throws DomainError `conflict`
 */
export function putOrder(purchase: Purchase, change: OrderChange): Decision<Put<Order>> {
  const { order, now } = purchase;
  if (order === null) {
    const made = { ...change, paidBy: null, createdAt: now, updatedAt: now };
    return { changes: unchanged({ ...purchase, order: made }), answer: { value: orderIn(made), created: true } };
  }
  const wanted = { ...order, ...change, status: change.status === 'pending' ? order.status : change.status };
  const isPayableChanged = wanted.status !== order.status || areTermsOther(order, wanted);
  const isSame =
    !isPayableChanged && wanted.customerEmail === order.customerEmail && wanted.description === order.description;
  if (isSame) return { changes: unchanged(purchase), answer: { value: orderIn(order), created: false } };
  requireChangeable(purchase, order, isPayableChanged);
  const next = { ...wanted, updatedAt: now };
  return { changes: unchanged({ ...purchase, order: next }), answer: { value: orderIn(next), created: false } };
}

/** What a customer pays by. */
export type OrderTerms = Pick<Order, 'userId' | 'amount' | 'provider' | 'captureMethod' | 'returnUrl'>;

function areTermsOther(order: OrderTerms, change: OrderTerms): boolean {
  const textOf = ({ userId, amount, provider, captureMethod, returnUrl }: OrderTerms) =>
    JSON.stringify([userId, amount.minor, amount.currency, provider, captureMethod, returnUrl]);
  return textOf(order) !== textOf(change);
}

/**
 * Before the open payment of an order is closed, so that the order can be cancelled: it is cancelled as it is, or changed
 * after that, not both at once.
 * @throws DomainError `conflict`
 */
export function requireSameTerms(order: OrderTerms, change: OrderTerms): void {
  if (areTermsOther(order, change))
    throw new DomainError('conflict', 'The order has an open payment: cancel it without changing it');
}

function requireChangeable(
  { payment, otherOpen }: Purchase,
  { status }: PurchaseOrder,
  isPayableChanged: boolean,
): void {
  const hasOpenPayment = payment !== null || otherOpen.length > 0;
  if (status !== 'paid' && !(isPayableChanged && (status === 'cancelled' || hasOpenPayment))) return;
  throw new DomainError(
    'conflict',
    status === 'pending'
      ? 'The order has an open payment: only description and customer_email may change'
      : `The order is ${status}`,
  );
}
