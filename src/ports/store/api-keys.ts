import type { ApiKey } from '../../domain/operator/api-key.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Page, PageRequest } from './queries.ts';

/** A key that is to be made; the store dates it. */
export type NewApiKey = Pick<ApiKey, 'id' | 'name' | 'scopes' | 'expiresAt'>;

/** A key as it is stored: with the hash of its text. */
export type KeptApiKey = ApiKey & { readonly hash: string };

/** API keys. The store has the hashes of their texts, never a text. The audit is written where a key is new, or was there. */
export type ApiKeys = {
  /**
   * A key that is there, by its id, is the same key with another text: the one before no longer works. Null when it was
   * removed: it does not come back.
   */
  addApiKey(key: NewApiKey, hash: string, audit: AuditRecord): Promise<ApiKey | null>;
  findApiKey(id: string): Promise<ApiKey | null>;
  /** The key with this hash, also one that has expired. Its use is noted where none was within a minute. */
  useApiKey(hash: string): Promise<KeptApiKey | null>;
  /** Newest first. @throws DomainError `invalid` with field `cursor` */
  listApiKeys(page: PageRequest): Promise<Page<ApiKey>>;
  /** False when there was none. */
  removeApiKey(id: string, audit: AuditRecord): Promise<boolean>;
};

/** How much time lies between two notes that a key was used, at least. Milliseconds. */
export const USE_NOTED_EVERY_MS = 60_000;
