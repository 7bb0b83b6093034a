import type { SimulatorContext } from '../simulator.ts';
import { makeCapture } from './captures.ts';
import { checkOrder } from './check.ts';
import { invalid, notFound, refused } from './errors.ts';
import { type CaptureRecord, type Merchant, newId, type OrderRecord, orderOf, type Records } from './records.ts';

/** Hours after which PayPal forgets an order whose money was not taken. https://developer.paypal.com/docs/api/orders/v2/, 2026-11-29 */
const FORGOTTEN_MS = 6 * 3_600_000;

export function createOrder(
  records: Records,
  context: SimulatorContext,
  { clientId }: Merchant,
  body: unknown,
): OrderRecord {
  const { unit, context: sent, email } = checkOrder(body);
  const order: OrderRecord = {
    id: newId(records),
    clientId,
    createdAt: context.now().toISOString(),
    updatedAt: null,
    ...{ status: 'CREATED', intent: 'CAPTURE', source: null, fate: null },
    unit,
    context: sent,
    email,
  };
  records.orders[order.id] = order;
  return order;
}

/** @throws ApiError 404 for another app's, too. */
export function ownOrder({ orders }: Records, { clientId }: Merchant, id: string): OrderRecord {
  const order = Object.hasOwn(orders, id) ? orders[id] : undefined;
  if (order?.clientId !== clientId) throw notFound();
  return order;
}

/** Of all that can be changed only the intent. https://developer.paypal.com/docs/api/orders/v2/#orders_patch, 2026-11-29 */
export function patchOrder(context: SimulatorContext, order: OrderRecord, body: unknown): void {
  const [change, ...more] = Array.isArray(body) ? body : [];
  const { op, path, value } = Object(change) as Partial<Record<string, unknown>>;
  if (op !== 'replace' || path !== '/intent' || (value !== 'AUTHORIZE' && value !== 'CAPTURE') || more.length > 0)
    throw invalid('INVALID_PATCH_OPERATION', '/0');
  if (order.status === 'COMPLETED') throw refused('ORDER_ALREADY_COMPLETED');
  Object.assign(order, { intent: value, updatedAt: context.now().toISOString() });
}

/** https://developer.paypal.com/docs/api/orders/v2/#orders_capture, 2026-11-29. @throws ApiError */
export function captureOrder(records: Records, context: SimulatorContext, order: OrderRecord): void {
  if (order.status === 'COMPLETED') throw refused('ORDER_ALREADY_CAPTURED');
  if (order.intent !== 'CAPTURE') throw refused('ACTION_DOES_NOT_MATCH_INTENT');
  if (order.status !== 'APPROVED') throw refused('ORDER_NOT_APPROVED');
  if (order.fate?.isRefused === true) throw refused(order.fate.word ?? 'INSTRUMENT_DECLINED');
  if (isPaidByAnother(records, order)) throw refused('DUPLICATE_INVOICE_ID');
  makeCapture(records, context, order);
}

function isPaidByAnother(records: Records, { id, clientId, unit: { invoice_id: invoice } }: OrderRecord): boolean {
  const isOfInvoice = (capture: CaptureRecord) => {
    const order = orderOf(records, capture);
    return order.id !== id && order.clientId === clientId && order.unit['invoice_id'] === invoice;
  };
  return (
    invoice !== undefined &&
    Object.values(records.captures).some((capture) => capture.status !== 'DECLINED' && isOfInvoice(capture))
  );
}

/** From then on it is neither found nor paid. */
export function forgetOrder({ orders }: Records, { id }: OrderRecord): void {
  delete orders[id];
}

export function forgetDue(records: Records, now: Date): void {
  for (const order of Object.values(records.orders))
    if (order.status !== 'COMPLETED' && now.getTime() - Date.parse(order.createdAt) >= FORGOTTEN_MS)
      forgetOrder(records, order);
}
