import type { SimulatorContext } from '../simulator.ts';
import { apiError } from './errors.ts';
import { type PaymentRecord, type PreferenceRecord, type Records, type RefundRecord, wireTime } from './records.ts';
import { amountOf, currencyOf, decimalOf, hundredthsOf, takesCents } from './show.ts';
import { changed } from './webhooks.ts';

/** A payment with the preference that it was made for. */
export type Paid = { readonly payment: PaymentRecord; readonly preference: PreferenceRecord };

/** `amount` as it was sent; undefined gives back all that is left. */
type Wish = { readonly amount: unknown; readonly key: string | null };

/** As the API takes it: the key is required, and finds the refund again that was made before it. @throws ApiError */
export function createRefund(
  records: Records,
  context: SimulatorContext,
  paid: Paid,
  { amount, key }: Wish,
): RefundRecord {
  if (key === null || key.length > 64)
    throw apiError(400, 'bad_request', "Header X-Idempotency-Key can't be null", [{ code: 4292 }]);
  const name = `refund ${paid.payment.sellerId} ${paid.payment.id} ${key}`;
  const before = records.refunds[records.keys[name] ?? ''];
  if (before !== undefined) return before;
  const made = giveBack(records, context, paid, wantedOf(records, paid, amount));
  records.keys[name] = String(made.id);
  return made;
}

/** All that a seller, or the bank, can do. @throws Error */
export function refundInDashboard(
  records: Records,
  context: SimulatorContext,
  paid: Paid,
  amount: string | null,
): void {
  const left = refundable(records, paid);
  const wanted = amount === null ? left : hundredthsOf(amount);
  if (paid.payment.status !== 'approved' || wanted <= 0n || wanted > left)
    throw new Error(`Of payment ${paid.payment.id} at most ${decimalOf(left)} can be refunded`);
  giveBack(records, context, paid, wanted);
}

/** The newest refund comes back: the bank would not take it. @throws Error */
export function failRefund(records: Records, context: SimulatorContext, paid: Paid): void {
  const refund = refundsOf(records, paid.payment).findLast(({ status }) => status !== 'rejected');
  if (refund === undefined) throw new Error(`Payment ${paid.payment.id} has no refund that could fail`);
  refund.status = 'rejected';
  paid.payment.status = 'approved';
  changed(records, context, paid);
}

export function showRefund({ id, paymentId, hundredths, createdAt, status }: RefundRecord): Record<string, unknown> {
  return {
    id,
    payment_id: paymentId,
    amount: Number(hundredths) / 100,
    status,
    date_created: wireTime(createdAt),
    refund_mode: 'standard',
    reason: null,
  };
}

export function refundsOf({ refunds }: Records, { id }: PaymentRecord): RefundRecord[] {
  return Object.values(refunds).filter(({ paymentId }) => paymentId === id);
}

/** In hundredths of the major unit. */
export function refundedOf(records: Records, payment: PaymentRecord): bigint {
  const counted = refundsOf(records, payment).filter(({ status }) => status !== 'rejected');
  return counted.reduce((sum, { hundredths }) => sum + BigInt(hundredths), 0n);
}

function refundable(records: Records, { payment, preference }: Paid): bigint {
  return hundredthsOf(amountOf(preference)) - refundedOf(records, payment);
}

function wantedOf(records: Records, paid: Paid, amount: unknown): bigint {
  const left = refundable(records, paid);
  if (paid.payment.status !== 'approved')
    throw apiError(400, 'bad_request', 'Action requested is not valid for the current payment state', [{ code: 2063 }]);
  if (amount === undefined) return left;
  const decimals = takesCents(currencyOf(paid.preference)) ? 2 : 0;
  const isAmount = typeof amount === 'number' && new RegExp(`^\\d+(\\.\\d{1,${decimals || 1}})?$`).test(String(amount));
  if (!isAmount || (decimals === 0 && !Number.isInteger(amount)) || amount <= 0)
    throw apiError(400, 'bad_request', 'Invalid amount', [{ code: 4040 }]);
  const wanted = hundredthsOf(String(amount));
  if (wanted > left)
    throw apiError(400, 'bad_request', 'The refund amount is greater than what is left', [{ code: 4040 }]);
  return wanted;
}

function giveBack(records: Records, context: SimulatorContext, paid: Paid, hundredths: bigint): RefundRecord {
  records.lastRefundId += 1;
  const id = records.lastRefundId;
  const createdAt = context.now().toISOString();
  const made: RefundRecord = {
    id,
    paymentId: paid.payment.id,
    hundredths: String(hundredths),
    createdAt,
    status: 'approved',
  };
  records.refunds[String(id)] = made;
  if (refundable(records, paid) === 0n) paid.payment.status = 'refunded';
  changed(records, context, paid);
  return made;
}
