import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Credentials } from '../../domain/account.ts';
import { DomainError } from '../../domain/error.ts';
import type { SealContext, Secrets } from '../../ports/secrets.ts';
import type { Key } from './keys.ts';

export { type Key, parseKeys } from './keys.ts';

/** AES-256-GCM as NIST SP 800-38D recommends it: a random IV of 96 bits, the whole tag. */
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/**
 * Seals credentials as `v1:kid:iv:ciphertext:tag`. The first key encrypts, all decrypt: a new key is put in
 * front, and the old one stays until nothing is sealed with it any more.
 */
export function createSecrets(keys: readonly Key[]): Secrets {
  return {
    seal(credentials, context) {
      const [first] = keys;
      if (first === undefined) throw unusable('No credentials key is configured');
      return encrypt(first, JSON.stringify(credentials), context);
    },

    open(sealed, context) {
      try {
        return parse(decrypt(keys, sealed, context));
      } catch (error) {
        throw unusable('Stored credentials cannot be opened', error);
      }
    },
  };
}

function encrypt({ kid, key }: Key, text: string, context: SealContext): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(kid, context));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [VERSION, kid, ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join(':');
}

function decrypt(keys: readonly Key[], sealed: string, context: SealContext): string {
  const [version, kid, iv, ciphertext, tag, ...rest] = sealed.split(':');
  if (version !== VERSION || kid === undefined || tag === undefined || rest.length > 0)
    throw new Error('Unknown format');
  const key = keys.find((candidate) => candidate.kid === kid)?.key;
  if (key === undefined) throw new Error('Its key is not configured');
  const decipher = createDecipheriv(CIPHER, key, bytes(iv, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(kid, context));
  decipher.setAuthTag(bytes(tag, TAG_BYTES));
  return Buffer.concat([decipher.update(bytes(ciphertext)), decipher.final()]).toString('utf8');
}

/** One text for one value: base64url leaves room for several spellings of the same bytes, and only ours counts. */
function bytes(text = '', length?: number): Buffer {
  const decoded = Buffer.from(text, 'base64url');
  if (decoded.toString('base64url') !== text) throw new Error('Not base64url');
  if (length !== undefined && decoded.length !== length) throw new Error('Wrong length');
  return decoded;
}

/**
 * Where the value belongs, and under which key name: a copy in another gym's row, or for another provider,
 * doesn't open. Slugs and provider names hold no `|`, so no two places read the same.
 */
function associatedData(kid: string, { owner, provider }: SealContext): Buffer {
  const place = owner.kind === 'gym' ? `gym:${owner.slug}` : 'platform';
  return Buffer.from([VERSION, kid, place, provider, 'credentials'].join('|'));
}

function parse(text: string): Credentials {
  const { accessToken, webhookSecrets } = JSON.parse(text) as Credentials;
  return { accessToken, webhookSecrets };
}

function unusable(message: string, cause?: unknown): DomainError {
  return new DomainError('credentials_unusable', message, { cause });
}
