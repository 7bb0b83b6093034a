import type { EndpointSecrets } from '../../domain/event/endpoint.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Endpoints, KeptEndpoint } from '../../ports/store/endpoints.ts';
import { auditFrom, auditValues } from './audit.ts';
import { endWaiting } from './event-deliveries/end.ts';
import { type Database, isUuid, type Statement, storable } from './postgres/database.ts';
import { newestFirst, toPage } from './reading/pages.ts';
import { untilCommitted } from './until-committed.ts';

/** Of the free places one by chance: requests at once seldom take the same one. The same id again takes none. */
const ADD: Statement = {
  name: 'add_endpoint',
  text: `WITH known AS (SELECT 1 FROM webhook_endpoints WHERE id = $1::uuid),
    free AS (
      SELECT place FROM generate_series(1, $13::integer) AS place
       WHERE NOT EXISTS (SELECT FROM known)
         AND place NOT IN (SELECT e.place FROM webhook_endpoints e)
       ORDER BY random() LIMIT 1),
    added AS (
      INSERT INTO webhook_endpoints (id, url, event_types, description, gym_slug, status, disabled_reason, secret_made_by,
                                     sealed, previous, failing_since, created_at, updated_at, place)
      SELECT $1::uuid, $2::text, $3::text[], $4::text, $5::text, $6::text, $7::text, $8::uuid, $9::text, $10::jsonb,
             $11::timestamptz, $12::timestamptz, $12::timestamptz, place
        FROM free
      ON CONFLICT DO NOTHING RETURNING 1),
    audited AS (${auditFrom('added', 14)})
    SELECT EXISTS (SELECT FROM known) OR EXISTS (SELECT FROM added) AS "isThere",
           NOT EXISTS (SELECT FROM free) AS "isFull"`,
};

const REPLACE: Statement = {
  name: 'replace_endpoint',
  text: `WITH known AS (SELECT status FROM webhook_endpoints WHERE id = $1::uuid),
    replaced AS (
      UPDATE webhook_endpoints
         SET url = $2::text, event_types = $3::text[], description = $4::text, gym_slug = $5::text, status = $6::text,
           disabled_reason = $7::text, secret_made_by = $8::uuid, sealed = $9::text, previous = $10::jsonb,
           failing_since = CASE WHEN $11::timestamptz IS NOT NULL THEN failing_since END, updated_at = $12::timestamptz
       WHERE id = $1::uuid AND updated_at = $13::timestamptz RETURNING id, status),
    changed AS (SELECT replaced.id FROM replaced, known WHERE known.status <> replaced.status),
    waiting AS (${endWaiting('changed')}),
    audited AS (${auditFrom('replaced', 14)})
    SELECT id FROM replaced`,
};

const COLUMNS = `id, url, event_types AS "eventTypes", description, gym_slug AS "gymSlug", status,
  disabled_reason AS "disabledReason", secret_made_by AS "secretMadeBy", sealed, previous,
  failing_since AS "failingSince", created_at AS "createdAt", updated_at AS "updatedAt"`;

const FIND: Statement = {
  name: 'find_endpoint',
  text: `SELECT ${COLUMNS} FROM webhook_endpoints WHERE id = $1::uuid`,
};

const LIST: Statement = {
  name: 'list_endpoints',
  text: `SELECT ${COLUMNS} FROM webhook_endpoints
          WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1::timestamptz, $2::uuid)
          ORDER BY created_at DESC, id DESC LIMIT $3::integer`,
};

const REMOVE: Statement = {
  name: 'remove_endpoint',
  text: `WITH gone AS (DELETE FROM webhook_endpoints WHERE id = $1::uuid RETURNING id),
    audited AS (${auditFrom('gone', 2)})
    SELECT id FROM gone`,
};

const { cursorOf, positionOf } = newestFirst('endpoints');

/** The endpoints of subscribers. Not through Prisma, which reads a list that is null as an empty one. */
export function createEndpoints({ query }: Database): Endpoints {
  /** Null: another request took the place. */
  async function add(
    endpoint: KeptEndpoint,
    most: number,
    audit: AuditRecord | null,
  ): Promise<{ readonly isThere: boolean } | null> {
    const [made] = await query<{ isThere: boolean; isFull: boolean }>(ADD, [
      ...valuesOf(endpoint),
      endpoint.createdAt,
      most,
      ...auditValues(audit),
    ]);
    if (made === undefined) throw new Error('The database answered without a row');
    return made.isThere || made.isFull ? made : null;
  }

  return {
    async addEndpoint(endpoint, most, audit = null) {
      return (await untilCommitted(() => add(endpoint, most, audit))).isThere;
    },

    async findEndpoint(id) {
      const [row] = isUuid(id) ? await query<EndpointRow>(FIND, [id]) : [];
      return row === undefined ? null : endpointOf(row);
    },

    async listEndpoints({ limit, cursor }) {
      const after = cursor === null ? null : positionOf(cursor);
      const rows = await query<EndpointRow>(LIST, [after?.createdAt ?? null, after?.id ?? null, limit + 1]);
      return toPage(rows, limit, endpointOf, cursorOf);
    },

    async replaceEndpoint(endpoint, expected, audit = null) {
      return (
        (await query(REPLACE, [...valuesOf(endpoint), endpoint.updatedAt, expected, ...auditValues(audit)])).length ===
        1
      );
    },

    async removeEndpoint(id, audit = null) {
      return isUuid(id) && (await query(REMOVE, [id, ...auditValues(audit)])).length === 1;
    },
  };
}

/** An endpoint as its table has it; words of a set are CHECKed by the database, or written by this adapter alone. */
type EndpointRow = Omit<KeptEndpoint, 'secrets'> & {
  readonly secretMadeBy: string;
  readonly sealed: string;
  readonly previous: PreviousJson;
};

/** As jsonb has it: times are texts. */
export type PreviousJson = readonly { readonly sealed: string; readonly until: string }[];

export function previousOf(json: PreviousJson): EndpointSecrets['previous'] {
  return json.map(({ sealed, until }) => ({ sealed, until: new Date(until) }));
}

function endpointOf({ secretMadeBy, sealed, previous, ...row }: EndpointRow): KeptEndpoint {
  return { ...row, secrets: { madeBy: secretMadeBy, sealed, previous: previousOf(previous) } };
}

/** $1 to $11 of the statements that write. */
function valuesOf({ secrets, ...endpoint }: KeptEndpoint): readonly unknown[] {
  const { id, url, eventTypes, description, gymSlug, status, disabledReason, failingSince } = endpoint;
  const { madeBy, sealed, previous } = secrets;
  return [
    ...[id, storable(url), eventTypes, description && storable(description), gymSlug, status, disabledReason],
    ...[madeBy, sealed, JSON.stringify(previous), failingSince],
  ];
}
