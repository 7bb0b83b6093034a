import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Binding, Secrets } from '../../ports/secrets.ts';
import type { Key } from './keys.ts';

export { type Key, keysFor, parseKeys } from './keys.ts';

/** AES-256-GCM as NIST SP 800-38D recommends it: a random IV of 96 bits, the whole tag. */
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

const SECRET_BYTES = 32;

/**
 * Seals texts as `v1:kid:iv:ciphertext:tag`. The first key encrypts, all decrypt: a new key is put in
 * front, and the old one stays until nothing is sealed with it any more.
 */
export function createSecrets(keys: readonly Key[]): Secrets {
  return {
    random: () => randomBytes(SECRET_BYTES).toString('base64'),

    hash: (text) => digestOf(text).toString('hex'),

    isSame: (one, other) => timingSafeEqual(digestOf(one), digestOf(other)),

    seal(text, binding) {
      const [first] = keys;
      if (first === undefined) throw new Error('No key to seal with is configured');
      return encrypt(first, text, binding);
    },

    open(sealed, binding) {
      try {
        return decrypt(keys, sealed, binding);
      } catch (cause) {
        throw new Error("The sealed text can't be decrypted", { cause });
      }
    },
  };
}

/** Always 32 bytes, which a comparison in constant time needs. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function encrypt({ kid, key }: Key, text: string, binding: Binding): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(kid, binding));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [VERSION, kid, ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join(':');
}

function decrypt(keys: readonly Key[], sealed: string, binding: Binding): string {
  const [version, kid, iv, ciphertext, tag, ...rest] = sealed.split(':');
  if (version !== VERSION || kid === undefined || tag === undefined || rest.length > 0)
    throw new Error('Unknown format');
  const key = keys.find((candidate) => candidate.kid === kid)?.key;
  if (key === undefined) throw new Error('Its key is not configured');
  const decipher = createDecipheriv(CIPHER, key, bytes(iv, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(kid, binding));
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

/** The row that the text belongs to, and the name of its key: a copy in another row can not be decrypted. */
function associatedData(kid: string, binding: Binding): Buffer {
  return Buffer.from([VERSION, kid, ...partsOf(binding)].join('|'));
}

/** No two places read the same: slugs, provider names and ids hold no `|`, and a user's id, which may, comes last. */
function partsOf(binding: Binding): readonly string[] {
  if (binding.kind === 'answer') return [`operation:${binding.operationId}`, 'answer', binding.userId];
  if (binding.kind === 'endpoint') return [`endpoint:${binding.endpointId}`, 'signing'];
  const owner = binding.owner.kind === 'gym' ? `gym:${binding.owner.slug}` : 'platform';
  const account = binding.kind === 'credentials' ? [`account:${binding.accountId}`] : [];
  return [owner, binding.provider, binding.kind, ...account];
}
