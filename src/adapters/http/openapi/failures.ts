import type { ErrorCode } from '../../../domain/error.ts';
import { type ErrorAnswer, type ErrorFormat, type Refusal, refuse } from '../errors.ts';

type Case = {
  /** When a caller gets to see it. */
  readonly when: string;
  /** Words for the example; empty where the format has its own. */
  readonly says: string;
};

function refusal(code: Refusal, when: string): Case {
  return { when, says: refuse(code).message };
}

/** What an operation can answer instead of what was asked for. What happens before routing is no operation's. */
const CASES = {
  invalid: { when: 'A part of the request is not what it has to be.', says: '' },
  order_not_found: { when: 'There is no such order.', says: 'Order not found' },
  payment_not_found: { when: 'There is no such payment.', says: 'Payment not found' },
  gym_not_found: { when: 'There is no such gym.', says: 'Gym not found' },
  anomaly_not_found: { when: 'The payment has no such anomaly.', says: 'Anomaly not found' },
  not_yours: { when: 'It belongs to another user.', says: 'Order does not belong to user' },
  scope_missing: { when: 'The token lacks the scope that this needs.', says: 'This needs the scope orders:write' },
  order_not_payable: { when: 'The order is already paid, or cancelled.', says: 'Order is paid' },
  amount_refused: {
    when: 'The provider can not carry this amount: it is too small, too large, or in a currency it does not know.',
    says: 'The payment provider refuses this amount',
  },
  payments_not_enabled: {
    when: "The gym's payments are switched off, or it has no credentials yet.",
    says: 'Payments are not enabled for this gym',
  },
  conflict: { when: 'This is not possible in the present state.', says: 'The order has an open payment' },
  unsupported: {
    when: 'The payment provider can not do this. Nothing was sent to it.',
    says: 'The payment provider can not refund',
  },
  operation_running: {
    when: 'A request with the same `Idempotency-Key` is still being worked on.',
    says: 'A request with this idempotency key is still being worked on',
  },
  key_reused: {
    when: 'The same `Idempotency-Key` was used with another body.',
    says: 'This idempotency key was used with another request body',
  },
  signature_invalid: { when: 'The signature is missing, wrong, or too old.', says: 'Invalid webhook signature' },
  notification_malformed: { when: 'The body can not be read.', says: 'The notification can not be read' },
  credentials_unusable: { when: 'The credentials of the payment account can not be read, or are refused.', says: '' },
  provider_not_configured: { when: 'The payment provider is not configured here.', says: '' },
  provider_unavailable: { when: 'The payment provider did not answer usefully, or not in time.', says: '' },
  provider_rejected: { when: 'The payment provider found fault with what this service sent.', says: '' },
  connection_failed: {
    when: 'The payment provider did not answer usefully. What was begun is used up: begin anew.',
    says: '',
  },
  store_unavailable: { when: 'The database does not answer.', says: '' },
  bad_request: refusal('bad_request', 'The body is not JSON in UTF-8, or nested more than 32 levels deep.'),
  unauthorized: refusal('unauthorized', 'There is no bearer token, or not a valid one.'),
  not_found: refusal('not_found', 'There is nothing at this path.'),
  request_timeout: refusal('request_timeout', 'The request did not arrive completely in time.'),
  payload_too_large: refusal('payload_too_large', 'The body is larger than what is accepted here.'),
  unsupported_media_type: refusal('unsupported_media_type', 'The body is not `application/json`, plain and in UTF-8.'),
  rate_limited: refusal('rate_limited', 'There were too many requests in this window.'),
  closing: refusal('closing', 'The service is shutting down.'),
  internal: refusal('internal', 'Nobody expected this. The request id finds it in the log.'),
} as const satisfies Partial<Record<ErrorCode | Refusal, Case>>;

export type FailureCode = keyof typeof CASES;

export const FAILURE_CODES = Object.keys(CASES) as readonly FailureCode[];

export function whenItFails(code: FailureCode): string {
  return CASES[code].when;
}

type Particulars = { readonly field?: string; readonly says?: Readonly<Partial<Record<FailureCode, string>>> };

/** What is answered, made by the very function that answers it. */
export function answerTo(code: FailureCode, format: ErrorFormat, { field, says = {} }: Particulars): ErrorAnswer {
  const message = says[code] ?? CASES[code].says;
  return code === 'invalid' ? format({ code, message: `${field} is not valid`, field }) : format({ code, message });
}
