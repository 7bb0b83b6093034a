import { fieldsOf } from '../../shared/json.ts';
import { fromWire } from '../money.ts';
import { timeOf } from '../payments/fields.ts';
import type { Taken } from '../payments/objects.ts';

/** What carries our refund's id. Refunds don't inherit the intent's metadata. */
export const REFERENCE_KEY = 'refund_id';

/** https://docs.stripe.com/api/refunds/object#refund_object-reason, 2026-11-28. */
const OF_A_HOLD = 'expired_uncaptured_charge';

/**
 * Whether a refund object may stand for money that was held and never taken. Stripe makes such an object for the rest of
 * a partial capture, and for an authorization that was canceled or expired (https://docs.stripe.com/refunds, 2026-11-28).
 * One that carries a reference of ours was asked for by us, of money that was taken.
 */
export function mayBeLetGo(refund: unknown): boolean {
  return typeof fieldsOf(fieldsOf(refund)['metadata'])[REFERENCE_KEY] !== 'string';
}

/** Whether it says so itself. */
export function isLetGo(refund: unknown): boolean {
  return mayBeLetGo(refund) && fieldsOf(refund)['reason'] === OF_A_HOLD;
}

/**
 * All refund objects of an intent, newest first, without those of money that was never taken. Of a hold that was captured
 * in part, the rest was let go at once: it is the oldest one of that amount, and no money moved on the account's balance.
 */
export function withoutLetGo(refunds: readonly unknown[], { ofMinor, minor }: Taken): readonly unknown[] {
  if (minor === 0) return refunds.filter((refund) => !mayBeLetGo(refund));
  const others = refunds.filter((refund) => !isLetGo(refund));
  const restMinor = ofMinor - minor - sumOf(refunds.filter(isLetGo));
  const candidates = others.filter((one) => mayBeLetGo(one) && restMinor > 0 && minorOf(one) === restMinor);
  const [rest] = candidates.toReversed().toSorted(oldestFirst).toSorted(unbookedFirst);
  return others.filter((refund) => refund !== rest);
}

function minorOf(refund: unknown): number {
  const { amount, currency } = fieldsOf(refund);
  return fromWire(amount, currency)?.minor ?? 0;
}

function sumOf(refunds: readonly unknown[]): number {
  return refunds.reduce<number>((sum, refund) => sum + minorOf(refund), 0);
}

function oldestFirst(a: unknown, b: unknown): number {
  return createdMs(a) - createdMs(b);
}

function createdMs(refund: unknown): number {
  return timeOf(fieldsOf(refund)['created'])?.getTime() ?? 0;
}

function unbookedFirst(a: unknown, b: unknown): number {
  return Number(isBooked(a)) - Number(isBooked(b));
}

function isBooked(refund: unknown): boolean {
  return Boolean(fieldsOf(refund)['balance_transaction']);
}
