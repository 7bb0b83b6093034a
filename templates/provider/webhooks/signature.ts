import type { Delivery, Verdict } from 'fitstack-payments/provider-kit';
import type { AcmePayCredentials } from '../settings.ts';

export const SIGNATURE_HEADER = 'acme-pay-signature';

/**
 * To be written: `valid` for a fresh signature over the bytes as they came, made with a secret of one of the accounts (`headersNamed`,
 * `isSame`).
 */
export function verify(_delivery: Delivery, _accounts: readonly AcmePayCredentials[]): Verdict {
  return 'invalid';
}
