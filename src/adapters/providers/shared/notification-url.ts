import { createHash, createHmac } from 'node:crypto';
import type { Delivery } from '../../../ports/payment-provider/deliveries.ts';
import { isSame } from './same.ts';

/**
 * For providers that send unsigned webhooks to a URL that they were given with the payment: a signature of ours in that URL.
 * It covers our reference alone, which comes first, so a webhook at one payment's URL is believed about that payment and no
 * other. It proves that the sender knows the URL, which only the provider and this service do, and nothing about the body.
 */
const REFERENCE = 'reference';
const SIGNATURE = 'signature';

const FORM = /^(?<kid>[0-9a-f]{8})\.(?<digest>[0-9a-f]{64})$/;

/** At least 32 bytes. The first one signs, all of them verify: an older key stays behind it while its payments matter. */
export type UrlKeys = readonly Uint8Array[];

/** The URL with our reference and its signature. @throws Error without any key. */
export function signedUrl(notificationUrl: string, reference: string, [key]: UrlKeys): string {
  if (key === undefined) throw new Error('No key to sign notification URLs with is configured');
  const url = new URL(notificationUrl);
  url.searchParams.set(REFERENCE, reference);
  url.searchParams.set(SIGNATURE, `${kidOf(key)}.${digestOf(key, reference).toString('hex')}`);
  return url.href;
}

/** The reference of the payment whose URL a webhook came to; null if no key of these signed it. Makes no request. */
export function signedReference({ query }: Pick<Delivery, 'query'>, keys: UrlKeys): string | null {
  const valuesOf = (name: string) => query.filter(([found]) => found === name).map(([, value]) => value);
  const [reference, ...references] = valuesOf(REFERENCE);
  const [signature, ...signatures] = valuesOf(SIGNATURE);
  const { kid, digest } = FORM.exec(signature ?? '')?.groups ?? {};
  if (reference === undefined || digest === undefined || references.length + signatures.length > 0) return null;
  const given = Buffer.from(digest, 'hex');
  const isSigned = keys.some((key) => kidOf(key) === kid && isSame(digestOf(key, reference), given));
  return isSigned ? reference : null;
}

/** Names a key in a URL and says nothing of it. */
function kidOf(key: Uint8Array): string {
  return createHash('sha256').update('key of notification URLs').update(key).digest('hex').slice(0, 8);
}

function digestOf(key: Uint8Array, reference: string): Buffer {
  return createHmac('sha256', key).update(reference).digest();
}
