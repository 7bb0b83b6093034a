/** Values that a caller or a gym's operator chose and a provider may refuse: another value may be accepted. */
const CHOICES = ['amount', 'currency', 'customerEmail', 'title', 'returnUrl', 'statementDescriptor'] as const;
export type Choice = (typeof CHOICES)[number];

/** What a refusal is about. */
export type Refused = Choice | 'credentials' | 'request';

/**
 * How a call to a provider ended. Money may have moved unless the outcome says otherwise, so there is no
 * "error": each row says what is known, and so what may be done next.
 */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The bank said no. Final for this try; nothing moved. */
  | { readonly kind: 'declined'; readonly reason: string }
  /**
   * The provider refused our request; nothing happened, and the same request will be refused again. About a choice:
   * another value of it may be accepted. About the request: it is our fault.
   */
  | { readonly kind: 'rejected'; readonly about: Refused; readonly reason: string }
  /**
   * The provider can't do this yet, and nothing happened: a customer's payment in progress has to end first. `until` is when
   * that happens by itself, if the provider says so.
   */
  | { readonly kind: 'not_yet'; readonly until: Date | null; readonly reason: string }
  /** The request never left: repeating it is safe. */
  | { readonly kind: 'not_sent'; readonly reason: string; readonly retryAfterSeconds?: number }
  /** It may or may not have happened: fetch the state before trying anything else. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly retryAfterSeconds?: number };

export type Failure = Exclude<Outcome<never>, { kind: 'ok' }>;

/** The chosen value that the provider refuses; null if the failure is another. */
export function refusedChoice(failure: Failure): Choice | null {
  if (failure.kind !== 'rejected') return null;
  return CHOICES.find((choice) => choice === failure.about) ?? null;
}

export function ok<T>(value: T): Outcome<T> {
  return { kind: 'ok', value };
}
