import { DomainError } from '../error.ts';
import type { Capture } from '../payment/capture.ts';
import { type CallsEnd, endLease, type Lease, leaseIn, NO_CALLS, type Taking, takeLease } from './calls.ts';
import { type Decision, reminder, unchanged } from './decision.ts';
import {
  captureIn,
  type Purchase,
  type PurchaseAttempt,
  type PurchaseCapture,
  type PurchasePayment,
  replaced,
} from './purchase.ts';

/** A requested capture. */
export type NewCapture = {
  readonly id: string;
  readonly paymentId: string;
  /** Minor units; null: all that was authorized. */
  readonly amountMinor: number | null;
  readonly requestedBy: string;
};

/** `lease` is null while another process holds it, or if the capture has ended. */
export type OpenedCapture = { readonly capture: Capture; readonly lease: Lease | null };

/** `failed`: the provider refuses this capture for good, and an operator may request another. */
export type CaptureEnd = Exclude<CallsEnd, 'over'> | 'failed';

type Options = Omit<Taking, 'now'>;

/**
 * Decides on a capture before the provider is called. While one is pending, a request for the same amount is that one, and
 * another amount is refused. If a part was captured in the provider's dashboard, only that amount can still be requested.
 * @throws DomainError `payment_not_found`; `conflict`
 */
export function openCapture(purchase: Purchase, wanted: NewCapture, options: Options): Decision<OpenedCapture> {
  const { payment } = purchase;
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  const attempt = authorizationFor(purchase, payment, wanted);
  const minor = wanted.amountMinor ?? payment.amount.minor;
  const capture = captureBefore(purchase, wanted) ?? newCapture(purchase, payment, { wanted, attempt, minor });
  if (capture.status !== 'pending' || capture.amount.minor !== minor)
    throw conflict(`A capture of ${capture.amount.minor} in minor units was asked for before`);
  const { changes, answer } = leased(purchase, capture, options);
  return { changes: { ...changes, remember: [reminder('capture', capture.id)] }, answer };
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

/** The capture of this id first: if it was refused, it stays so. */
function captureBefore({ captures }: Purchase, { id }: NewCapture): PurchaseCapture | undefined {
  return captures.find((one) => one.id === id) ?? captures.find(({ status }) => status !== 'failed');
}

type Wanted = { readonly wanted: NewCapture; readonly attempt: PurchaseAttempt; readonly minor: number };

/** @throws DomainError `conflict` when it is more than was authorized */
function newCapture({ now }: Purchase, payment: PurchasePayment, { wanted, attempt, minor }: Wanted): PurchaseCapture {
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
    calls: NO_CALLS,
  };
}

/**
 * Leases a capture that the provider has not answered for.
 * @throws DomainError `conflict` when there is none of this id
 */
export function leaseCapture(purchase: Purchase | null, captureId: string, options: Options): Decision<OpenedCapture> {
  const capture = purchase?.captures.find(({ id }) => id === captureId);
  if (purchase === null || capture === undefined) throw conflict('There is no such capture');
  return leased(purchase, capture, options);
}

function leased(purchase: Purchase, capture: PurchaseCapture, options: Options): Decision<OpenedCapture> {
  const calls = capture.status === 'pending' ? takeLease(capture.calls, { ...options, now: purchase.now }) : null;
  const answer = { capture: captureIn(capture), lease: calls && leaseIn(calls) };
  return { changes: unchanged(calls === null ? purchase : withCapture(purchase, { ...capture, calls })), answer };
}

/** Gives a lease back. If it was lost meanwhile, nothing changes. */
export function endCapture(purchase: Purchase, captureId: string, token: string, end: CaptureEnd): Decision<null> {
  const capture = purchase.captures.find(({ id }) => id === captureId);
  const calls = capture && endLease(capture.calls, token, end === 'failed' ? 'over' : end);
  if (capture === undefined || !calls) return { changes: unchanged(purchase), answer: null };
  const failed = end === 'failed' ? ({ status: 'failed', updatedAt: purchase.now } as const) : {};
  return { changes: unchanged(withCapture(purchase, { ...capture, ...failed, calls })), answer: null };
}

function withCapture(purchase: Purchase, capture: PurchaseCapture): Purchase {
  return { ...purchase, captures: replaced(purchase.captures, ({ id }) => id === capture.id, capture) };
}

function conflict(message: string): DomainError {
  return new DomainError('conflict', message);
}
