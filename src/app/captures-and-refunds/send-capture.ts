import type { Capture } from '../../domain/capture.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Claim } from '../../domain/purchase/calls.ts';
import type { CaptureEnd, OpenedCapture } from '../../domain/purchase/captures.ts';
import { mayStillBeMade } from '../../domain/purchase/unknown-calls.ts';
import type { Report } from '../../domain/report.ts';
import type { Failure, Outcome } from '../../ports/outcome.ts';
import type { Context } from '../context.ts';
import { unavailable } from '../failure.ts';
import { keepTrying } from '../keep-trying.ts';
import { isPermanent } from '../providers/unknown-call.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { endAfter, errorOf, isTooLate, refusedBy, type Sending, TOO_LATE } from './sending.ts';

/**
 * Sends a committed capture to the provider, or finds out that an earlier call has made it. A provider captures an
 * authorization once, so a late earlier call has no further effect.
 * @throws DomainError `conflict` when the provider refuses it; what a provider's failure becomes: a retry continues.
 */
export async function sendCapture(sending: Sending, { capture, claim }: OpenedCapture): Promise<Payment> {
  if (claim === null) throw unavailable();
  const mayBeMade = claim.unknown !== null || (await isTaken(sending.context, capture));
  const payment = mayBeMade ? await askUnder(sending, capture, claim) : sending.payment;
  return payment.status === 'succeeded' ? payment : send({ ...sending, payment }, capture, claim);
}

/** Whether the provider has shown the money as captured, also in its dashboard: a request for that amount accepts it. */
async function isTaken({ store }: Context, { paymentId, providerPaymentId }: Capture): Promise<boolean> {
  const attempts = await store.listAttempts(paymentId);
  return attempts.some((one) => one.providerPaymentId === providerPaymentId && one.fact.kind === 'succeeded');
}

/** Asks how the payment is now. @throws DomainError what a provider's failure becomes; the claim is given back. */
async function askUnder(sending: Sending, capture: Capture, claim: Claim): Promise<Payment> {
  const { context, payment, cause } = sending;
  try {
    return await askProvider(context, payment, cause);
  } catch (error) {
    await end(sending, capture, claim, 'unchanged');
    throw error;
  }
}

async function send(sending: Sending, capture: Capture, claim: Claim): Promise<Payment> {
  const { context, access, untilMs } = sending;
  const { providerPaymentId, amount } = capture;
  // A new key for each call: a failure is not repeated for the old key.
  const request = { idempotencyKey: context.world.newId(), providerPaymentId, amount };
  if (isTooLate(sending)) return giveUp(sending, capture, claim, TOO_LATE);
  const outcome = await access.provider.capture(access.credentials, request);
  return keepTrying(context, untilMs, () => take(sending, capture, claim, outcome));
}

async function take(sending: Sending, capture: Capture, claim: Claim, outcome: Outcome<Report>): Promise<Payment> {
  if (outcome.kind !== 'ok') {
    if (isPermanent(outcome)) return refused(sending, capture, claim, outcome);
    return giveUp(sending, capture, claim, outcome);
  }
  const recorded = await recordAndClose(sending.context, sending.payment, outcome.value, sending.cause);
  if (recorded.status !== 'succeeded') await end(sending, capture, claim, 'unknown');
  return recorded;
}

/** An earlier call may have made it. If none has, and none still can, the capture has failed, and the operator may request another. */
async function refused(sending: Sending, capture: Capture, claim: Claim, failure: Failure): Promise<Payment> {
  const present = await askUnder(sending, capture, claim);
  if (present.status === 'succeeded') return present;
  if (mayStillBeMade(claim)) return giveUp(sending, capture, claim, failure);
  await end(sending, capture, claim, 'failed');
  // For the log: the caller only gets the conflict.
  errorOf(sending, failure);
  throw refusedBy('capture');
}

async function giveUp(sending: Sending, capture: Capture, claim: Claim, failure: Failure): Promise<never> {
  await end(sending, capture, claim, endAfter(failure, claim));
  throw errorOf(sending, failure);
}

function end({ context }: Sending, { id }: Capture, claim: Claim, how: CaptureEnd): Promise<void> {
  return context.purchases.endCapture(id, claim, how);
}
