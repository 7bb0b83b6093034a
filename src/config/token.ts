import { createSigner } from 'fast-jwt';

export type TokenRequest = {
  readonly secret: string;
  /** The user id. */
  readonly sub: string;
  readonly scope: string | null;
  readonly issuer: string | null;
  readonly audience: string | null;
};

/** One hour: the longest that the API accepts by default. */
const LIFETIME_MS = 3_600_000;

/** A bearer token (HS256) for trying things out: real ones come from the service that signs users in. */
export function makeToken({ secret, sub, scope, issuer, audience }: TokenRequest): string {
  const sign = createSigner({
    key: secret,
    algorithm: 'HS256',
    expiresIn: LIFETIME_MS,
    ...(issuer === null ? {} : { iss: issuer }),
    ...(audience === null ? {} : { aud: audience }),
  });
  return sign(scope === null ? { sub } : { sub, scope });
}
