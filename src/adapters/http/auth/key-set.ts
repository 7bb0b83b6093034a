import { KeyObject } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { createRemoteJWKSet, customFetch, errors, type FetchImplementation } from 'jose';
import { type PublicKey, publicKeyFrom } from './public-key.ts';

/** What is looked at of a token's header: which key it claims, and not where from. */
export type TokenHeader = { readonly alg?: unknown; readonly kid?: unknown; readonly crit?: unknown };

/** Keys are fetched again after this long, so that withdrawn keys end; and at most this often, whatever tokens name. */
const MAX_AGE_MS = 600_000;
const PAUSE_MS = 60_000;
/** Without any key every token is refused, so the retry comes sooner. */
const FIRST_PAUSE_MS = 5_000;
const TIMEOUT_MS = 5_000;

/** The keys that an issuer publishes at a URL (JWKS). While it is away, the keys that it gave stay good. */
export function createKeySet(url: string, log: FastifyBaseLogger): (header: TokenHeader) => Promise<PublicKey> {
  // The library never asks again by itself: after a failure it would do so for each token.
  const never = { cacheMaxAge: Number.POSITIVE_INFINITY, cooldownDuration: Number.POSITIVE_INFINITY };
  const remote = createRemoteJWKSet(new URL(url), {
    ...never,
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: fetchKeys,
  });
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  function refresh(): Promise<void> {
    const pause = remote.jwks() === undefined ? FIRST_PAUSE_MS : PAUSE_MS;
    if (asking === null && Date.now() - askedAt >= pause) asking = ask();
    return asking ?? Promise.resolve();
  }

  async function ask(): Promise<void> {
    askedAt = Date.now();
    try {
      await remote.reload();
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the key set could not be fetched');
    } finally {
      asking = null;
    }
  }

  async function find(alg: PublicKey['algorithm'], kid: unknown): Promise<PublicKey> {
    if (remote.jwks() === undefined) throw new Error('no key set was fetched yet');
    const key = await remote({ alg, ...(typeof kid === 'string' && { kid }) });
    return publicKeyFrom(KeyObject.from(key));
  }

  return async ({ alg, kid }) => {
    if (alg !== 'RS256' && alg !== 'ES256') throw new Error('alg must be RS256 or ES256');
    if (remote.jwks() === undefined) await refresh();
    else if (Date.now() - askedAt >= MAX_AGE_MS) void refresh();
    return find(alg, kid).catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return find(alg, kid);
    });
  };
}

/** The library would refuse all keys for one entry that is none. */
const fetchKeys: FetchImplementation = async (url, options) => {
  const response = await fetch(url, options);
  return response.status === 200 ? Response.json(withoutRubbish(await response.json())) : response;
};

function withoutRubbish(set: unknown): unknown {
  if (!isObject(set) || !('keys' in set) || !Array.isArray(set.keys)) return set;
  return { ...set, keys: set.keys.filter(isObject) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
