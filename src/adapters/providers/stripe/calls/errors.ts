import type { Choice, Failure, Refused } from '../../../../ports/outcome.ts';
import { isNeverConnected, systemCodeOf } from '../../shared/connection.ts';
import { retryAfterIn } from '../../shared/retry-after.ts';

/** The part of the SDK's errors that is looked at. Messages are not: a 401's repeats part of the key. */
type ErrorFacts = {
  readonly type: string;
  readonly statusCode: number | null;
  readonly code: string | null;
  readonly param: string | null;
  readonly cause: string | null;
  readonly retryAfterSeconds?: number;
};

/**
 * What is known after each error of the SDK (https://docs.stripe.com/error-low-level, 2026-11-21). A 429
 * and every 4xx but 409 were refused before anything was done; a 409 is another call with the same key in
 * flight, and an idempotency error means that one with other parameters came before, so either may have made
 * something; after 5xx, and whatever isn't listed, nothing is known.
 */
const FAILURES: Readonly<Record<string, (facts: ErrorFacts) => Failure>> = {
  StripeInvalidRequestError: (facts) => rejected(choiceIn(facts) ?? 'request', facts),
  StripeIdempotencyError: (facts) => ({ kind: 'unknown', reason: reasonOf(facts) }),
  StripeAuthenticationError: (facts) => rejected('credentials', facts),
  StripePermissionError: (facts) => rejected('credentials', facts),
  StripeCardError: (facts) => ({ kind: 'declined', reason: reasonOf(facts) }),
  StripeRateLimitError: (facts) => ({ kind: 'not_sent', reason: reasonOf(facts), ...retryOf(facts) }),
  StripeConnectionError: (facts) => ({
    kind: isNeverConnected(facts.cause) ? 'not_sent' : 'unknown',
    reason: reasonOf(facts),
  }),
};

/** Codes that say by themselves what is refused (https://docs.stripe.com/error-codes, 2026-11-28). */
const CHOICE_OF_CODE: Readonly<Record<string, Choice>> = {
  amount_too_small: 'amount',
  amount_too_large: 'amount',
  email_invalid: 'customerEmail',
};

const PRICE = 'line_items[0][price_data]';
const INTENT_DATA = 'payment_intent_data';

/**
 * What was chosen, by the parameter that an error names (`param`, https://docs.stripe.com/api/errors, 2026-11-28), for
 * all that `intents.ts` and `sessions.ts` send and did not make up themselves.
 */
const CHOICE_OF_PARAM: Readonly<Record<string, Choice>> = {
  amount: 'amount',
  [`${PRICE}[unit_amount]`]: 'amount',
  currency: 'currency',
  [`${PRICE}[currency]`]: 'currency',
  receipt_email: 'customerEmail',
  customer_email: 'customerEmail',
  description: 'title',
  [`${PRICE}[product_data][name]`]: 'title',
  success_url: 'returnUrl',
  cancel_url: 'returnUrl',
  return_url: 'returnUrl',
  statement_descriptor: 'statementDescriptor',
  statement_descriptor_suffix: 'statementDescriptor',
  [`${INTENT_DATA}[description]`]: 'title',
  [`${INTENT_DATA}[receipt_email]`]: 'customerEmail',
  [`${INTENT_DATA}[statement_descriptor]`]: 'statementDescriptor',
  [`${INTENT_DATA}[statement_descriptor_suffix]`]: 'statementDescriptor',
};

/** A name that we did not send, and forgot to, is our fault, whatever it would have held. */
const OUR_CODES: readonly string[] = ['parameter_unknown', 'parameter_missing'];

/** Stripe's codes are a few words; what looks like a key is none. */
const CODE = /^(?!(?:sk|rk|pk|whsec)_)[a-z]+(?:_[a-z]+){0,9}$/;

/** A fetch of something that isn't there: an answer, not a failure. */
export const ABSENT = Symbol('absent');

/** To be put behind a retrieve: `ABSENT` for an object that doesn't exist. @throws every other error as it was. */
export function absent(error: unknown): typeof ABSENT {
  const { statusCode, code } = factsOf(error);
  if (statusCode === 404 && code === 'resource_missing') return ABSENT;
  throw error;
}

export function toFailure(error: unknown): Failure {
  const facts = factsOf(error);
  const known = Object.hasOwn(FAILURES, facts.type) ? FAILURES[facts.type] : undefined;
  return known?.(facts) ?? { kind: 'unknown', reason: reasonOf(facts), ...retryOf(facts) };
}

function factsOf(error: unknown): ErrorFacts {
  const { type, statusCode, code, param, headers, detail } = Object(error);
  return {
    type: typeof type === 'string' ? type : 'unexpected error',
    statusCode: typeof statusCode === 'number' ? statusCode : null,
    code: matching(CODE, code),
    param: typeof param === 'string' ? param : null,
    cause: systemCodeOf(detail),
    ...retryAfterIn(Object(headers)['retry-after']),
  };
}

function choiceIn({ code, param }: ErrorFacts): Choice | undefined {
  if (code !== null && OUR_CODES.includes(code)) return undefined;
  return own(CHOICE_OF_CODE, code) ?? own(CHOICE_OF_PARAM, param);
}

function own(table: Readonly<Record<string, Choice>>, word: string | null): Choice | undefined {
  return word !== null && Object.hasOwn(table, word) ? table[word] : undefined;
}

function rejected(about: Refused, facts: ErrorFacts): Failure {
  return { kind: 'rejected', about, reason: reasonOf(facts) };
}

function retryOf({ retryAfterSeconds }: ErrorFacts): { retryAfterSeconds?: number } {
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

function reasonOf({ type, statusCode, code, cause }: ErrorFacts): string {
  return [FAILURES[type] === undefined ? 'unexpected answer' : type, statusCode, code, cause]
    .filter((part) => part !== null)
    .join(' ');
}

function matching(pattern: RegExp, value: unknown): string | null {
  return typeof value === 'string' && pattern.test(value) ? value : null;
}
