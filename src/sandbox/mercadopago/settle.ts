import type { Settlement, SettleOptions, SimulatorContext } from '../simulator.ts';
import {
  isUndecided,
  type PaymentRecord,
  type PreferenceRecord,
  paymentsOf,
  type Records,
  wireTime,
} from './records.ts';
import { amountOf, currencyOf, hundredthsOf, isOver, shareOf, takesCents } from './show.ts';
import { changed } from './webhooks.ts';

/** A buyer at a preference. */
type Visit = { readonly preference: PreferenceRecord; readonly records: Records; readonly context: SimulatorContext };

/** Money came in, whatever has become of it since. */
const MOVED: readonly string[] = ['approved', 'refunded', 'charged_back'];

type Standing = Pick<PaymentRecord, 'status' | 'statusDetail'>;
type Begun = Standing & Pick<PaymentRecord, 'method'>;

const STANDINGS = {
  succeed: { status: 'approved', statusDetail: 'accredited' },
  fail: { status: 'rejected', statusDetail: 'cc_rejected_other_reason' },
  process: { status: 'in_process', statusDetail: 'pending_contingency' },
  voucher: { status: 'pending', statusDetail: 'pending_waiting_payment' },
  cancel: { status: 'cancelled', statusDetail: 'expired' },
} as const satisfies Partial<Record<Settlement, Standing>>;

/** A part of the price in hundredths; undefined is what is missing. */
type Share = bigint | undefined;

/**
 * What a buyer can do with a preference. A voucher, or a payment under review, is moved by whatever comes
 * next, also after the preference expired, unless that is of an amount of its own: then it is another part of the
 * purchase. `cancel` lets such a payment lapse; without one it expires the preference, of which no notification is sent.
 */
export function settle(visit: Visit, how: Settlement, { amount = null, decline = null }: SettleOptions = {}): void {
  const { preference, records, context } = visit;
  const payments = paymentsOf(records, preference.id);
  const share = amount === null ? undefined : shareIn(visit, amount);
  const undecided = share === undefined ? payments.find(isUndecided) : undefined;
  const missing = missingOf(visit, payments);
  const isPaid = payments.some(({ status }) => MOVED.includes(status)) && missing <= 0n;
  if (how === 'require_action') throw new Error('Mercado Pago’s page asks the buyer itself: it leaves nothing to do');
  if (how === 'cancel') cancel(visit, undecided, isPaid);
  else if (how === 'pay_twice') for (const _ of isPaid ? [1] : [1, 2]) pay(visit, 'succeed', undefined);
  else if (how === 'two_cards') for (const each of halvesOf(visit, isPaid)) pay(visit, 'succeed', undefined, each);
  else {
    if (isPaid && share === undefined) throw new Error('This preference is paid already: only pay_twice pays it again');
    if (undecided !== undefined && (how === 'process' || how === 'voucher'))
      throw new Error('A payment is not decided yet');
    pay(visit, how, undecided, share ?? restOf(visit, missing), decline);
  }
  context.save();
}

/** What has not come yet, of money that has not gone back. */
function missingOf({ preference }: Visit, payments: readonly PaymentRecord[]): bigint {
  const there = payments.filter(({ status }) => status === 'approved');
  return there.reduce((missing, one) => missing - shareOf(one, preference), hundredthsOf(amountOf(preference)));
}

/** Undefined for a whole purchase. */
function restOf({ preference }: Visit, missing: bigint): Share {
  return missing > 0n && missing < hundredthsOf(amountOf(preference)) ? missing : undefined;
}

/** Three fifths on one card and the rest on another. */
function halvesOf({ preference }: Visit, isPaid: boolean): readonly bigint[] {
  if (isPaid) throw new Error('This preference is paid already: only pay_twice pays it again');
  const all = hundredthsOf(amountOf(preference));
  const unit = takesCents(currencyOf(preference)) ? 1n : 100n;
  const first = ((all * 3n) / 5n / unit) * unit;
  if (first === 0n) throw new Error('This is too little to be split');
  return [first, all - first];
}

/** @throws Error */
function shareIn({ preference }: Visit, amount: string): bigint {
  const share = hundredthsOf(amount);
  if (share <= 0n || share > hundredthsOf(amountOf(preference)))
    throw new Error(`A part is more than nothing and at most ${amountOf(preference)}`);
  return share;
}

function cancel(visit: Visit, undecided: PaymentRecord | undefined, isPaid: boolean): void {
  if (undecided !== undefined) {
    pay(visit, 'cancel', undecided);
    return;
  }
  if (isPaid) throw new Error('This preference is paid: it can’t be cancelled');
  const now = visit.context.now().toISOString();
  Object.assign(visit.preference.body, { expires: true, expiration_date_to: wireTime(now) });
  visit.preference.updatedAt = now;
}

function pay(
  visit: Visit,
  how: keyof typeof STANDINGS,
  undecided: PaymentRecord | undefined,
  share?: Share,
  decline: string | null = null,
): void {
  const standing = how === 'fail' && decline !== null ? { ...STANDINGS.fail, statusDetail: decline } : STANDINGS[how];
  const method = how === 'voucher' ? 'voucher' : 'card';
  const payment = undecided ?? begin(visit, { ...standing, method }, share);
  Object.assign(payment, standing);
  const { preference, records, context } = visit;
  changed(records, context, { payment, preference }, undecided === undefined ? 'payment.created' : 'payment.updated');
}

function begin({ preference, records, context }: Visit, begun: Begun, share: Share): PaymentRecord {
  if (isOver(preference, context.now())) throw new Error('This preference has expired: it can’t be paid any more');
  records.lastPaymentId += 1;
  const id = records.lastPaymentId;
  const createdAt = context.now().toISOString();
  const made = {
    id,
    sellerId: preference.sellerId,
    preferenceId: preference.id,
    createdAt,
    updatedAt: '',
    ...(share !== undefined && { hundredths: String(share) }),
    ...begun,
  };
  records.payments[String(id)] = made;
  return made;
}
