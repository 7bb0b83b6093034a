import { createHmac } from 'node:crypto';
import type { Delivery, Verdict } from '../../../../ports/payment-provider/deliveries.ts';
import { headersNamed } from '../../shared/headers.ts';
import { isSame } from '../../shared/same.ts';

/**
 * `stripe-signature: t=<seconds>,v1=<64 hex>[,v1=…][,v0=…]`, an HMAC-SHA256 over `<t>.<body>`; while a secret
 * is being rolled there is a v1 for each. https://docs.stripe.com/webhooks#verify-manually, 2026-11-21.
 *
 * Done here and not by the SDK, whose constructEvent verifies the body after decoding it as UTF-8 (several
 * byte sequences, and a byte order mark, decode to the same text), reads `t=12abc` as 12, takes any time in
 * the future, and throws five kinds of errors. Whatever is accepted here it accepts too (see the tests).
 */
const TOLERANCE_S = 300;
const MAX_HEADER_CHARACTERS = 2048;
export const HEADER_NAME = 'stripe-signature';

const ITEM = /^(?<scheme>t|v\d{1,2})=(?<value>[\x21-\x2b\x2d-\x7e]*)$/;
const TIME = /^[1-9]\d{0,11}$/;
const DIGEST = /^[0-9a-f]{64}$/;

type Signature = { readonly time: string; readonly digests: readonly Buffer[] };

export function verify(delivery: Delivery, secrets: readonly string[]): Verdict {
  const signature = signatureIn(delivery);
  if (signature === null || !isFresh(signature.time, delivery.receivedAt)) return 'invalid';
  const isSigned = secrets.some((secret) => secret.trim() !== '' && isSignedWith(secret, signature, delivery.body));
  return isSigned ? 'valid' : 'invalid';
}

function signatureIn(delivery: Delivery): Signature | null {
  const [header, ...repeats] = headersNamed(HEADER_NAME, delivery);
  if (header === undefined || repeats.length > 0 || header.length > MAX_HEADER_CHARACTERS) return null;
  const items = header.split(',').map((item) => ITEM.exec(item)?.groups);
  if (items.includes(undefined)) return null;
  const valuesOf = (scheme: string) =>
    items.filter((item) => item?.['scheme'] === scheme).map((item) => item?.['value'] ?? '');
  const [time, ...moreTimes] = valuesOf('t');
  const digests = valuesOf('v1');
  if (time === undefined || moreTimes.length > 0 || !TIME.test(time)) return null;
  if (digests.length === 0 || !digests.every((digest) => DIGEST.test(digest))) return null;
  return { time, digests: digests.map((digest) => Buffer.from(digest, 'hex')) };
}

/** Both ways: a time in the future would keep a stolen delivery fresh for as long as it likes. */
function isFresh(time: string, receivedAt: Date): boolean {
  const ageS = Math.floor(receivedAt.getTime() / 1000) - Number(time);
  return Math.abs(ageS) <= TOLERANCE_S;
}

function isSignedWith(secret: string, { time, digests }: Signature, body: Uint8Array): boolean {
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return digests.some((digest) => isSame(digest, expected));
}
