import type { Payable, Settlement } from '../simulator.ts';
import { isUndecided, type PaymentRecord, type PreferenceRecord, paymentsOf, type Records } from './records.ts';
import { returnUrlOf } from './return-url.ts';
import { amountOf, currencyOf, isOver, payerOf, referenceOf, titleOf } from './show.ts';

/** A preference as its buyer sees it. */
export function payable(records: Records, preference: PreferenceRecord, now: Date): Payable {
  const payments = paymentsOf(records, preference.id);
  const seller = records.sellers.find(({ userId }) => userId === preference.sellerId);
  return {
    id: preference.id,
    reference: referenceOf(preference),
    title: titleOf(preference),
    amount: amountOf(preference),
    currency: currencyOf(preference),
    status: statusOf(payments, isOver(preference, now)),
    merchant: seller?.name ?? `Seller ${preference.sellerId}`,
    payer: payerOf(preference),
    openedAt: preference.createdAt,
    page: `/checkout/v1/redirect?pref_id=${preference.id}`,
    can: canDo(payments, isOver(preference, now)),
    attempts: payments.map(({ id, status }) => ({ id: String(id), status })),
    problem: null,
    returnUrl: returnUrlOf(preference, payments.at(-1)),
  };
}

/** One word for all its payments: money first, then what is still open, then the last try. */
function statusOf(payments: readonly PaymentRecord[], over: boolean): string {
  const words = payments.map(({ status }) => status);
  const open = ['approved', 'refunded', 'in_process', 'pending'].find((word) => words.some((found) => found === word));
  return open ?? (over ? 'expired' : (words.at(-1) ?? 'pending'));
}

/** What `settle` would do; what is undecided is decided also after its preference is over. */
function canDo(payments: readonly PaymentRecord[], over: boolean): readonly Settlement[] {
  if (payments.some(({ status }) => status === 'approved' || status === 'refunded')) return over ? [] : ['pay_twice'];
  if (payments.some(isUndecided)) return ['succeed', 'fail', 'cancel'];
  return over ? [] : ['succeed', 'fail', 'voucher', 'process'];
}
