import type { AccountOwner, Credentials } from '../domain/account.ts';

/** Where a sealed value belongs. It is authenticated with the value: a copy in another row doesn't open. */
export type SealContext = { readonly owner: AccountOwner; readonly provider: string };

/** Keeps credentials readable only with a key that is not in the database. */
export type Secrets = {
  seal(credentials: Credentials, context: SealContext): string;
  /** @throws DomainError `credentials_unusable` when the text is damaged, moved, or its key is not configured. */
  open(sealed: string, context: SealContext): Credentials;
};
