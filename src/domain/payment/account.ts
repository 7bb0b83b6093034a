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

/** The secrets of all of them, each once. */
export function webhookSecretsOf(accounts: readonly Credentials[]): readonly string[] {
  return [...new Set(accounts.flatMap(({ webhookSecrets }) => webhookSecrets))];
}

/** What opens a provider account. Never stored in clear, never logged, never answered. */
export type Credentials = {
  readonly accessToken: string;
  /** Any of them may have signed a notification: secrets rotate. */
  readonly webhookSecrets: readonly string[];
};

/** What a gym's operator gives for its account. */
export type GymCredentials = Credentials & {
  /** What web pages show to the provider: no secret, every buyer gets it. Null when the gym has given none. */
  readonly publishableKey: string | null;
};
