import { type Actor, USER_ID } from '../../../app/actor.ts';

/** What a token's claims are checked against, besides its signature and `exp`. */
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

/** The caller that the claims name. @throws Error that says what a token for this service must claim. */
export function actorFrom(claims: Claims, rules: ClaimRules, nowSeconds: number): Actor {
  const { sub, scope } = claims;
  if (typeof sub !== 'string' || !USER_ID.test(sub)) throw new Error('sub must be a string of 1 to 255 characters');
  requireTimely(claims, rules, nowSeconds);
  requireForUs(claims, rules);
  return { userId: sub, scopes: typeof scope === 'string' ? scope.split(' ').filter((word) => word !== '') : [] };
}

function requireTimely({ iat, exp }: Claims, { maxLifetimeSeconds }: ClaimRules, nowSeconds: number): void {
  if (!Number.isSafeInteger(exp)) throw new Error('exp must be an integer: seconds since 1970');
  if (!Number.isSafeInteger(iat)) throw new Error('iat must be an integer: seconds since 1970');
  const [issued, expires] = [iat as number, exp as number];
  if (issued > nowSeconds + CLOCK_TOLERANCE_SECONDS) throw new Error('iat is in the future');
  if (expires < nowSeconds - CLOCK_TOLERANCE_SECONDS) throw new Error('the token has expired');
  const lifetime = expires - issued;
  if (lifetime < 0 || lifetime > maxLifetimeSeconds + CLOCK_TOLERANCE_SECONDS)
    throw new Error(`exp must be 0 to ${maxLifetimeSeconds} seconds after iat`);
}

/** RFC 7519 §4.1.3: a list of audiences is for each of them, and what common issuers send. */
function requireForUs({ iss, aud }: Claims, { issuer, audience }: ClaimRules): void {
  if (issuer !== null && iss !== issuer) throw new Error(`iss must be ${issuer}`);
  if (audience !== null && ![aud].flat().includes(audience)) throw new Error(`aud must be or contain ${audience}`);
}
