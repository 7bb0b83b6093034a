import type { Credentials } from '../../domain/payment/account.ts';
import type { Outcome } from '../outcome.ts';

/** The tokens that a merchant granted us on the provider's own page. They take the place of pasted credentials. */
export type Grant = {
  readonly accessToken: string;
  /**
   * Good for one renewal, which brings the next one. Null when the provider gave none: after a renewal the one before
   * stays good (RFC 6749 §6); otherwise the merchant has to agree again before the access token ends.
   */
  readonly refreshToken: string | null;
  readonly expiresAt: Date;
  /** The provider's own id of the merchant. */
  readonly providerUserId: string;
  /** What web pages show to the provider for this merchant; null when the provider gave none. */
  readonly publishableKey: string | null;
};

/**
 * All that the service keeps for a gym's account. `given` are the credentials that the gym's operator has sent: beside a grant
 * those from before it, if there were any. `platform` are the platform's own; null when none are configured.
 */
export type KeptCredentials<Own extends Credentials = Credentials> = { readonly platform: Own | null } & (
  | { readonly given: Own; readonly grant: null }
  | { readonly given: Own | null; readonly grant: Pick<Grant, 'accessToken' | 'publishableKey'> }
);

/** One of a provider's credentials, as its settings declare it. */
export type CredentialField = {
  /** On the wire, on the command line and in the adapter. */
  readonly name: string;
  readonly description: string;
  /** With it a stranger could act for the account, or forge its webhooks. */
  readonly isSecret: boolean;
  readonly isRequired: boolean;
  /** Whether there can be several, such as webhook secrets during a rotation. */
  readonly isList: boolean;
  /** The environment variable with the platform's own. */
  readonly variable: string;
};

/** What a consent begins and ends with. */
export type Consent = {
  /** 43–128 letters, digits, `-`, `.`, `_`, `~` (RFC 7636 §4.1): proves that the same client asks and redeems. */
  readonly codeVerifier: string;
  /** Where the provider sends the merchant's browser afterwards. */
  readonly redirectUrl: string;
};

/** How merchants connect their own account at the provider (OAuth 2.0 authorization code with PKCE). */
export type Connecting = {
  /** The page on which a merchant agrees; it comes back with `state` and a code. Makes no request. */
  consentUrl(consent: Consent & { readonly state: string }): string;
  /** Turns the code into a grant, once. `rejected` when the code isn't good (any more). */
  redeem(consent: Consent & { readonly code: string }): Promise<Outcome<Grant>>;
  /** The next grant. `rejected` about `credentials` when the merchant took it back: there will be none. */
  renew(refreshToken: string): Promise<Outcome<Grant>>;
};
