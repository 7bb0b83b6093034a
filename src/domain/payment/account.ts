/** Whose provider account it is: ours, or a gym's. */
export type AccountOwner = { readonly kind: 'platform' } | { readonly kind: 'gym'; readonly slug: string };

/**
 * An account at a provider. Payments point to theirs for ever: when a gym's credentials are replaced by
 * those of another provider user, a new account is made, and the old one stays for verifying and fetching
 * what was paid through it.
 */
export type Account = {
  readonly id: string;
  readonly owner: AccountOwner;
  readonly provider: string;
  /** The provider's own id of the account's holder, when the credentials show it. */
  readonly providerUserId: string | null;
  /** Its credentials, encrypted; null for the platform's, which are configuration. */
  readonly sealed: string | null;
  readonly createdAt: Date;
};

/**
 * What opens a provider account, under the names that the provider's settings declare (`access_token`, `client_id`, …): the
 * same names in requests, on the command line and where they are stored. Only the provider's adapter looks into it. Never
 * stored in clear, never logged, never answered. Empty for a provider that needs none.
 */
export type Credentials = Readonly<Record<string, string | readonly string[]>>;
