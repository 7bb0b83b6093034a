import { MercadoPagoError, MPConnectionError, MPRateLimitError } from 'mercadopago';
import type { Failure } from '../../../ports/outcome.ts';
import { unanswered } from './unanswered.ts';

/** What the SDK keeps of an error answer: the `code` that some of them carry is lost, its words are not. */
type Answer = { readonly status: number; readonly error: string; readonly message: string; readonly codes: string[] };
type Row = { readonly when: (answer: Answer) => boolean; readonly about: 'amount' | 'credentials' | 'request' };

const POLICY = /PA_UNAUTHORIZED_RESULT_FROM_POLICIES|policy returned unauthorized/i;
const BAD_TOKEN_WORDS = ['invalid_access_token', 'invalid_token', 'invalid_credentials'];
/** A complaint begins with the field it is about; further on there may be the words of a title. */
const AMOUNT = /^(?:items(?:\[\d+\])?\.)?unit_price\b/i;

/**
 * Answers that say: nothing happened, and the same request will be refused again. The first row that matches
 * decides; what matches none (429, 5xx, pages of a proxy, locks, unknown shapes) leaves the outcome open.
 * https://www.mercadopago.com/developers/en/reference/preferences/_checkout_preferences/post, 2026-11-21
 */
const REFUSALS: readonly Row[] = [
  { when: ({ status }) => status === 401, about: 'credentials' },
  { when: ({ status, message, error }) => status === 403 && POLICY.test(`${error} ${message}`), about: 'credentials' },
  { when: (answer) => answer.status === 400 && isAboutTheToken(answer), about: 'credentials' },
  { when: (answer) => answer.status === 400 && isAboutTheAmount(answer), about: 'amount' },
  { when: (answer) => [400, 403, 404, 422].includes(answer.status) && isReadable(answer), about: 'request' },
];

/** Codes of a connection that was never made: the request can't have arrived. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The words that the SDK puts where an answer had none, such as a proxy's HTML page. */
const NO_MESSAGE = 'MercadoPago API error';
const LONGEST_RETRY_SECONDS = 3600;

/** The outcome of a call that threw. Reasons are our own words and the provider's error word, never its text. */
export function failureOf(error: unknown): Failure {
  if (error instanceof MPConnectionError) return connectionFailure(error);
  if (!(error instanceof MercadoPagoError)) return unanswered('the answer could not be read');
  const answer = answerOf(error);
  const row = REFUSALS.find(({ when }) => when(answer));
  const reason = `Mercado Pago answered ${answer.status}${wordOf(answer)}`;
  if (row !== undefined) return { kind: 'rejected', about: row.about, reason };
  return { kind: 'unknown', reason, ...retryAfter(error) };
}

/** Whether the provider says that the thing asked for isn't there. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof MercadoPagoError)) return false;
  const answer = answerOf(error);
  if (answer.status === 404) return isReadable(answer);
  return answer.status === 400 && answer.error === 'invalid_id' && /not found/i.test(answer.message);
}

function connectionFailure(error: MPConnectionError): Failure {
  const code = codeOf(error);
  if (NEVER_CONNECTED.has(code)) return { kind: 'not_sent', reason: `Mercado Pago could not be reached (${code})` };
  return unanswered(code === '' ? 'no answer in time, or the connection broke' : `the connection broke (${code})`);
}

/** The system's code, down the causes; the SDK keeps the first of them in a field that its types call private. */
function codeOf(error: MPConnectionError): string {
  let cause: unknown = (error as unknown as { readonly __cause__?: unknown }).__cause__;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    const code: unknown = Reflect.get(cause, 'code');
    if (typeof code === 'string') return /^[A-Z_]{1,40}$/.test(code) ? code : '';
    cause = cause.cause;
  }
  return '';
}

function answerOf({ status, error, message, causes }: MercadoPagoError): Answer {
  const codes = Array.isArray(causes) ? causes.map((cause) => String(Object(cause).code)) : [];
  return { status, error: String(error), message: String(message), codes };
}

function isReadable({ error, message }: Answer): boolean {
  return error !== '' || message !== NO_MESSAGE;
}

function isAboutTheToken({ error, message, codes }: Answer): boolean {
  return BAD_TOKEN_WORDS.includes(error) || codes.includes('17') || /invalid credentials/i.test(message);
}

function isAboutTheAmount({ error, message }: Answer): boolean {
  return error === 'invalid_items' && AMOUNT.test(message);
}

/** Only a plain word can be repeated: messages have been seen to echo tokens. */
function wordOf({ error }: Answer): string {
  return /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
}

function retryAfter(error: MercadoPagoError): { retryAfterSeconds?: number } {
  const seconds = error instanceof MPRateLimitError ? error.retryAfter : null;
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return {};
  return { retryAfterSeconds: Math.min(Math.ceil(seconds), LONGEST_RETRY_SECONDS) };
}
