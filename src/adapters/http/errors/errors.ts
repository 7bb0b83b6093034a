import { DomainError, type ErrorCode, type FieldProblem } from '../../../domain/error.ts';

/** What this layer refuses by itself, before the app is asked. */
export type Refusal =
  | 'bad_request'
  | 'unauthorized'
  | 'not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'payload_too_large'
  | 'headers_too_large'
  | 'unsupported_media_type'
  | 'expectation_failed'
  | 'rate_limited'
  | 'closing'
  | 'internal';

/** What went wrong, before it is put into the words of one of the two APIs. */
export type Failure = {
  readonly code: ErrorCode | Refusal;
  /** Shown to the caller unless the format has its own words for the code. */
  readonly message: string;
  readonly field?: string | undefined;
  /** Where several are at fault: all of them, `field` being the first. */
  readonly fields?: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
};

export type ErrorAnswer = { readonly status: number; readonly body: object; readonly retryAfterSeconds?: number };

/** How one of the APIs says it. */
export type ErrorFormat = (failure: Failure) => ErrorAnswer;

const MESSAGES = {
  bad_request: 'Invalid request',
  unauthorized: 'Missing or invalid token',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  request_timeout: 'The request took too long to arrive',
  payload_too_large: 'Request body is too large',
  headers_too_large: 'Request headers are too large',
  unsupported_media_type: 'Content-Type must be application/json',
  expectation_failed: 'The expectation can not be met',
  rate_limited: 'Too many requests',
  closing: 'Service unavailable',
  internal: 'Internal server error',
} as const satisfies Record<Refusal, string>;

type RefusalError = Error & { readonly refusal: Refusal };

/** An error to throw from a hook or a parser. */
export function refuse(refusal: Refusal, message: string = MESSAGES[refusal]): RefusalError {
  return Object.assign(new Error(message), { refusal });
}

/** Only the framework's own statuses are believed: other libraries put a foreign server's status on their errors. */
const FRAMEWORK_STATUS: Readonly<Record<number, Refusal>> = {
  400: 'bad_request',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) return error;
  const code = refusalOf(error);
  const message = error instanceof Error && 'refusal' in error ? error.message : MESSAGES[code];
  return { code, message };
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return 'internal';
  const { refusal, code, statusCode } = error as Partial<RefusalError & { code: unknown; statusCode: number }>;
  if (refusal !== undefined) return refusal;
  const isFramework = typeof code === 'string' && code.startsWith('FST_');
  return (isFramework && FRAMEWORK_STATUS[statusCode ?? 500]) || 'internal';
}
