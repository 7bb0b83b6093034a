import { type Anomaly, type AnomalyKind, GOES_BACK } from '../../payment/anomaly.ts';
import { isOpen } from '../../payment/fact.ts';
import { backOf } from '../money/parts.ts';
import { surplusOf } from '../money/surplus.ts';
import type { Purchase, PurchasePayment } from '../purchase.ts';

/** Why the cause of an anomaly is gone, in words for an operator; null while it is there. */
type Ending = (purchase: Purchase, payment: PurchasePayment, anomaly: Anomaly) => string | null;

/** A refund that is pending counts: if it fails, the cause is there again. */
const IS_BACK = 'Its money goes back, or is disputed';

/** Where the money that an anomaly is about goes back. */
const BACK = {
  attempt: attemptGoesBack,
  payment: paymentGoesBack,
  surplus: surplusGoesBack,
} as const satisfies Readonly<Record<NonNullable<(typeof GOES_BACK)[AnomalyKind]>, Ending>>;

/**
 * What else says that the cause is gone. A kind that neither this nor `GOES_BACK` ends is history, and no row shows more of it: it
 * waits until an operator has looked at it.
 */
const ENDINGS: Readonly<Partial<Record<AnomalyKind, Ending>>> = {
  amount_mismatch: isCapturedAsRequested,
  paid_in_part: isComplete,
  outcome_unknown: isAnswered,
  not_closed: isClosed,
};

/** Why the anomaly has no cause any more; null while it has one. */
export function endingOf(purchase: Purchase, anomaly: Anomaly): string | null {
  const { payment } = purchase;
  if (payment === null) return null;
  const back = GOES_BACK[anomaly.kind];
  const reason = back === null ? null : BACK[back](purchase, payment, anomaly);
  return reason ?? ENDINGS[anomaly.kind]?.(purchase, payment, anomaly) ?? null;
}

/** All money of the attempt that it is about. */
function attemptGoesBack(purchase: Purchase, _payment: PurchasePayment, { subject }: Anomaly): string | null {
  const attempt = purchase.attempts.find((one) => one.providerPaymentId === subject);
  if (attempt === undefined || attempt.capturedMinor === 0) return null;
  return backOf(purchase, attempt).minor >= attempt.capturedMinor ? IS_BACK : null;
}

/** All money that pays the payment, by whichever attempt it came; what is beyond its amount has an anomaly of its own. */
function paymentGoesBack(purchase: Purchase, payment: PurchasePayment): string | null {
  const hasMoney = purchase.attempts.some(({ capturedMinor }) => capturedMinor > 0);
  const isLeft = surplusOf(purchase, payment).some(({ leftMinor, surplusMinor }) => leftMinor > surplusMinor);
  return hasMoney && !isLeft ? IS_BACK : null;
}

function surplusGoesBack(purchase: Purchase, payment: PurchasePayment, { subject }: Anomaly): string | null {
  const surplus = surplusOf(purchase, payment).find((one) => one.providerPaymentId === subject);
  if (surplus === undefined || surplus.surplusMinor > 0 || surplus.isUnused) return null;
  return IS_BACK;
}

/** What was captured in the provider's dashboard is accepted by a request for that amount. */
function isCapturedAsRequested(
  { attempts, captures }: Purchase,
  { status }: PurchasePayment,
  { subject }: Anomaly,
): string | null {
  const attempt = attempts.find((one) => one.providerPaymentId === subject);
  const isRequested = captures.some(
    (one) => one.providerPaymentId === subject && one.amount.minor === attempt?.capturedMinor,
  );
  return status === 'succeeded' && isRequested ? 'It was captured as requested' : null;
}

function isComplete(_purchase: Purchase, { status }: PurchasePayment): string | null {
  return status === 'succeeded' ? 'The rest has come' : null;
}

/** About a refund, a capture, or the check of the payment that was given up. */
function isAnswered(
  { refunds, captures }: Purchase,
  { parentId, status }: PurchasePayment,
  { subject, detail }: Anomaly,
): string | null {
  const asked = [...refunds, ...captures].find(({ id }) => id === subject || id === detail['refund']);
  if (asked !== undefined) return asked.status === 'pending' ? null : `It has ${asked.status}`;
  const { check } = detail;
  if (check === 'opening') return parentId === null ? null : 'The provider has answered';
  return (check === 'payment' || check === 'completion') && !isOpen(status) ? `The payment is ${status}` : null;
}

function isClosed(_purchase: Purchase, { id, status }: PurchasePayment, { subject }: Anomaly): string | null {
  return subject === id && !isOpen(status) ? `The payment is ${status}` : null;
}
