import type { ErrorCode } from '../../../domain/error.ts';
import { type ErrorAnswer, type ErrorFormat, type Refusal, refuse } from '../errors/errors.ts';

type Case = {
  /** When it happens. */
  readonly when: string;
  /** The message of the example; empty where the format has its own. */
  readonly says: string;
};

function refusal(code: Refusal, when: string): Case {
  return { when, says: refuse(code).message };
}

/** How an operation can fail. Failures before routing belong to no operation. */
const CASES = {
  invalid: { when: 'A parameter or a body field is invalid.', says: '' },
  order_not_found: { when: 'The order does not exist.', says: 'Order not found' },
  payment_not_found: { when: 'The payment does not exist.', says: 'Payment not found' },
  gym_not_found: { when: 'The gym does not exist.', says: 'Gym not found' },
  anomaly_not_found: { when: 'The payment has no anomaly with this id.', says: 'Anomaly not found' },
  problem_not_found: { when: 'No problem has this id: it is gone, or never was.', says: 'Problem not found' },
  event_not_found: { when: 'The event does not exist.', says: 'Event not found' },
  endpoint_not_found: { when: 'The endpoint does not exist.', says: 'Endpoint not found' },
  api_key_not_found: { when: 'The API key does not exist, or is revoked.', says: 'API key not found' },
  not_yours: { when: 'The resource belongs to another user.', says: 'Order does not belong to user' },
  scope_missing: { when: 'The token lacks the required scope.', says: 'This needs the scope orders:write' },
  order_not_payable: { when: 'The order is already paid, or cancelled.', says: 'Order is paid' },
  amount_refused: {
    when: 'The provider does not accept this amount: too small, too large, or in an unsupported currency.',
    says: 'The payment provider refuses this amount',
  },
  payments_not_enabled: {
    when: "The gym's payments are switched off, or it has no credentials yet.",
    says: 'Payments are not enabled for this gym',
  },
  another_holder: {
    when: 'The account that was agreed to belongs to another user of the provider than the connected one.',
    says: 'Another account is connected',
  },
  conflict: { when: 'The present state does not allow this.', says: 'The order has an open payment' },
  unsupported: {
    when: 'The payment provider does not support this. Nothing was sent to it.',
    says: 'The payment provider does not support refunds',
  },
  operation_running: {
    when: 'A request with the same `Idempotency-Key` is in progress.',
    says: 'A request with this idempotency key is in progress',
  },
  key_reused: {
    when: 'The same `Idempotency-Key` was used with another body.',
    says: 'This idempotency key was used with another request body',
  },
  signature_invalid: { when: 'The signature is missing, wrong, or too old.', says: 'Invalid webhook signature' },
  notification_malformed: { when: 'The body is not a valid webhook.', says: "The webhook can't be read" },
  credentials_unusable: {
    when: 'The credentials of the payment account are unreadable, or the provider refuses them.',
    says: '',
  },
  endpoint_secret_unusable: { when: "The endpoint's stored secret is unreadable.", says: '' },
  provider_not_configured: { when: 'The payment provider is not configured.', says: '' },
  provider_unavailable: { when: 'The payment provider did not give a usable response in time.', says: '' },
  provider_rejected: { when: "The payment provider rejected this service's request.", says: '' },
  connection_failed: {
    when: 'The payment provider did not give a usable response. The authorization URL is used up: create a new one.',
    says: '',
  },
  store_unavailable: { when: 'The database does not answer.', says: '' },
  bad_request: refusal('bad_request', 'The body is not JSON in UTF-8, or nested more than 32 levels deep.'),
  unauthorized: refusal('unauthorized', 'The bearer token is missing or invalid.'),
  not_found: refusal('not_found', 'The path does not exist.'),
  method_not_allowed: refusal(
    'method_not_allowed',
    'The path does not have this method; `allow` lists those that it has.',
  ),
  request_timeout: refusal('request_timeout', 'The request did not arrive completely in time.'),
  payload_too_large: refusal('payload_too_large', 'The body exceeds the size limit.'),
  unsupported_media_type: refusal('unsupported_media_type', 'The body is not `application/json`, plain and in UTF-8.'),
  rate_limited: refusal('rate_limited', 'Too many requests in this window.'),
  closing: refusal('closing', 'The service is shutting down.'),
  internal: refusal('internal', 'Unexpected error. Quote the request id to support.'),
} as const satisfies Partial<Record<ErrorCode | Refusal, Case>>;

export type FailureCode = keyof typeof CASES;

export const FAILURE_CODES = Object.keys(CASES) as readonly FailureCode[];

export function whenItFails(code: FailureCode): string {
  return CASES[code].when;
}

type Particulars = { readonly field?: string; readonly says?: Readonly<Partial<Record<FailureCode, string>>> };

/** The response, made by the function that the service itself uses. */
export function answerTo(code: FailureCode, format: ErrorFormat, { field, says = {} }: Particulars): ErrorAnswer {
  const message = says[code] ?? CASES[code].says;
  return code === 'invalid' ? format({ code, message: `${field} is not valid`, field }) : format({ code, message });
}
