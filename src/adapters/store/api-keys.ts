import type { ApiKey } from '../../domain/operator/api-key.ts';
import { type ApiKeys, type KeptApiKey, USE_NOTED_EVERY_MS } from '../../ports/store/api-keys.ts';
import { auditFrom, auditValues } from './audit.ts';
import { type Database, isUuid, type Statement, storable } from './postgres/database.ts';
import { NEWEST_FIRST, newestFirst, olderThan, toPage } from './reading/pages.ts';

const COLUMNS = `id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;

const ADD: Statement = {
  name: 'add_api_key',
  // A row that was there has its version before the update locked (xmax); a new one has none.
  text: `WITH made AS (
      INSERT INTO api_keys (id, name, scopes, expires_at, hash)
      VALUES ($1::uuid, $2::text, $3::text[], $4::timestamptz, $5::text)
      ON CONFLICT (id) DO UPDATE SET hash = excluded.hash WHERE api_keys.revoked_at IS NULL
      RETURNING ${COLUMNS}, xmax = 0 AS "isNew"),
    audited AS (${auditFrom('made', 6)} AND "isNew")
    SELECT id, name, scopes, "createdAt", "expiresAt", "lastUsedAt" FROM made`,
};

/** Finds the key by the index on its hash, and notes its use. */
const USE: Statement = {
  name: 'use_api_key',
  text: `WITH used AS (
      UPDATE api_keys SET last_used_at = clock_timestamp()
       WHERE hash = $1::text AND (expires_at IS NULL OR expires_at > clock_timestamp())
         AND (last_used_at IS NULL OR last_used_at <= clock_timestamp() - $2::float8 * interval '1 millisecond'))
    SELECT ${COLUMNS}, hash FROM api_keys WHERE hash = $1::text`,
};

const REMOVE: Statement = {
  name: 'remove_api_key',
  // Its row stays, so that no retry makes it again; nothing that could be used as a key stays in it.
  text: `WITH gone AS (
      UPDATE api_keys SET revoked_at = clock_timestamp(), hash = NULL WHERE id = $1::uuid AND revoked_at IS NULL RETURNING id),
    audited AS (${auditFrom('gone', 2)})
    SELECT id FROM gone`,
};

const SHOWN = { id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true } as const;

const { cursorOf, positionOf } = newestFirst('api_keys');

/** API keys. */
export function createApiKeys({ prisma, query }: Database): ApiKeys {
  return {
    async addApiKey({ id, name, scopes, expiresAt }, hash, audit) {
      const values = [id, storable(name), scopes, expiresAt, hash, ...auditValues(audit)];
      const [key] = await query<ApiKey>(ADD, values);
      return key ?? null;
    },

    async findApiKey(id) {
      return isUuid(id) ? prisma.apiKey.findUnique({ where: { id, revokedAt: null }, select: SHOWN }) : null;
    },

    async useApiKey(hash) {
      const [key] = await query<KeptApiKey>(USE, [hash, USE_NOTED_EVERY_MS]);
      return key ?? null;
    },

    async listApiKeys({ limit, cursor }) {
      const where = { revokedAt: null, ...(cursor !== null && olderThan(positionOf(cursor))) };
      const rows = await prisma.apiKey.findMany({ where, orderBy: NEWEST_FIRST, take: limit + 1, select: SHOWN });
      return toPage(rows, limit, (key): ApiKey => key, cursorOf);
    },

    async removeApiKey(id, audit) {
      return isUuid(id) && (await query(REMOVE, [id, ...auditValues(audit)])).length === 1;
    },
  };
}
