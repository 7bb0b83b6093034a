import { type ApiKey, hasExpired } from '../../domain/operator/api-key.ts';
import { type ApiKeys, USE_NOTED_EVERY_MS } from '../../ports/store/api-keys.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import { newestFirst, toPage } from './reading/pages.ts';
import type { Tables } from './tables.ts';

/** API keys. */
export function createApiKeys(tables: Tables, now: () => Date): AtOnce<ApiKeys> {
  const { apiKeys, revokedKeys } = tables;
  return {
    addApiKey(key, hash, audit) {
      if (revokedKeys.has(key.id)) return null;
      const known = apiKeys.get(key.id)?.key;
      const made = known ?? { ...key, createdAt: now(), lastUsedAt: null };
      apiKeys.set(key.id, { key: made, hash });
      if (known === undefined) writeAudit(tables, [audit], now());
      return made;
    },

    findApiKey: (id) => apiKeys.get(id.toLowerCase())?.key ?? null,

    useApiKey(hash) {
      const row = [...apiKeys.values()].find((one) => one.hash === hash);
      if (row === undefined) return null;
      if (isUseNoted(row.key, now())) apiKeys.set(row.key.id, { hash, key: { ...row.key, lastUsedAt: now() } });
      return { ...row.key, hash };
    },

    listApiKeys(page) {
      const rows = [...apiKeys.values()].map(({ key }) => key).toSorted(newestFirst((key) => key));
      return toPage({ rows, nameOf: ({ id }) => `api key ${id}` }, page, (key) => key);
    },

    removeApiKey(id, audit) {
      const isGone = apiKeys.delete(id.toLowerCase());
      if (isGone) {
        revokedKeys.add(id.toLowerCase());
        writeAudit(tables, [audit], now());
      }
      return isGone;
    },
  };
}

function isUseNoted(key: ApiKey, now: Date): boolean {
  const { lastUsedAt } = key;
  const isDue = lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_NOTED_EVERY_MS;
  return isDue && !hasExpired(key, now);
}
