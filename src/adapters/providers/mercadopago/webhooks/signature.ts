import { createHmac } from 'node:crypto';
import type { Delivery, Verdict } from '../../../../ports/payment-provider/deliveries.ts';
import { headersNamed } from '../../shared/headers.ts';
import { isSame } from '../../shared/same.ts';
import { isUnsignedShape, signedId } from './envelope.ts';

/**
 * `x-signature: ts=…,v1=…` is an HMAC-SHA256 over `id:<data.id>;request-id:<x-request-id>;ts:<ts>;`; a part that the
 * notification lacks is left out. Each part is of an alphabet without `:` and `;`, so no part can pass for another.
 * Neither the body nor `type` is signed. The SDK's own validator is not used: it reads seconds only, takes an
 * empty secret, and lets a `;` in an id forge another manifest.
 * https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks, 2026-11-28
 */
const OLDEST_MS = 4 * 24 * 3_600_000; // retries go on for days, and may carry their first signature
const AHEAD_MS = 5 * 60_000;
const MAX_HEADER_CHARACTERS = 512;

/** The signature, and what of the headers it covers. */
export const SIGNED_HEADERS: readonly string[] = ['x-signature', 'x-request-id'];

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const REQUEST_ID = /^[A-Za-z0-9-]{1,128}$/;
const TS = /^(?:\d{10}|\d{13})$/;
const V1 = /^[0-9a-f]{64}$/i;

type Signature = { readonly ts: string; readonly digest: Buffer };

export function verify(delivery: Delivery, secrets: readonly string[]): Verdict {
  if (isUnsignedShape(delivery)) return 'unverifiable';
  const id = signedId(delivery);
  const signature = signatureOf(delivery);
  const requestId = requestIdOf(delivery);
  if (id === null || (id !== '' && !ID.test(id)) || signature === null || requestId === null) return 'invalid';
  if (!isFresh(signature.ts, delivery.receivedAt)) return 'invalid';
  return secrets.some((secret) => isSignedWith(secret, manifests(id, requestId, signature.ts), signature.digest))
    ? 'valid'
    : 'invalid';
}

/** The documentation lower-cases the id, the provider's SDKs stopped doing so in June 2026: either is accepted. */
function manifests(id: string, requestId: string, ts: string): readonly string[] {
  const end = `${part('request-id', requestId)}${part('ts', ts)}`;
  return [id, id.toLowerCase()].map((text) => `${part('id', text)}${end}`);
}

function part(name: string, value: string): string {
  return value === '' ? '' : `${name}:${value};`;
}

/** Distinguishes verified deliveries without an id; made of signed bytes only. */
export function signedMomentOf(delivery: Delivery): string {
  return `${requestIdOf(delivery) ?? ''}:${signatureOf(delivery)?.ts ?? ''}`;
}

function isSignedWith(secret: string, candidates: readonly string[], digest: Buffer): boolean {
  if (secret.trim() === '') return false;
  return candidates.some((text) => isSame(createHmac('sha256', secret).update(text).digest(), digest));
}

function signatureOf(delivery: Delivery): Signature | null {
  const [header, ...more] = headersNamed('x-signature', delivery);
  if (header === undefined || more.length > 0 || header.length > MAX_HEADER_CHARACTERS) return null;
  const parts = header.split(',').map((part) => part.trim());
  const [ts, ...moreTs] = valuesOf(parts, 'ts=');
  const [v1, ...moreV1] = valuesOf(parts, 'v1=');
  if (ts === undefined || v1 === undefined || moreTs.length + moreV1.length > 0) return null;
  return TS.test(ts) && V1.test(v1) ? { ts, digest: Buffer.from(v1, 'hex') } : null;
}

/** Empty when the request carries none, which leaves it out of the manifest; null when it can't be trusted. */
function requestIdOf(delivery: Delivery): string | null {
  const [header, ...more] = headersNamed('x-request-id', delivery);
  if (header === undefined) return '';
  return more.length === 0 && REQUEST_ID.test(header) ? header : null;
}

/** Captured traffic has seconds, the documentation milliseconds: ten digits are the one, thirteen the other. */
function isFresh(ts: string, receivedAt: Date): boolean {
  const signedAtMs = ts.length === 10 ? Number(ts) * 1000 : Number(ts);
  const ageMs = receivedAt.getTime() - signedAtMs;
  return ageMs <= OLDEST_MS && ageMs >= -AHEAD_MS;
}

function valuesOf(parts: readonly string[], prefix: string): string[] {
  return parts.filter((part) => part.startsWith(prefix)).map((part) => part.slice(prefix.length));
}
