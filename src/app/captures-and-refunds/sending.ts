import { DomainError } from '../../domain/error.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { CallsEnd, Lease } from '../../domain/purchase/calls.ts';
import type { Failure } from '../../ports/outcome.ts';
import { toError } from '../failure.ts';
import type { Opening } from '../providers/access.ts';

/**
 * Whose money a provider is asked to take or to give back, and who wants it. `untilMs`: when the lease ends on our
 * own clock, reckoned from before it was taken (`leaseEnd`).
 */
export type Sending = Opening & { readonly payment: Payment; readonly untilMs: number };

/** What a failure of such a call becomes. */
export function errorOf({ context, payment }: Sending, failure: Failure): DomainError {
  return toError(context, failure, { paymentId: payment.id, provider: payment.provider });
}

/** For good. */
export function refusedBy(what: 'capture' | 'refund'): DomainError {
  return new DomainError('conflict', `The payment provider refuses this ${what}`);
}

export const TOO_LATE = { kind: 'not_sent', reason: 'the lease would end before the call' } as const;

/** How a lease ends after a failed call. A refusal proves only that this call made nothing: an earlier call's uncertainty stays. */
export function endAfter(failure: Failure, { unknown }: Pick<Lease, 'unknown'>): Exclude<CallsEnd, 'over'> | 'failed' {
  if (failure.kind === 'unknown') return 'unknown';
  if (unknown !== null) return 'unchanged';
  return isPermanent(failure) ? 'failed' : 'refused';
}

/** Whether the provider will refuse every repetition, too. A refusal of the credentials is not permanent. */
export function isPermanent(failure: Failure): boolean {
  return failure.kind === 'declined' || (failure.kind === 'rejected' && failure.about !== 'credentials');
}
