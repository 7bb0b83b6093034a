import type { Payable, Settlement } from '../simulator.ts';
import { isUndecided, type PreferenceRecord, paymentsOf, type Records } from './records.ts';
import { returnUrlOf } from './return-url.ts';
import {
  amountOf,
  currencyOf,
  decimalOf,
  hundredthsOf,
  isOver,
  payerOf,
  referenceOf,
  shareOf,
  statementOf,
  titleOf,
} from './show.ts';

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
    status: statusOf(records, preference, isOver(preference, now)),
    merchant: seller?.name ?? `Seller ${preference.sellerId}`,
    payer: payerOf(preference),
    openedAt: preference.createdAt,
    page: `/checkout/v1/redirect?pref_id=${preference.id}`,
    can: canDo(records, preference, isOver(preference, now)),
    attempts: payments.map((payment) => ({
      id: String(payment.id),
      status: payment.status,
      amount: decimalOf(shareOf(payment, preference)),
    })),
    problem: null,
    statement: statementOf(preference),
    returnUrl: returnUrlOf(preference, payments.at(-1)),
  };
}

/** One word for all its payments: money first, then what is still open, then the last try. */
function statusOf(records: Records, preference: PreferenceRecord, over: boolean): string {
  const words = paymentsOf(records, preference.id).map(({ status }) => status);
  if (isPaidInPart(records, preference)) return over ? 'expired' : 'partially_paid';
  const open = ['approved', 'refunded', 'in_process', 'pending'].find((word) => words.some((found) => found === word));
  return open ?? (over ? 'expired' : (words.at(-1) ?? 'pending'));
}

/** What `settle` would do; what is undecided is decided also after its preference is over. */
function canDo(records: Records, preference: PreferenceRecord, over: boolean): readonly Settlement[] {
  const payments = paymentsOf(records, preference.id);
  const isInPart = isPaidInPart(records, preference);
  if (!isInPart && payments.some(({ status }) => status === 'approved' || status === 'refunded'))
    return over ? [] : ['pay_twice'];
  if (payments.some(isUndecided)) return ['succeed', 'fail', 'cancel'];
  if (over) return [];
  return isInPart ? ['succeed', 'fail', 'voucher', 'process'] : ['succeed', 'fail', 'voucher', 'process', 'two_cards'];
}

function isPaidInPart(records: Records, preference: PreferenceRecord): boolean {
  const there = paymentsOf(records, preference.id).filter(({ status }) => status === 'approved');
  const sum = there.reduce((all, payment) => all + shareOf(payment, preference), 0n);
  return sum > 0n && sum < hundredthsOf(amountOf(preference));
}
