import { type AuditEntry, type AuditedFields, differences, withheld } from '../operator/audit.ts';
import type { Status } from '../payment/fact.ts';
import type { Order } from '../payment/order.ts';
import type { NotedReceipt } from '../payment/receipt.ts';
import { wholeOf } from '../payment/refund.ts';
import { type Purchase, refundIn } from './purchase.ts';

/** What a request said beside what it changed. */
export type Said = { readonly saw?: Status | null; readonly receipt?: NotedReceipt | null };

/**
 * What a person or a key has changed, of all that differs between the purchase before and after their commit. As with events,
 * no decision names it, so that none can forget it. `saw`: the status that the payment had when its cancellation was requested;
 * a webhook about its effect may be faster than the provider's answer. `receipt`: what an operator has taken.
 */
export function auditOf(
  before: Purchase,
  after: Purchase,
  { saw = null, receipt = null }: Said = {},
): readonly AuditEntry[] {
  return [
    ...ofOrder(before, after),
    ...ofCancellation(before, after, saw),
    ...ofReceipt(before, after, receipt),
    ...ofRefunds(before, after),
    ...ofCaptures(before, after),
    ...ofAnomalies(before, after),
  ];
}

const ORDER: AuditedFields<Order> = {
  user_id: (order) => order.userId,
  amount: (order) => order.amount.minor,
  currency: (order) => order.amount.currency.toLowerCase(),
  customer_email: (order) => order.customerEmail,
  description: (order) => order.description,
  provider: (order) => order.provider,
  capture_method: (order) => order.captureMethod,
  return_url: (order) => order.returnUrl,
  // Only payments make an order paid.
  status: (order) => (order.status === 'paid' ? 'pending' : order.status),
};

function ofOrder({ order: before }: Purchase, { order }: Purchase): readonly AuditEntry[] {
  const all = order === null ? [] : differences(ORDER, before, order);
  const changes = all.map((change) => (change.field === 'customer_email' ? withheld(change) : change));
  return order === null || changes.length === 0 ? [] : [{ action: 'order.put', subject: `order:${order.id}`, changes }];
}

function ofCancellation(before: Purchase, { payment }: Purchase, saw: Status | null): readonly AuditEntry[] {
  if (saw === null || payment?.status !== 'cancelled') return [];
  const was = before.payment?.status ?? saw;
  const from = was === 'cancelled' ? saw : was;
  const changes = [{ field: 'status', from, to: payment.status }];
  return [{ action: 'payment.cancel', subject: `payment:${payment.id}`, changes }];
}

function ofReceipt(before: Purchase, after: Purchase, receipt: NotedReceipt | null): readonly AuditEntry[] {
  const isIn = ({ attempts }: Purchase) => attempts.some(({ providerPaymentId }) => providerPaymentId === receipt?.id);
  if (receipt === null || isIn(before) || !isIn(after)) return [];
  const { id, reference, amount, method, note } = receipt;
  const said = Object.entries({ receipt: id, amount: amount.minor, method, note });
  const changes = said.flatMap(([field, to]) => (to === null ? [] : [{ field, from: null, to }]));
  return [{ action: 'payment.receive', subject: `payment:${reference}`, changes }];
}

function ofRefunds(before: Purchase, { refunds }: Purchase): readonly AuditEntry[] {
  const isKnown = (id: string) => before.refunds.some((one) => one.id === id);
  const all = refunds.map(refundIn);
  const made = all.filter(({ id, partOf }) => partOf === null && !isKnown(id));
  return made.map((first): AuditEntry => {
    const parts = all.filter(({ partOf }) => partOf === first.id);
    const { id, paymentId, amount, reason } = wholeOf(first, parts);
    const said = reason === null ? [] : [{ field: 'reason', from: null, to: reason }];
    const changes = [
      { field: 'refund', from: null, to: id },
      { field: 'amount', from: null, to: amount.minor },
      ...said,
    ];
    return { action: 'payment.refund', subject: `payment:${paymentId}`, changes };
  });
}

function ofCaptures(before: Purchase, { captures }: Purchase): readonly AuditEntry[] {
  const made = captures.filter(({ id }) => !before.captures.some((one) => one.id === id));
  return made.map(({ id, paymentId, amount }): AuditEntry => {
    const changes = [
      { field: 'capture', from: null, to: id },
      { field: 'amount', from: null, to: amount.minor },
    ];
    return { action: 'payment.capture', subject: `payment:${paymentId}`, changes };
  });
}

function ofAnomalies(before: Purchase, { anomalies }: Purchase): readonly AuditEntry[] {
  return anomalies.flatMap(({ id, resolution }): AuditEntry[] => {
    const was = before.anomalies.find((one) => one.id === id);
    if (!resolution?.by || was === undefined || was.resolution !== null) return [];
    const changes = [{ field: 'reason', from: null, to: resolution.reason }];
    return [{ action: 'anomaly.resolve', subject: `anomaly:${id}`, changes }];
  });
}
