import { parsePublicKey } from '../adapters/http/auth/public-key.ts';
import { integer, type Reading, text } from './environment.ts';
import { exampleFault, without } from './secret-texts.ts';
import { secureUrl, withoutFragment } from './urls.ts';

const JWT_KEYS = ['JWT_SECRET', 'JWT_PUBLIC_KEY', 'JWT_JWKS_URL'] as const;

export function readJwt({ read, has, problem }: Reading, sandbox: boolean, production: boolean) {
  const [first, second] = JWT_KEYS.filter(has);
  if (first === undefined && !sandbox) problem('JWT_SECRET', `is required (or ${JWT_KEYS.slice(1).join(' or ')})`);
  if (second !== undefined) problem(second, `is refused beside ${first}: tokens are signed with one kind of key`);
  return {
    // All three are null only in the sandbox, which makes a secret of its own.
    secret: read('JWT_SECRET', production ? realJwtSecret : jwtSecret, null),
    publicKey: read('JWT_PUBLIC_KEY', parsePublicKey, null),
    jwksUrl: read('JWT_JWKS_URL', withoutFragment(secureUrl), null),
    issuer: read('JWT_ISSUER', text, null),
    audience: read('JWT_AUDIENCE', text, null),
    maxLifetimeSeconds: read('JWT_MAX_LIFETIME', integer(1, 31_536_000), 3600),
  };
}

/** RFC 7518 §3.2: a key of at least the hash's 256 bits. A public key as a secret would let any caller sign. */
export function jwtSecret(value: string): string {
  if (value.includes('-----BEGIN ')) throw new Error('must not be a key in PEM format (see JWT_PUBLIC_KEY)');
  if (Buffer.byteLength(value) < 32) throw new Error('must be at least 32 bytes long');
  return value;
}

function realJwtSecret(value: string): string {
  return without(exampleFault)(jwtSecret(value));
}
