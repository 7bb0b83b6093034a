import type { ErrorCode } from '../../../domain/error.ts';
import type { ErrorAnswer, Failure, Refusal } from './errors.ts';

type Row = {
  readonly status: number;
  /** Said instead of the error's own words: nothing internal may leave with a 5xx. */
  readonly error?: string;
  readonly field?: string;
  readonly retryAfterSeconds?: number;
};

const INTERNAL = { status: 500, error: 'Internal server error' } as const;
const PROVIDER = { status: 502, error: 'Payment provider unavailable' } as const;
const UNAVAILABLE = { status: 503, error: 'Service unavailable', retryAfterSeconds: 1 } as const;
const WEBHOOK = { status: 400, error: 'Invalid webhook signature' } as const;

const ROWS = {
  invalid: { status: 400 },
  order_not_found: { status: 404 },
  payment_not_found: { status: 404 },
  gym_not_found: { status: 404 },
  anomaly_not_found: { status: 404 },
  problem_not_found: { status: 404 },
  event_not_found: { status: 404 },
  endpoint_not_found: { status: 404 },
  api_key_not_found: { status: 404 },
  not_yours: { status: 403 },
  scope_missing: { status: 403 },
  order_not_payable: { status: 400, field: 'order_id' },
  amount_refused: { status: 400, field: 'order_id' },
  payments_not_enabled: { status: 403 },
  conflict: { status: 409 },
  another_holder: { status: 409 },
  operation_running: { status: 409 },
  key_reused: { status: 422 },
  unsupported: { status: 409 },
  signature_invalid: WEBHOOK,
  notification_malformed: WEBHOOK,
  too_many_hints: { status: 429, retryAfterSeconds: 60 },
  credentials_unusable: INTERNAL,
  endpoint_secret_unusable: INTERNAL,
  provider_not_configured: INTERNAL,
  provider_unavailable: PROVIDER,
  provider_rejected: PROVIDER,
  connection_failed: { status: 502, error: 'The account was not connected: ask for a new link' },
  store_unavailable: UNAVAILABLE,
  bad_request: { status: 400 },
  unauthorized: { status: 401 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  request_timeout: { status: 408 },
  payload_too_large: { status: 413 },
  headers_too_large: { status: 431 },
  unsupported_media_type: { status: 415 },
  expectation_failed: { status: 417 },
  rate_limited: { status: 429 },
  closing: UNAVAILABLE,
  internal: INTERNAL,
} as const satisfies Record<ErrorCode | Refusal, Row>;

/** `{"status":"error","error":…,"code":<http status>,"details"?:{"field":…,"fields"?:[{"field":…,"message":…}]}}` */
export function ordersFormat(failure: Failure): ErrorAnswer {
  const { status, error = failure.message, field = failure.field, retryAfterSeconds }: Row = ROWS[failure.code];
  const { fields } = failure;
  const details = field === undefined ? {} : { details: { field, ...(fields !== undefined && { fields }) } };
  const retry = failure.retryAfterSeconds ?? retryAfterSeconds;
  const body = { status: 'error', error, code: status, ...details };
  return { status, body, ...(retry !== undefined && { retryAfterSeconds: retry }) };
}
