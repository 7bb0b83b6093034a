import { MercadoPagoError, MPConnectionError, MPRateLimitError } from 'mercadopago';
import type { Failure, Refused } from '../../../../ports/outcome.ts';
import { isNeverConnected, systemCodeOf } from '../../shared/connection.ts';
import { retryAfterIn } from '../../shared/retry-after.ts';
import { refusedOf } from '../parents/refused-preference.ts';

/** What the SDK keeps of an error answer: the `code` that some of them carry is lost, its words are not. */
type Answer = { readonly status: number; readonly error: string; readonly message: string; readonly codes: string[] };

/** What was asked for: a preference was opened; money was to be sent back; anything else. */
export type RequestKind = 'preference' | 'refund' | 'other';

const POLICY = /PA_UNAUTHORIZED_RESULT_FROM_POLICIES|policy returned unauthorized/i;
const BAD_TOKEN_WORDS = ['invalid_access_token', 'invalid_token', 'invalid_credentials'];

/**
 * Errors that a refund is answered with and that are documented as its end, by the code of their cause. Some of them
 * come with 401 although the token is fine. `2032` is not among them: it also says that a key was used before.
 * https://www.mercadopago.com/developers/en/reference/chargebacks/_payments_id_refunds/post, 2026-11-28
 */
const FINAL_FOR_REFUNDS: Readonly<Record<string, Refused>> = {
  '2000': 'request', // no such payment
  '2024': 'request', // the payment is too old
  '15016': 'request', // likewise
  '2063': 'request', // not possible in the payment's state, such as refunded already
  '2085': 'request',
  '3024': 'request', // not in parts
  '4040': 'amount', // must be positive
  '4041': 'amount', // must be a number
  '4292': 'request', // no idempotency key
};

/** The words that the SDK puts where an answer had none, such as a proxy's HTML page. */
const NO_MESSAGE = 'MercadoPago API error';

/** The outcome of a call that threw. Reasons are our own words and the provider's error word, never its text. */
export function failureOf(error: unknown, asked: RequestKind = 'other'): Failure {
  if (error instanceof MPConnectionError) return connectionFailure(error);
  if (!(error instanceof MercadoPagoError)) return unanswered('the answer could not be read');
  const answer = answerOf(error);
  const about = refusedIn(answer, asked);
  const reason = `Mercado Pago answered ${answer.status}${wordOf(answer)}`;
  return about === null ? { kind: 'unknown', reason, ...retryAfter(error) } : { kind: 'rejected', about, reason };
}

/**
 * What an answer refuses: nothing happened, and the same request will be refused again. Null leaves the outcome open:
 * for 429, 5xx, pages of a proxy, locks, unknown shapes; and for a refund, which moves money, also for every error
 * that is not documented as its end. A refund under way has been answered with 400.
 */
function refusedIn(answer: Answer, asked: RequestKind): Refused | null {
  const final = asked === 'refund' ? answer.codes.find((code) => Object.hasOwn(FINAL_FOR_REFUNDS, code)) : undefined;
  if (final !== undefined && answer.status < 500) return FINAL_FOR_REFUNDS[final] ?? null;
  if (isAboutTheToken(answer)) return 'credentials';
  if (asked === 'refund' || ![400, 403, 404, 422].includes(answer.status) || !isReadable(answer)) return null;
  return asked === 'preference' ? refusedOf(answer) : 'request';
}

/** Whether the provider says that the thing asked for isn't there. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof MercadoPagoError)) return false;
  const answer = answerOf(error);
  if (answer.status === 404) return isReadable(answer);
  return answer.status === 400 && answer.error === 'invalid_id' && /not found/i.test(answer.message);
}

function connectionFailure(error: MPConnectionError): Failure {
  // The SDK keeps the system's error in a field that its types call private.
  const code = systemCodeOf((error as unknown as { readonly __cause__?: unknown }).__cause__);
  if (isNeverConnected(code)) return { kind: 'not_sent', reason: `Mercado Pago could not be reached (${code})` };
  return unanswered(code === null ? 'no answer in time, or the connection broke' : `the connection broke (${code})`);
}

function answerOf({ status, error, message, causes }: MercadoPagoError): Answer {
  const codes = Array.isArray(causes) ? causes.map((cause) => String(Object(cause).code)) : [];
  return { status, error: String(error), message: String(message), codes };
}

function isReadable({ error, message }: Answer): boolean {
  return error !== '' || message !== NO_MESSAGE;
}

function isAboutTheToken({ status, error, message, codes }: Answer): boolean {
  if (status === 403) return POLICY.test(`${error} ${message}`);
  if (status !== 400) return status === 401;
  return BAD_TOKEN_WORDS.includes(error) || codes.includes('17') || /invalid credentials/i.test(message);
}

/** Only a plain word can be repeated: messages have been seen to echo tokens. */
function wordOf({ error }: Answer): string {
  return /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
}

function retryAfter(error: MercadoPagoError): { retryAfterSeconds?: number } {
  return retryAfterIn(error instanceof MPRateLimitError ? error.retryAfter : null);
}

/** Whether it was done is not known. */
export function unanswered(what: string): Failure {
  return { kind: 'unknown', reason: `Mercado Pago: ${what}` };
}
