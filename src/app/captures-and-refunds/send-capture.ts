import type { Capture } from '../../domain/payment/capture.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Lease } from '../../domain/purchase/calls.ts';
import type { CaptureEnd, OpenedCapture } from '../../domain/purchase/captures.ts';
import { mayStillBeMade } from '../../domain/purchase/unknown-calls.ts';
import type { Failure, Outcome } from '../../ports/outcome.ts';
import type { Context } from '../context.ts';
import { unavailable } from '../failure.ts';
import { isTooLate, keepTrying } from '../keep-trying.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { endAfter, errorOf, isPermanent, refusedBy, type Sending, TOO_LATE } from './sending.ts';

/**
 * Sends a committed capture to the provider, or finds out that an earlier call has made it. A provider captures an
 * authorization once, so a late earlier call has no further effect.
 * @throws DomainError `conflict` when the provider refuses it; what a provider's failure becomes: a retry continues.
 */
export async function sendCapture(sending: Sending, { capture, lease }: OpenedCapture): Promise<Payment> {
  if (lease === null) throw unavailable();
  const mayBeMade = lease.unknown !== null || (await isTaken(sending.context, capture));
  const payment = mayBeMade ? await askUnder(sending, capture, lease) : sending.payment;
  return payment.status === 'succeeded' ? payment : send({ ...sending, payment }, capture, lease);
}

/** Whether the provider has shown the money as captured, also in its dashboard: a request for that amount accepts it. */
async function isTaken({ store }: Context, { paymentId, providerPaymentId }: Capture): Promise<boolean> {
  const attempts = await store.listAttempts(paymentId);
  return attempts.some((one) => one.providerPaymentId === providerPaymentId && one.fact.kind === 'succeeded');
}

/** Asks how the payment is now. @throws DomainError what a provider's failure becomes; the lease is given back. */
async function askUnder(sending: Sending, capture: Capture, lease: Lease): Promise<Payment> {
  const { context, payment, cause } = sending;
  try {
    return await askProvider(context, payment, cause);
  } catch (error) {
    await end(sending, capture, lease, 'unchanged');
    throw error;
  }
}

async function send(sending: Sending, capture: Capture, lease: Lease): Promise<Payment> {
  const { context, access, untilMs } = sending;
  const { providerPaymentId, amount } = capture;
  // A new key for each call: a failure is not repeated for the old key.
  const request = { idempotencyKey: context.world.newId(), providerPaymentId, amount };
  if (isTooLate(sending.context, sending.untilMs)) return giveUp(sending, capture, lease, TOO_LATE);
  const outcome = await access.provider.capture(access.credentials, request);
  return keepTrying(context, untilMs, () => take(sending, capture, lease, outcome));
}

async function take(sending: Sending, capture: Capture, lease: Lease, outcome: Outcome<Report>): Promise<Payment> {
  if (outcome.kind !== 'ok') {
    if (isPermanent(outcome)) return refused(sending, capture, lease, outcome);
    return giveUp(sending, capture, lease, outcome);
  }
  const recorded = await recordAndClose(sending.context, sending.payment, outcome.value, sending.cause);
  if (recorded.status !== 'succeeded') await end(sending, capture, lease, 'unknown');
  return recorded;
}

/** An earlier call may have made it. If none has, and none still can, the capture has failed, and the operator may request another. */
async function refused(sending: Sending, capture: Capture, lease: Lease, failure: Failure): Promise<Payment> {
  const present = await askUnder(sending, capture, lease);
  if (present.status === 'succeeded') return present;
  if (mayStillBeMade(lease)) return giveUp(sending, capture, lease, failure);
  await end(sending, capture, lease, 'failed');
  // For the log: the caller only gets the conflict.
  errorOf(sending, failure);
  throw refusedBy('capture');
}

async function giveUp(sending: Sending, capture: Capture, lease: Lease, failure: Failure): Promise<never> {
  await end(sending, capture, lease, endAfter(failure, lease));
  throw errorOf(sending, failure);
}

function end({ context }: Sending, { id }: Capture, lease: Lease, how: CaptureEnd): Promise<void> {
  return context.purchases.endCapture(id, lease, how);
}
