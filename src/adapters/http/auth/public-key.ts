import { createPublicKey, type KeyObject } from 'node:crypto';

/** A key that verifies signatures. Its own type fixes the algorithm, whatever a token says. */
export type PublicKey = { readonly algorithm: 'RS256' | 'ES256'; readonly pem: string };

const PUBLIC = /^-----BEGIN (?:RSA )?PUBLIC KEY-----/;
const BASE64 = /^[A-Za-z0-9+/]{40,}={0,2}$/;
const MIN_RSA_BITS = 2048;

/**
 * Reads a PEM, in which `\n` may stand for the ends of lines, or the base64 in it alone: that is one word, which each
 * kind of environment file can hold.
 * @throws Error whose message completes "NAME: …".
 */
export function parsePublicKey(text: string): PublicKey {
  const pem = BASE64.test(text)
    ? `-----BEGIN PUBLIC KEY-----\n${text}\n-----END PUBLIC KEY-----\n`
    : text.replaceAll('\\n', '\n');
  // Node would take a private key, too, and derive the public one from it.
  if (!PUBLIC.test(pem)) throw new Error('must be a public key in PEM format (-----BEGIN PUBLIC KEY-----)');
  return publicKeyFrom(keyObject(pem));
}

/** @throws Error when it is of a type, or of a size, that isn't taken. */
export function publicKeyFrom(key: KeyObject): PublicKey {
  const algorithm = algorithmOf(key);
  if (algorithm === null)
    throw new Error(`must be an RSA key of at least ${MIN_RSA_BITS} bits with an odd exponent from 3, or a P-256 key`);
  return { algorithm, pem: key.export({ type: 'spki', format: 'pem' }).toString() };
}

function keyObject(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw new Error('is not a readable PEM');
  }
}

function algorithmOf(key: KeyObject): 'RS256' | 'ES256' | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa') return isSoundRsa(key) ? 'RS256' : null;
  return type === 'ec' && details?.namedCurve === 'prime256v1' ? 'ES256' : null;
}

/** RFC 8017 §3.1. With the exponent 1 a signature is its own message, and any caller can sign. */
function isSoundRsa(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 1n } = key.asymmetricKeyDetails ?? {};
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url');
  const isOdd = ((modulus.at(-1) ?? 0) & 1) === 1 && publicExponent % 2n === 1n;
  return modulusLength >= MIN_RSA_BITS && publicExponent >= 3n && isOdd;
}
