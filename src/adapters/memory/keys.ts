import { isOpen } from '../../domain/payment/fact.ts';
import type { Owners, PurchasePayment } from '../../domain/purchase/purchase.ts';
import type { IdsInQuestion } from '../../ports/store/purchases.ts';
import { keyOf, type PaymentLists, type PaymentRow, type Tables } from './tables.ts';

/** The payment that has an id of its account's provider. */
export type ProviderId = 'parent' | 'intent' | 'attempt' | 'refund' | 'dispute';

export function ownerOf({ keys }: Tables, accountId: string, kind: ProviderId, id: string): string | null {
  return keys.get(keyOf(kind, accountId, id)) ?? null;
}

/** What no other payment may have beside this one: ids of its provider and of ours; and an order has one that is open. */
function keysOf({ payment, attempts, refunds, disputes, captures }: Omit<PaymentRow, 'version' | 'history'>): string[] {
  const { accountId, purpose } = payment;
  const known = (kind: ProviderId, ids: readonly (string | null)[]) =>
    ids.flatMap((id) => (id === null ? [] : [keyOf(kind, accountId, id)]));
  const isOpenOrder = purpose.kind === 'order' && isOpen(payment.status);
  return [
    ...known('parent', [payment.parentId]),
    ...known('intent', [payment.intentId]),
    ...known(
      'attempt',
      attempts.map((one) => one.providerPaymentId),
    ),
    ...known(
      'refund',
      refunds.map((one) => one.providerRefundId),
    ),
    ...known(
      'dispute',
      disputes.map((one) => one.providerDisputeId),
    ),
    ...refunds.map(({ id }) => keyOf('refund', id)),
    ...captures.map(({ id }) => keyOf('capture', id)),
    ...(isOpenOrder ? [keyOf('order', purpose.orderId)] : []),
  ];
}

/** Whether another payment has one of its keys. */
export function isTaken({ keys }: Tables, payment: PurchasePayment, lists: PaymentLists): boolean {
  return keysOf({ ...lists, payment }).some((key) => (keys.get(key) ?? payment.id) !== payment.id);
}

export function keepKeys({ keys }: Tables, before: PaymentRow | undefined, row: PaymentRow): void {
  for (const key of before === undefined ? [] : keysOf(before)) keys.delete(key);
  for (const key of keysOf(row)) keys.set(key, row.payment.id);
}

/** Which of the ids in question belong to other payments of the account than this one. */
export function ownersOf(tables: Tables, payment: PurchasePayment | null, ids: IdsInQuestion): Owners {
  const other = (kind: ProviderId, id: string | null) => {
    const owner = id === null || payment === null ? null : ownerOf(tables, payment.accountId, kind, id);
    return owner === payment?.id ? null : owner;
  };
  const others = (kind: ProviderId, list: readonly string[]) => new Set(list.filter((id) => other(kind, id) !== null));
  return {
    parent: other('parent', ids.parentId),
    intent: other('intent', ids.intentId),
    attempts: others('attempt', ids.attempts),
    refunds: others('refund', ids.refunds),
    disputes: others('dispute', ids.disputes),
    hasPayment: ids.paymentId !== null && tables.payments.has(ids.paymentId),
  };
}

/** The payment of an order that is open, or of a refund or a capture of ours. */
export function paymentOfKey(
  { keys, payments }: Tables,
  kind: 'order' | 'refund' | 'capture',
  id: string,
): PaymentRow | undefined {
  return payments.get(keys.get(keyOf(kind, id)) ?? '');
}
