import type { Capture } from '../../domain/capture.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Failure } from '../../ports/outcome.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import { isFinal } from '../providers/unknown-call.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { settleReport } from '../recording/settle-report.ts';
import { errorOf, refusedBy, type Sending } from './sending.ts';

/**
 * Has the provider make a committed capture of a payment that, as the provider said just now, still waits for one. It
 * captures an authorization once, so what an earlier call may do yet is no more than this one.
 * @throws DomainError `conflict` when the provider refuses it; what a provider's failure becomes: asking again goes on.
 */
export async function sendCapture(sending: Sending, capture: Capture): Promise<Payment> {
  const { context, access, payment, cause } = sending;
  const { providerPaymentId, amount } = capture;
  // A new key for each call: a failure is not repeated for the old key.
  const idempotencyKey = context.world.newId();
  const untilMs = leaseEnd(context);
  const outcome = await access.provider.capture(access.credentials, { idempotencyKey, providerPaymentId, amount });
  if (outcome.kind === 'ok')
    return keepTrying(context, untilMs, () => settleReport(context, payment, outcome.value, cause));
  if (isFinal(outcome)) return refused(sending, capture, outcome);
  throw errorOf(sending, outcome);
}

/** It may be refused because it is done. When it isn't, another amount may be asked for. */
async function refused(sending: Sending, capture: Capture, failure: Failure): Promise<Payment> {
  const { context, payment, cause } = sending;
  const present = await askProvider(context, payment, cause);
  if (present.status === 'succeeded') return present;
  await keepTrying(context, leaseEnd(context), () => context.purchases.failCapture(capture.id));
  // For the log; whoever asked is told that it is not possible.
  errorOf(sending, failure);
  throw refusedBy('capture');
}
