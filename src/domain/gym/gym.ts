import type { Currency } from '../money/currency.ts';

/** Whether a notification without a valid signature is turned away, or taken as a hint to ask the provider. */
export type SignaturePolicy = 'required' | 'advisory';

/** A gym that takes payments into its own provider account. Its slug is its identity. */
export type Gym = {
  readonly slug: string;
  readonly name: string;
  readonly paymentsEnabled: boolean;
  readonly provider: string;
  readonly currency: Currency;
  readonly returnUrl: string | null;
  /** What buyers read on their statements; null for the gym's name. */
  readonly statementDescriptor: string | null;
  readonly signature: SignaturePolicy;
  /** The account that new checkouts go to; null until credentials for this provider were stored. */
  readonly accountId: string | null;
  readonly needsReconnect: boolean;
  /** Since when the provider refuses the credentials; null where it only has to be connected again, or not even that. */
  readonly credentialsRefusedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What a slug looks like. */
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}
