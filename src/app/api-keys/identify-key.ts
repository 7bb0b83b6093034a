import { type ApiKey, hasExpired, userOfKey } from '../../domain/operator/api-key.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { isKeyText } from './key-text.ts';

/**
 * The caller that an API key stands for; null when there is no such key, or it is revoked or expired. A revoked key works for
 * five seconds more at most, in the processes that have just seen it.
 * @throws DomainError `store_unavailable`
 */
export async function identifyKey(context: Context, text: string): Promise<Actor | null> {
  if (!isKeyText(context, text)) return null;
  const key = await findKey(context, context.secrets.hash(text));
  if (key === null || hasExpired(key, context.world.now())) return null;
  return { userId: userOfKey(key.id), scopes: key.scopes };
}

/**
 * An index finds the key, and may compare as a database likes; what decides is the comparison here, in constant time. The time
 * of either shows something of hashes at most, which leads to no text.
 */
async function findKey({ store, world, secrets, knownKeys }: Context, hash: string): Promise<ApiKey | null> {
  const askedAt = world.now();
  const known = knownKeys.find(hash, askedAt);
  if (known !== undefined) return known;
  const found = await store.useApiKey(hash);
  const key = found !== null && secrets.isSame(found.hash, hash) ? found : null;
  knownKeys.remember(hash, key, askedAt);
  return key;
}
