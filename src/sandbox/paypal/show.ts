import {
  type CaptureRecord,
  capturesOf,
  type DisputeRecord,
  type OrderRecord,
  orderOf,
  type Records,
  type RefundRecord,
  refundsOf,
} from './records.ts';

/** The answers' shapes. https://developer.paypal.com/docs/api/orders/v2/ and …/payments/v2/, 2026-11-29 */
type Json = Readonly<Record<string, unknown>>;

/** https://developer.paypal.com/tools/sandbox/card-testing/, 2026-11-29 */
const SOURCES = {
  card: { card: { brand: 'VISA', last_digits: '7704', type: 'CREDIT' } },
  paypal: { paypal: { account_id: 'SANDBOXBUYER1', account_status: 'VERIFIED' } },
} as const;

export function pageOf(order: OrderRecord): string {
  return `/checkoutnow?token=${order.id}`;
}

export function showOrder(records: Records, order: OrderRecord, base: string): Json {
  const captures = capturesOf(records, order.id);
  const refunds = captures.flatMap(({ id }) => refundsOf(records, id));
  const payments = {
    captures: captures.map((capture) => showCapture(records, capture, base)),
    ...(refunds.length > 0 && { refunds: refunds.map((refund) => showRefund(refund, base)) }),
  };
  const payee = { merchant_id: `M${order.clientId.slice(-12)}` };
  return {
    id: order.id,
    intent: order.intent,
    status: order.status,
    ...(order.source !== null && { payment_source: SOURCES[order.source] }),
    ...(order.email !== null && { payer: { email_address: order.email } }),
    purchase_units: [{ ...order.unit, payee, ...(captures.length > 0 && { payments }) }],
    create_time: order.createdAt,
    ...(order.updatedAt !== null && { update_time: order.updatedAt }),
    links: linksOf(order, base),
  };
}

/** What is answered without `Prefer: return=representation`. */
export function minimal({ id, status, links }: Json): Json {
  return { id, status, links };
}

function linksOf(order: OrderRecord, base: string): readonly Json[] {
  const self = `${base}/v2/checkout/orders/${order.id}`;
  const open = [
    { href: `${base}${pageOf(order)}`, rel: 'approve', method: 'GET' },
    { href: self, rel: 'update', method: 'PATCH' },
    { href: `${self}/capture`, rel: 'capture', method: 'POST' },
  ];
  return [{ href: self, rel: 'self', method: 'GET' }, ...(order.status === 'COMPLETED' ? [] : open)];
}

export function showCapture(records: Records, capture: CaptureRecord, base: string): Json {
  const { id, status, code, createdAt, updatedAt, orderId } = capture;
  const { unit } = orderOf(records, capture);
  const self = `${base}/v2/payments/captures/${id}`;
  return {
    id,
    status,
    ...(status === 'PENDING' && { status_details: { reason: 'PENDING_REVIEW' } }),
    ...(code !== null && { processor_response: { response_code: code } }),
    amount: unit.amount,
    final_capture: true,
    custom_id: unit['custom_id'],
    invoice_id: unit['invoice_id'],
    create_time: createdAt,
    update_time: updatedAt,
    links: [
      { href: self, rel: 'self', method: 'GET' },
      { href: `${self}/refund`, rel: 'refund', method: 'POST' },
      { href: `${base}/v2/checkout/orders/${orderId}`, rel: 'up', method: 'GET' },
    ],
  };
}

/** A capture that is asked for alone, or reported. */
export function showAlone(records: Records, capture: CaptureRecord, base: string): Json {
  const supplementary_data = { related_ids: { order_id: capture.orderId } };
  return { ...showCapture(records, capture, base), supplementary_data };
}

export function showRefund(refund: RefundRecord, base: string): Json {
  const { id, captureId, status, amount, customId, note, createdAt, updatedAt } = refund;
  return {
    id,
    status,
    amount,
    ...(customId !== null && { custom_id: customId }),
    ...(note !== null && { note_to_payer: note }),
    create_time: createdAt,
    update_time: updatedAt,
    links: [
      { href: `${base}/v2/payments/refunds/${id}`, rel: 'self', method: 'GET' },
      { href: `${base}/v2/payments/captures/${captureId}`, rel: 'up', method: 'GET' },
    ],
  };
}

/** A list shows less than a dispute that is asked for alone. */
export function showDispute(records: Records, dispute: DisputeRecord, isWhole = true): Json {
  const { id, captureId, status, outcome, createdAt, updatedAt } = dispute;
  const capture = records.captures[captureId];
  return {
    dispute_id: id,
    create_time: createdAt,
    update_time: updatedAt,
    reason: 'UNAUTHORISED',
    status,
    dispute_state: status === 'OPEN' ? 'REQUIRED_ACTION' : 'RESOLVED',
    dispute_life_cycle_stage: 'CHARGEBACK',
    dispute_amount: capture && orderOf(records, capture).unit.amount,
    ...(isWhole && { disputed_transactions: [{ seller_transaction_id: captureId }] }),
    ...(isWhole && outcome !== null && { dispute_outcome: { outcome_code: outcome } }),
  };
}
