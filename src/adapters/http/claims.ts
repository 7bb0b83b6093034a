import type { Actor } from '../../app/actor.ts';

/** What a token's claims are held against, besides its signature and `exp`. */
export type ClaimRules = {
  /** Null: any, or none. */
  readonly issuer: string | null;
  readonly audience: string | null;
  /** From `iat` to `exp`. */
  readonly maxLifetimeSeconds: number;
};

export type Claims = Readonly<Record<string, unknown>>;

/** How far the issuer's clock may be from ours. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** A user id is stored and compared as text: what text can't hold names nobody. */
export const USER_ID = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** Who the claims speak of, or null when they don't do. */
export function actorFrom(claims: Claims, rules: ClaimRules, nowSeconds: number): Actor | null {
  const { sub, scope } = claims;
  if (typeof sub !== 'string' || !USER_ID.test(sub)) return null;
  if (!isTimely(claims, rules, nowSeconds) || !isForUs(claims, rules)) return null;
  return { userId: sub, scopes: typeof scope === 'string' ? scope.split(' ').filter((word) => word !== '') : [] };
}

function isTimely({ iat, exp }: Claims, { maxLifetimeSeconds }: ClaimRules, nowSeconds: number): boolean {
  if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp)) return false;
  const [issued, expires] = [iat as number, exp as number];
  if (issued > nowSeconds + CLOCK_TOLERANCE_SECONDS || expires < nowSeconds - CLOCK_TOLERANCE_SECONDS) return false;
  const lifetime = expires - issued;
  return lifetime >= 0 && lifetime <= maxLifetimeSeconds + CLOCK_TOLERANCE_SECONDS;
}

/** A list of audiences is refused, too: a token for several services can be used by each against the others. */
function isForUs({ iss, aud }: Claims, { issuer, audience }: ClaimRules): boolean {
  return (issuer === null || iss === issuer) && (audience === null || aud === audience);
}
