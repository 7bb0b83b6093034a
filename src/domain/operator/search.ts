import { isSlug } from '../gym/gym.ts';
import { isPaymentId } from '../payment/payment.ts';

/** What a text that payments are searched by can be, by its form. All null: it can be nothing that is stored. */
export type Search = {
  /** A payment's, an order's or a refund's, in lower case. */
  readonly ownId: string | null;
  /** Of a parent, an attempt, a charge, a refund or a dispute, or what client libraries call a payment. */
  readonly providerId: string | null;
  /** In lower case. */
  readonly email: string | null;
  readonly gymSlug: string | null;
};

/** Letters, digits and separators: providers' ids have nothing else. */
const PROVIDER_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,254}$/;

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

/** The form decides where a text is looked up. Digits with hyphens can be a slug and an id of a provider. */
export function searchOf(text: string): Search {
  const nothing = { ownId: null, providerId: null, email: null, gymSlug: null };
  if (isPaymentId(text)) return { ...nothing, ownId: text.toLowerCase() };
  if (EMAIL.test(text)) return { ...nothing, email: lowerCase(text) };
  const providerId = PROVIDER_ID.test(text) ? text : null;
  return { ...nothing, providerId, gymSlug: isSlug(text) ? text : null };
}

/** Of ASCII alone, as the store compares addresses. */
export function lowerCase(address: string): string {
  return address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
