/** What makes a token good, which this one is not; as RFC 6750 §3 lets `error_description` say it. */
const UNSPEAKABLE = /[^\x20-\x21\x23-\x5b\x5d-\x7e]/g;
const MAX_LENGTH = 200;

/** The library's words before its own reason. */
const PREFIX = /^Authorization token is invalid: /;

/** Why a token was refused, in characters that a header can carry. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "the token can't be read";
  return message.replace(PREFIX, '').replace(UNSPEAKABLE, '').slice(0, MAX_LENGTH);
}

/** `www-authenticate` of a 401 that explains itself. A request without credentials gets no error code (RFC 6750 §3.1). */
export function challengeFor(reason: string, hasCredentials: boolean): string {
  const error = hasCredentials ? 'error="invalid_token", ' : '';
  return `Bearer ${error}error_description="${reason}"`;
}
