import { DomainError } from '../error.ts';
import type { Order } from '../order.ts';
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
  const isPayableChanged = payableBy(wanted) !== payableBy(order);
  const isSame =
    !isPayableChanged && wanted.customerEmail === order.customerEmail && wanted.description === order.description;
  if (isSame) return { changes: unchanged(purchase), answer: { value: orderIn(order), created: false } };
  requireChangeable(purchase, order, isPayableChanged);
  const next = { ...wanted, updatedAt: now };
  return { changes: unchanged({ ...purchase, order: next }), answer: { value: orderIn(next), created: false } };
}

/** What a customer pays by, and the status. */
function payableBy({ userId, amount, provider, captureMethod, returnUrl, status }: Order): string {
  return JSON.stringify([userId, amount.minor, amount.currency, provider, captureMethod, returnUrl, status]);
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
