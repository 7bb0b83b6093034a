import type { AccountOwner } from '../domain/account.ts';

/** Where a sealed text belongs. It is authenticated with the text: a copy in another row doesn't open. */
export type Place =
  | {
      readonly kind: 'credentials';
      readonly accountId: string;
      readonly owner: AccountOwner;
      readonly provider: string;
    }
  | { readonly kind: 'connection'; readonly owner: AccountOwner; readonly provider: string }
  | { readonly kind: 'answer'; readonly operationId: string; readonly userId: string };

/** Keeps texts readable only with a key that is not in the database. */
export type Secrets = {
  /** @throws Error when no key is configured. */
  seal(text: string, place: Place): string;
  /** @throws Error when it is damaged, moved, or its key is not configured; never with a part of it. */
  open(sealed: string, place: Place): string;
};
