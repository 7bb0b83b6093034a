import type { SimulatorContext } from '../simulator.ts';
import { notFound, refused } from './errors.ts';
import { faultOf, hundredthsOf, moneyOf } from './money.ts';
import {
  type CaptureRecord,
  type Merchant,
  newId,
  orderOf,
  type Records,
  type RefundRecord,
  refundsOf,
} from './records.ts';
import { showRefund } from './show.ts';
import { notify } from './webhooks.ts';

const CAN_GO_BACK: readonly string[] = ['COMPLETED', 'PARTIALLY_REFUNDED'];

/** @throws ApiError 404 for another app's, too. */
export function ownCapture(records: Records, { clientId }: Merchant, id: string): CaptureRecord {
  const capture = Object.hasOwn(records.captures, id) ? records.captures[id] : undefined;
  if (capture === undefined || orderOf(records, capture).clientId !== clientId) throw notFound();
  return capture;
}

/** @throws ApiError 404 for another app's, too. */
export function ownRefund(records: Records, merchant: Merchant, id: string): RefundRecord {
  const refund = Object.hasOwn(records.refunds, id) ? records.refunds[id] : undefined;
  if (refund === undefined) throw notFound();
  ownCapture(records, merchant, refund.captureId);
  return refund;
}

/** As the API takes it: without an amount all that is left goes back. @throws ApiError */
export function createRefund(
  records: Records,
  context: SimulatorContext,
  capture: CaptureRecord,
  { body, takesTime }: { readonly body: unknown; readonly takesTime: boolean },
): string {
  const { amount, custom_id, note_to_payer } = Object(body) as Partial<Record<string, unknown>>;
  const left = leftOf(records, capture);
  if (capture.status === 'PENDING') throw refused('PENDING_CAPTURE');
  if (!CAN_GO_BACK.includes(capture.status) || left === 0n) throw refused('CAPTURE_FULLY_REFUNDED');
  const fault = amount === undefined ? null : faultOf(amount);
  if (fault !== null) throw refused(fault, '/amount/value');
  const { currency_code: currency } = orderOf(records, capture).unit.amount;
  if (amount !== undefined && Object(amount).currency_code !== currency)
    throw refused('REFUND_CAPTURE_CURRENCY_MISMATCH', '/amount/currency_code');
  const wanted = amount === undefined ? left : hundredthsOf(Object(amount));
  if (wanted > left) throw refused('REFUND_AMOUNT_EXCEEDED', '/amount/value');
  return giveBack(records, context, capture, {
    amount: moneyOf(wanted, currency),
    customId: typeof custom_id === 'string' ? custom_id : null,
    note: typeof note_to_payer === 'string' ? note_to_payer : null,
    status: takesTime ? 'PENDING' : 'COMPLETED',
  }).id;
}

/** One of the dashboard carries what its capture carries. @throws Error */
export function refundInDashboard(
  records: Records,
  context: SimulatorContext,
  capture: CaptureRecord,
  amount: string | null,
): void {
  const { unit } = orderOf(records, capture);
  const left = leftOf(records, capture);
  const wanted = amount === null ? left : hundredthsOf({ value: amount });
  if (!CAN_GO_BACK.includes(capture.status) || wanted <= 0n || wanted > left)
    throw new Error(
      `Of capture ${capture.id} at most ${moneyOf(left, unit.amount.currency_code).value} can be refunded`,
    );
  const customId = String(unit['custom_id'] ?? '') || null;
  const money = moneyOf(wanted, unit.amount.currency_code);
  giveBack(records, context, capture, { amount: money, customId, note: null, status: 'COMPLETED' });
}

/** What is under way arrives. @throws Error */
export function finishRefund(records: Records, context: SimulatorContext, capture: CaptureRecord): void {
  const refund = refundsOf(records, capture.id).findLast(({ status }) => status === 'PENDING');
  if (refund === undefined) throw new Error(`Capture ${capture.id} has no refund that is under way`);
  change(records, context, capture, { refund, status: 'COMPLETED', type: 'PAYMENT.CAPTURE.REFUNDED' });
}

/** The newest refund comes back. @throws Error */
export function failRefund(records: Records, context: SimulatorContext, capture: CaptureRecord): void {
  const refund = refundsOf(records, capture.id).findLast(({ status }) => status !== 'FAILED');
  if (refund === undefined) throw new Error(`Capture ${capture.id} has no refund that could fail`);
  change(records, context, capture, { refund, status: 'FAILED', type: 'PAYMENT.REFUND.FAILED' });
}

function giveBack(
  records: Records,
  context: SimulatorContext,
  capture: CaptureRecord,
  given: Pick<RefundRecord, 'amount' | 'customId' | 'note' | 'status'>,
): RefundRecord {
  const createdAt = context.now().toISOString();
  const refund: RefundRecord = { ...given, id: newId(records), captureId: capture.id, createdAt, updatedAt: createdAt };
  records.refunds[refund.id] = refund;
  const type = given.status === 'PENDING' ? 'PAYMENT.REFUND.PENDING' : 'PAYMENT.CAPTURE.REFUNDED';
  change(records, context, capture, { refund, status: given.status, type });
  return refund;
}

type Change = { readonly refund: RefundRecord; readonly status: RefundRecord['status']; readonly type: string };

function change(records: Records, context: SimulatorContext, capture: CaptureRecord, changed: Change): void {
  const { refund, status, type } = changed;
  const now = context.now().toISOString();
  Object.assign(refund, { status, updatedAt: now });
  Object.assign(capture, { status: standingOf(records, capture), updatedAt: now });
  const { clientId } = orderOf(records, capture);
  const resource = showRefund(refund, context.url());
  notify(records, context, { clientId, type, resourceType: 'refund', resource, subject: refund.id });
}

function standingOf(records: Records, capture: CaptureRecord): CaptureRecord['status'] {
  const back = sumOf(refundsOf(records, capture.id).filter(({ status }) => status === 'COMPLETED'));
  if (back === 0n) return 'COMPLETED';
  return back === hundredthsOf(orderOf(records, capture).unit.amount) ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}

/** What is on its way is not there any more. */
function leftOf(records: Records, capture: CaptureRecord): bigint {
  const held = refundsOf(records, capture.id).filter(({ status }) => status !== 'FAILED');
  return hundredthsOf(orderOf(records, capture).unit.amount) - sumOf(held);
}

function sumOf(refunds: readonly RefundRecord[]): bigint {
  return refunds.reduce((sum, { amount }) => sum + hundredthsOf(amount), 0n);
}
