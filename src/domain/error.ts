/**
 * Why the gateway refuses a request: a closed set. A provider's failure is not thrown but returned (ports/outcome.ts);
 * it becomes one of these only in the answer to a caller.
 */
export type ErrorCode =
  | 'invalid' // the caller's input; `field` names the part
  | 'order_not_found'
  | 'payment_not_found'
  | 'gym_not_found'
  | 'anomaly_not_found'
  | 'problem_not_found'
  | 'event_not_found'
  | 'endpoint_not_found'
  | 'api_key_not_found'
  | 'not_yours' // it exists and belongs to another user
  | 'scope_missing' // the caller's token doesn't grant this
  | 'order_not_payable'
  | 'amount_refused' // the provider can't carry this amount
  | 'payments_not_enabled' // the gym's payments are off, or it never stored credentials
  | 'conflict' // not possible in this state
  | 'another_holder' // the gym's present account belongs to another user of the provider
  | 'operation_running' // a request with the same idempotency key is in progress; retry in a moment
  | 'key_reused' // the same idempotency key was used with another request
  | 'signature_invalid'
  | 'notification_malformed'
  | 'too_many_hints' // unsigned notifications beyond the limit
  | 'credentials_unusable' // stored credentials can't be decrypted, or the provider refuses them
  | 'endpoint_secret_unusable' // the stored secret of an endpoint can't be decrypted
  | 'provider_not_configured'
  | 'provider_unavailable' // the outcome is open: a retry recovers the same operation
  | 'provider_rejected' // our request was wrong: our fault, not the caller's
  | 'connection_failed' // the provider did not finish it, and the link is used up
  | 'unsupported' // the provider doesn't declare this capability
  | 'store_unavailable';

/** A field at fault, and the form that would be right: together a sentence, such as `amount` and "must be an integer". */
export type FieldProblem = { readonly field: string; readonly message: string };

export type ErrorDetails = {
  /** The input field at fault, in the words of the API that was called. */
  readonly field?: string;
  /** All of them, where several are at fault; `field` is the first. */
  readonly fields?: readonly FieldProblem[];
  /** Whole seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
  /** The provider can't do this before that moment; null if it does not say when. */
  readonly notBefore?: Date | null;
  readonly cause?: unknown;
};

/** The only class of the domain. `message` is shown to callers: it never carries a secret or a provider's text. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly fields: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly notBefore: Date | null | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'DomainError';
    this.code = code;
    this.field = details.field;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.notBefore = details.notBefore;
  }
}

export function invalid(field: string, message: string): DomainError {
  return new DomainError('invalid', message, { field });
}

/** All problems of an input at once. The message lists all of them, for callers who read nothing else. */
export function invalidFields(problems: readonly [FieldProblem, ...FieldProblem[]]): DomainError {
  const message = problems.map((problem) => `${problem.field} ${problem.message}`).join('; ');
  const fields = problems.length === 1 ? {} : { fields: problems };
  return new DomainError('invalid', message, { field: problems[0].field, ...fields });
}
