import type { SimulatorContext } from '../simulator.ts';
import { apiError } from './errors.ts';
import { type PaymentRecord, type PreferenceRecord, type Records, type RefundRecord, wireTime } from './records.ts';
import { currencyOf, decimalOf, hundredthsOf, shareOf, takesCents } from './show.ts';
import { changed } from './webhooks.ts';

/** A payment with the preference that it was made for. */
export type Paid = { readonly payment: PaymentRecord; readonly preference: PreferenceRecord };

/** `amount` as it was sent; undefined gives back all that is left. `takesTime`: it is not decided at once. */
type Wish = {
  readonly amount: unknown;
  readonly key: string | null;
  readonly takesTime: boolean;
  /** Whether the caller asked to be shown refunds that are under way. */
  readonly showsInProcess: boolean;
};

/** As the API takes it: the key is required, and finds the refund again that was made before it. @throws ApiError */
export function createRefund(
  records: Records,
  context: SimulatorContext,
  paid: Paid,
  { amount, key, takesTime, showsInProcess }: Wish,
): RefundRecord {
  if (key === null || key.length > 64)
    throw apiError(400, 'bad_request', "Header X-Idempotency-Key can't be null", [{ code: 4292 }]);
  const name = `refund ${paid.payment.sellerId} ${paid.payment.id} ${key}`;
  const before = records.refunds[records.keys[name] ?? ''];
  const made = before ?? giveBack(records, context, paid, wantedOf(records, paid, amount), takesTime);
  records.keys[name] = String(made.id);
  if (made.status === 'in_process' && !showsInProcess)
    throw apiError(400, 'bad_request', 'Refund could not be processed');
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

/** What is under way arrives. @throws Error */
export function approveRefund(records: Records, context: SimulatorContext, paid: Paid): void {
  const refund = refundsOf(records, paid.payment).findLast(({ status }) => status === 'in_process');
  if (refund === undefined) throw new Error(`Payment ${paid.payment.id} has no refund that is under way`);
  refund.status = 'approved';
  end(records, context, paid);
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

/** Those under way are left out unless they are asked for. */
export function shownRefunds(records: Records, payment: PaymentRecord, showsInProcess = false): RefundRecord[] {
  return refundsOf(records, payment).filter(({ status }) => showsInProcess || status !== 'in_process');
}

/** In hundredths of the major unit. */
export function refundedOf(records: Records, payment: PaymentRecord): bigint {
  return sumOf(refundsOf(records, payment).filter(({ status }) => status === 'approved'));
}

function refundable(records: Records, { payment, preference }: Paid): bigint {
  const held = refundsOf(records, payment).filter(({ status }) => status !== 'rejected');
  return shareOf(payment, preference) - sumOf(held);
}

function sumOf(refunds: readonly RefundRecord[]): bigint {
  return refunds.reduce((sum, { hundredths }) => sum + BigInt(hundredths), 0n);
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

function giveBack(
  records: Records,
  context: SimulatorContext,
  paid: Paid,
  hundredths: bigint,
  takesTime = false,
): RefundRecord {
  records.lastRefundId += 1;
  const id = records.lastRefundId;
  const createdAt = context.now().toISOString();
  const made: RefundRecord = {
    id,
    paymentId: paid.payment.id,
    hundredths: String(hundredths),
    createdAt,
    status: takesTime ? 'in_process' : 'approved',
  };
  records.refunds[String(id)] = made;
  if (!takesTime) end(records, context, paid);
  return made;
}

/** The seller gets a notification of what has gone back, once that is decided. */
function end(records: Records, context: SimulatorContext, paid: Paid): void {
  if (refundedOf(records, paid.payment) === shareOf(paid.payment, paid.preference)) paid.payment.status = 'refunded';
  changed(records, context, paid);
}
