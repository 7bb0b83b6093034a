import { DomainError, invalid } from '../../domain/error.ts';
import { type ApiKey, hasExpired, keyCreated, keyRevoked } from '../../domain/operator/api-key.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, authorOf, may, requireScope, type Scope } from '../actor.ts';
import type { Context } from '../context.ts';
import { newKeyText } from './key-text.ts';

export type KeyInput = {
  /** The id of an idempotency key's operation, under which a retry finds the same key; null without one. */
  readonly keyId: string | null;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
};

/** A key, and its text, which is in no other answer. */
export type MadeKey = { readonly key: ApiKey; readonly text: string };

/**
 * Makes an API key, which grants no more than its maker has. A retry whose answer got lost gets the same key with a new text.
 * @throws DomainError `scope_missing`; `invalid` with field `expires_at`; `conflict` when the key was revoked meanwhile
 */
export async function makeKey(context: Context, actor: Actor, input: KeyInput): Promise<MadeKey> {
  requireScope(actor, 'keys:manage');
  const { keyId, name, scopes, expiresAt } = input;
  const lacking = scopes.filter((scope) => !may(actor, scope));
  if (lacking.length > 0)
    throw new DomainError('scope_missing', `A key can't grant what its maker lacks: ${lacking.join(', ')}`);
  if (expiresAt !== null && expiresAt <= context.world.now())
    throw invalid('expires_at', 'expires_at must be in the future');
  const text = newKeyText(context);
  const wanted = { id: keyId ?? context.world.newId(), name, scopes, expiresAt };
  const audit = { ...keyCreated(wanted), ...authorOf(context, actor) };
  const key = await context.store.addApiKey(wanted, context.secrets.hash(text), audit);
  if (key === null) throw keyIsGone();
  return { key, text };
}

/**
 * Before the answer that shows a key is given again: it is shown only as long as it works.
 * @throws DomainError `conflict` when the key was revoked or has expired
 */
export async function requireLiveKey({ store, world }: Context, keyId: string): Promise<void> {
  const key = await store.findApiKey(keyId);
  if (key === null || hasExpired(key, world.now())) throw keyIsGone();
}

function keyIsGone(): DomainError {
  return new DomainError('conflict', 'The key that this idempotency key made was revoked or has expired');
}

/** Newest first. @throws DomainError `scope_missing`; `invalid` with field `cursor` */
export async function listKeys({ store }: Context, actor: Actor, page: PageRequest): Promise<Page<ApiKey>> {
  requireScope(actor, 'keys:manage');
  return store.listApiKeys(page);
}

/**
 * Revokes a key: every process refuses it within five seconds, and this one at once unless it is just looking it up.
 * @throws DomainError `scope_missing`, `api_key_not_found`
 */
export async function revokeKey(context: Context, actor: Actor, keyId: string): Promise<void> {
  requireScope(actor, 'keys:manage');
  const audit = { ...keyRevoked(keyId), ...authorOf(context, actor) };
  const isRevoked = await context.store.removeApiKey(keyId, audit);
  context.knownKeys.forgetAll();
  if (!isRevoked) throw new DomainError('api_key_not_found', 'API key not found');
}
