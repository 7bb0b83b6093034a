import { DomainError } from '../domain/error.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Context } from './context.ts';

/** What a call was about, for the log. */
type About = { readonly provider: string; readonly paymentId?: string };

/** Tells the caller how a provider call ended without an answer, and the log why. */
export function toError({ world }: Context, failure: Failure, about: About): DomainError {
  const fields = { ...about, outcome: failure.kind, reason: failure.reason };
  if (failure.kind === 'rejected') {
    world.log.error({ ...fields, about: failure.about }, 'the provider refused our request');
    return REFUSALS[failure.about]();
  }
  world.log.warn(fields, 'the provider call did not succeed');
  return unavailable('retryAfterSeconds' in failure ? failure.retryAfterSeconds : undefined);
}

/** What the log says of an error: its message may hold anything. */
export function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}

/** Asking again makes sense, and recovers what was begun. */
export function unavailable(retryAfterSeconds = 1): DomainError {
  return new DomainError('provider_unavailable', 'Payment provider unavailable', { retryAfterSeconds });
}

const REFUSALS = {
  amount: () => new DomainError('amount_refused', 'The payment provider refuses this amount'),
  credentials: () => new DomainError('credentials_unusable', 'The payment account can not be used'),
  request: () => new DomainError('provider_rejected', 'Payment provider unavailable'),
} as const;
