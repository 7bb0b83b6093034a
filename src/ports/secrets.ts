import type { AccountOwner } from '../domain/payment/account.ts';

/** The row that a sealed text belongs to. It is authenticated with the text: a copy in another row can't be decrypted. */
export type Binding =
  | {
      readonly kind: 'credentials';
      readonly accountId: string;
      readonly owner: AccountOwner;
      readonly provider: string;
    }
  | { readonly kind: 'connection'; readonly owner: AccountOwner; readonly provider: string }
  | { readonly kind: 'answer'; readonly operationId: string; readonly userId: string }
  | { readonly kind: 'endpoint'; readonly endpointId: string };

/** Makes secrets, and encrypts texts with a key that is not in the database. */
export type Secrets = {
  /** 32 random bytes, in base64. */
  random(): string;
  /** SHA-256, in hexadecimal: for texts with so many random bits that they can't be guessed, or that are no secrets. */
  hash(text: string): string;
  /** Whether two texts are the same; how long that takes does not show how much of them is. */
  isSame(one: string, other: string): boolean;
  /** @throws Error when no key is configured. */
  seal(text: string, binding: Binding): string;
  /** @throws Error when it is damaged, moved, or its key is not configured; never with a part of it. */
  open(sealed: string, binding: Binding): string;
};
