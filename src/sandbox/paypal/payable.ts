import type { Payable } from '../simulator.ts';
import { canDo } from './buyer.ts';
import { capturesOf, disputesOf, type OrderRecord, type Records } from './records.ts';
import { pageOf } from './show.ts';

/** An order as its buyer sees it. */
export function payable(records: Records, order: OrderRecord): Payable {
  const { id, unit, context, email, clientId } = order;
  const merchant = records.merchants.find((each) => each.clientId === clientId);
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    id,
    reference: text(unit['custom_id']),
    title: text(unit['description']) ?? id,
    amount: unit.amount.value,
    currency: unit.amount.currency_code,
    status: statusOf(records, order),
    merchant: merchant?.name ?? 'The merchant',
    payer: email,
    openedAt: order.createdAt,
    page: pageOf(order),
    can: canDo(records, order),
    attempts: capturesOf(records, id).map(({ id: captureId, status }) => ({ id: captureId, status })),
    problem: null,
    statement: text(unit['soft_descriptor']),
    returnUrl: returnUrlOf(text(context['return_url']), order),
  };
}

/** What happened to the money, else to the order. */
function statusOf(records: Records, { id, status, intent }: OrderRecord): string {
  const capture = capturesOf(records, id).at(-1);
  if (capture === undefined) return intent === 'AUTHORIZE' ? 'CLOSED' : status;
  return disputesOf(records, capture.id).some((dispute) => dispute.status === 'OPEN') ? 'DISPUTED' : capture.status;
}

/** With what PayPal adds: the order, and who approved it. https://developer.paypal.com/docs/checkout/, 2026-11-29 */
function returnUrlOf(returnUrl: string | null, { id, status }: OrderRecord): string | null {
  const url = returnUrl === null ? null : URL.parse(returnUrl);
  if (url === null || status === 'CREATED') return url?.href ?? null;
  url.searchParams.append('token', id);
  url.searchParams.append('PayerID', 'SANDBOXBUYER1');
  return url.href;
}
