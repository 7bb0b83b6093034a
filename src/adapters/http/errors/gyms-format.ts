import type { ErrorCode } from '../../../domain/error.ts';
import type { ErrorAnswer, Failure, Refusal } from './errors.ts';

type Row = {
  readonly status: number;
  readonly code: string;
  /** Said instead of the error's own words: nothing internal may leave with a 5xx. */
  readonly error?: string;
  readonly retryAfterSeconds?: number;
};

const VALIDATION = { status: 400, code: 'VALIDATION_ERROR' } as const;
const NOT_FOUND = { status: 404, code: 'NOT_FOUND' } as const;
const FORBIDDEN = { status: 403, code: 'FORBIDDEN' } as const;
const UNAUTHORIZED = { status: 401, code: 'UNAUTHORIZED' } as const;
const GATEWAY = { status: 502, code: 'GATEWAY_ERROR', error: 'Payment provider unavailable' } as const;
const INTERNAL = { status: 500, code: 'INTERNAL_ERROR', error: 'Internal server error' } as const;
const UNAVAILABLE = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  error: 'Service unavailable',
  retryAfterSeconds: 1,
} as const;

const ROWS = {
  invalid: VALIDATION,
  order_not_found: NOT_FOUND,
  payment_not_found: NOT_FOUND,
  gym_not_found: { status: 404, code: 'GYM_NOT_FOUND' },
  anomaly_not_found: NOT_FOUND,
  problem_not_found: NOT_FOUND,
  event_not_found: NOT_FOUND,
  endpoint_not_found: NOT_FOUND,
  api_key_not_found: NOT_FOUND,
  not_yours: FORBIDDEN,
  scope_missing: FORBIDDEN,
  order_not_payable: VALIDATION,
  amount_refused: VALIDATION,
  payments_not_enabled: { status: 403, code: 'PAYMENT_NOT_ENABLED' },
  conflict: { status: 409, code: 'CONFLICT' },
  another_holder: { status: 409, code: 'CONFLICT' },
  operation_running: { status: 409, code: 'CONFLICT' },
  key_reused: { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' },
  unsupported: INTERNAL,
  signature_invalid: UNAUTHORIZED,
  notification_malformed: VALIDATION,
  too_many_hints: { status: 429, code: 'RATE_LIMITED', retryAfterSeconds: 60 },
  credentials_unusable: { status: 500, code: 'INVALID_TOKEN', error: 'The payment account is not usable' },
  endpoint_secret_unusable: INTERNAL,
  provider_not_configured: INTERNAL,
  provider_unavailable: GATEWAY,
  provider_rejected: GATEWAY,
  connection_failed: GATEWAY,
  store_unavailable: UNAVAILABLE,
  bad_request: VALIDATION,
  unauthorized: UNAUTHORIZED,
  not_found: NOT_FOUND,
  method_not_allowed: { status: 405, code: 'METHOD_NOT_ALLOWED' },
  request_timeout: { status: 408, code: 'REQUEST_TIMEOUT' },
  payload_too_large: { status: 413, code: 'PAYLOAD_TOO_LARGE' },
  headers_too_large: { status: 431, code: 'VALIDATION_ERROR' },
  unsupported_media_type: { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  expectation_failed: { status: 417, code: 'VALIDATION_ERROR' },
  rate_limited: { status: 429, code: 'RATE_LIMITED' },
  closing: UNAVAILABLE,
  internal: INTERNAL,
} as const satisfies Record<ErrorCode | Refusal, Row>;

/** `{"success":false,"error":…,"code":"<CODE>"}` */
export function gymsFormat(failure: Failure): ErrorAnswer {
  const { status, code, error = failure.message, retryAfterSeconds }: Row = ROWS[failure.code];
  const retry = failure.retryAfterSeconds ?? retryAfterSeconds;
  return { status, body: { success: false, error, code }, ...(retry !== undefined && { retryAfterSeconds: retry }) };
}
