import { DomainError } from '../../domain/error.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Failure } from '../../ports/outcome.ts';
import { toError } from '../failure.ts';
import type { Opening } from '../providers/access.ts';

/** Whose money a provider is asked to take or to give back, and who wants it. */
export type Sending = Opening & { readonly payment: Payment };

/** What a failure of such a call becomes. */
export function errorOf({ context, payment }: Sending, failure: Failure): DomainError {
  return toError(context, failure, { paymentId: payment.id, provider: payment.provider });
}

/** For good. */
export function refusedBy(what: 'capture' | 'refund'): DomainError {
  return new DomainError('conflict', `The payment provider refuses this ${what}`);
}
