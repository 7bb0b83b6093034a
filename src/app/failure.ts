import { DomainError } from '../domain/error.ts';
import type { Purpose } from '../domain/payment/payment.ts';
import { type Choice, type Failure, refusedChoice } from '../ports/outcome.ts';
import type { Context } from './context.ts';

/** What a call was about, for the log. */
type About = { readonly provider: string; readonly paymentId?: string; readonly gym?: string };

/** What a caller of each API calls what was chosen, and in which field of the request it stands. */
type Words = Readonly<Record<Choice, { readonly field: string; readonly what: string }>>;

/** The caller's error for a provider call that failed; the reason goes to the log. */
export function toError({ world }: Context, failure: Failure, about: About): DomainError {
  const fields = { ...about, outcome: failure.kind, reason: failure.reason };
  if (failure.kind === 'rejected') {
    const level = refusedChoice(failure) === null ? 'error' : 'warn'; // what the caller chose is no fault of ours
    world.log[level]({ ...fields, about: failure.about }, 'the provider refused our request');
    return failure.about === 'credentials' ? credentialsRefused() : requestRefused();
  }
  if (failure.kind === 'not_yet') return tooEarly(failure.until, world.now());
  world.log.warn(fields, 'the provider call failed');
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

/**
 * The provider refuses what the caller chose for a payment: which field that is, in the words of the API that the
 * payment was asked for with. Null for every other failure.
 */
export function choiceRefused(failure: Failure, { kind }: Purpose): DomainError | null {
  const choice = refusedChoice(failure);
  if (choice === null) return null;
  const { field, what } = WORDS[kind][choice];
  const code = choice === 'amount' || choice === 'currency' ? 'amount_refused' : 'invalid';
  return new DomainError(code, `The payment provider refuses ${what}: another value may be accepted`, { field });
}

/** An order brings all but the e-mail address; of a checkout the rest is the gym's. */
const WORDS: Readonly<Record<Purpose['kind'], Words>> = {
  order: {
    amount: { field: 'order_id', what: "the order's amount" },
    currency: { field: 'order_id', what: "the order's currency" },
    customerEmail: { field: 'customer_email', what: 'this customer_email' },
    title: { field: 'order_id', what: "the order's description" },
    returnUrl: { field: 'order_id', what: "the order's return_url" },
    statementDescriptor: { field: 'order_id', what: 'the statement descriptor' },
  },
  checkout: {
    amount: { field: 'amount', what: 'this amount' },
    currency: { field: 'gym_id', what: "the gym's currency" },
    customerEmail: { field: 'payer_email', what: 'this payer_email' },
    title: { field: 'title', what: 'this title' },
    returnUrl: { field: 'gym_id', what: "the gym's return_url" },
    statementDescriptor: { field: 'gym_id', what: "the gym's statement_descriptor" },
  },
};

/** A time that is over says nothing about when it will be possible. */
function tooEarly(until: Date | null, now: Date): DomainError {
  const notBefore = until !== null && until > now ? until : null;
  const when = notBefore === null ? 'now' : `before ${notBefore.toISOString()}`;
  const message = `The payment can't be cancelled ${when}: what the customer began can still be paid`;
  return new DomainError('conflict', message, { notBefore });
}

function credentialsRefused(): DomainError {
  return new DomainError('credentials_unusable', 'The payment account is not usable');
}

function requestRefused(): DomainError {
  return new DomainError('provider_rejected', 'Payment provider unavailable');
}
