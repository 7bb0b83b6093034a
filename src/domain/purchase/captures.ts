import type { Capture } from '../capture.ts';
import { DomainError } from '../error.ts';
import { type Decision, reminder, unchanged } from './decision.ts';
import { type Purchase, type PurchaseAttempt, type PurchasePayment, replaced } from './purchase.ts';

/** A capture that a caller asks for, under an id of the caller's choice. */
export type NewCapture = {
  readonly id: string;
  readonly paymentId: string;
  /** Minor units; null: all that was authorized. */
  readonly amountMinor: number | null;
  readonly requestedBy: string;
};

/**
 * Decides on a capture before the provider is called. While one is going on, the same amount again is that one; another amount
 * is refused. Once it was captured elsewhere, just what was captured can still be asked for: the caller answers for it.
 * @throws DomainError `payment_not_found`; `conflict`
 */
export function openCapture(purchase: Purchase, wanted: NewCapture): Decision<Capture> {
  const { payment } = purchase;
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  const attempt = authorizationFor(purchase, payment, wanted);
  const minor = wanted.amountMinor ?? payment.amount.minor;
  const known = captureBefore(purchase, wanted);
  const capture = known ?? newCapture(purchase, payment, { wanted, attempt, minor });
  if (capture.status !== 'pending' || capture.amount.minor !== minor)
    throw conflict(`A capture of ${capture.amount.minor} in minor units was asked for before`);
  const captures = known === undefined ? [...purchase.captures, capture] : purchase.captures;
  const changes = { ...unchanged({ ...purchase, captures }), remember: [reminder('capture', capture.id)] };
  return { changes, answer: capture };
}

/** The newest authorization of the whole amount. @throws DomainError `conflict` */
function authorizationFor(purchase: Purchase, payment: PurchasePayment, wanted: NewCapture): PurchaseAttempt {
  const { status, captureMethod, amount } = payment;
  const isWaiting = ({ fact, capturedMinor }: PurchaseAttempt) =>
    (fact.kind === 'processing' && capturedMinor === 0) ||
    (fact.kind === 'succeeded' && capturedMinor === wanted.amountMinor);
  const isWhole = ({ authorized }: PurchaseAttempt) =>
    authorized?.minor === amount.minor && authorized.currency === amount.currency;
  const attempt = purchase.attempts.findLast((one) => isWhole(one) && isWaiting(one));
  if (status === 'cancelled' || status === 'succeeded') throw conflict(`The payment is ${status}`);
  if (captureMethod !== 'manual') throw conflict('The payment is captured automatically');
  if (attempt === undefined) throw conflict('The payment has no authorization to capture');
  return attempt;
}

/** This very one first: when it was refused, it stays so. */
function captureBefore({ captures }: Purchase, { id }: NewCapture): Capture | undefined {
  return captures.find((one) => one.id === id) ?? captures.find(({ status }) => status !== 'failed');
}

type Wanted = { readonly wanted: NewCapture; readonly attempt: PurchaseAttempt; readonly minor: number };

/** @throws DomainError `conflict` when it is more than was authorized */
function newCapture({ now }: Purchase, payment: PurchasePayment, { wanted, attempt, minor }: Wanted): Capture {
  const most = payment.amount.minor;
  if (minor > most) throw conflict(`At most ${most} can be captured, in minor units`);
  return {
    id: wanted.id,
    paymentId: payment.id,
    providerPaymentId: attempt.providerPaymentId,
    amount: { ...payment.amount, minor },
    status: 'pending',
    requestedBy: wanted.requestedBy,
    createdAt: now,
    updatedAt: now,
  };
}

/** The provider refuses it for good: another may be asked for. One that has ended stays as it is. */
export function failCapture(purchase: Purchase, captureId: string): Decision<null> {
  const capture = purchase.captures.find(({ id }) => id === captureId);
  if (capture?.status !== 'pending') return { changes: unchanged(purchase), answer: null };
  const failed = { ...capture, status: 'failed', updatedAt: purchase.now } as const;
  const captures = replaced(purchase.captures, ({ id }) => id === captureId, failed);
  return { changes: unchanged({ ...purchase, captures }), answer: null };
}

function conflict(message: string): DomainError {
  return new DomainError('conflict', message);
}
