/**
 * Codes of a connection that was never made, so that the request can't have arrived; every other code may stand for a request
 * that did (https://nodejs.org/api/errors.html#common-system-errors and
 * https://undici.nodejs.org/#/docs/api/Errors, 2026-11-29).
 */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const CODE = /^[A-Z_]{3,40}$/;
const MOST_CAUSES = 5;

/** The system's word for why a connection broke: the first code down an error's causes. Null if there is none. */
export function systemCodeOf(error: unknown): string | null {
  let cause = error;
  for (let depth = 0; depth < MOST_CAUSES && cause instanceof Error; depth += 1) {
    const code: unknown = Reflect.get(cause, 'code');
    if (typeof code === 'string') return CODE.test(code) ? code : null;
    cause = cause.cause;
  }
  return null;
}

/** Whether a connection that ended with this code was never made. */
export function isNeverConnected(code: string | null): boolean {
  return code !== null && NEVER_CONNECTED.has(code);
}
