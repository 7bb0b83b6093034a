import { DomainError } from '../domain/error.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Context } from './context.ts';

/** Tells the caller how a provider call ended without an answer, and the log why. */
export function toError({ world }: Context, failure: Failure, about: { paymentId?: string; provider: string }) {
  const fields = { ...about, outcome: failure.kind, reason: failure.reason };
  if (failure.kind !== 'rejected') {
    world.log.warn(fields, 'the provider did not answer usefully');
    return unavailable('retryAfterSeconds' in failure ? failure.retryAfterSeconds : undefined);
  }
  world.log.error({ ...fields, about: failure.about }, 'the provider refused our request');
  return REFUSALS[failure.about]();
}

export function unavailable(retryAfterSeconds = 1): DomainError {
  return new DomainError('provider_unavailable', 'Payment provider unavailable', { retryAfterSeconds });
}

const REFUSALS = {
  amount: () => new DomainError('amount_refused', 'The payment provider refuses this amount'),
  credentials: () => new DomainError('credentials_unusable', 'The payment account can not be used'),
  request: () => new DomainError('provider_rejected', 'Payment provider unavailable'),
} as const;
