import { hkdfSync } from 'node:crypto';

/** A key and the name that sealed values remember it by. */
export type Key = { readonly kid: string; readonly key: Buffer };

const KID = /^[A-Za-z0-9_-]{1,32}$/;
const KEY_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Reads `kid:base64(32 bytes)`, comma-separated: the first key encrypts, all decrypt.
 * @throws Error in words for the operator who configures it; never with a part of a key in it.
 */
export function parseKeys(text: string): readonly Key[] {
  const keys = text.split(',').map((part, index) => parseKey(part.trim(), index + 1));
  const kids = new Set(keys.map(({ kid }) => kid));
  if (kids.size < keys.length) throw new Error('every key needs a kid of its own');
  return keys;
}

/**
 * A key of 32 bytes for another purpose, from each of these, in their order: by no such key can the first one, or one for a third
 * purpose, be known (HKDF, RFC 5869).
 */
export function keysFor(purpose: string, keys: readonly Key[]): readonly Uint8Array[] {
  return keys.map(({ key }) => new Uint8Array(hkdfSync('sha256', key, '', `fitstack-payments ${purpose}`, KEY_BYTES)));
}

function parseKey(text: string, position: number): Key {
  const [kid = '', encoded = '', ...rest] = text.split(':');
  if (!KID.test(kid) || rest.length > 0)
    throw new Error(`key ${position} must be kid:base64, the kid 1-32 of A-Za-z0-9_-`);
  if (!BASE64.test(encoded)) throw new Error(`key ${position} must be 32 bytes in base64`);
  return { kid, key: Buffer.from(encoded, 'base64') };
}
