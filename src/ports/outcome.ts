/**
 * How a call to a provider ended. Money may have moved unless the outcome says otherwise, so there is no
 * "error": each row says what is known, and so what may be done next.
 */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The bank said no. Final for this try; nothing moved. */
  | { readonly kind: 'declined'; readonly reason: string }
  /** The provider refused our request; nothing happened, and the same request will be refused again. */
  | { readonly kind: 'rejected'; readonly about: 'amount' | 'credentials' | 'request'; readonly reason: string }
  /** The request never left: repeating it is safe. */
  | { readonly kind: 'not_sent'; readonly reason: string; readonly retryAfterSeconds?: number }
  /** It may or may not have happened: ask before anything else is tried. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly retryAfterSeconds?: number };

export type Failure = Exclude<Outcome<never>, { kind: 'ok' }>;

export function ok<T>(value: T): Outcome<T> {
  return { kind: 'ok', value };
}
