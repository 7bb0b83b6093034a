import type { GymChanges } from '../../domain/gym/gym-change.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { EventRecord } from '../../ports/store/events.ts';
import { auditFrom, auditValues } from './audit.ts';
import { INSTEAD_OF_ITS_SCHEDULE } from './checks.ts';
import { DELIVERIES_DUE, deliveriesOf } from './fan-out.ts';
import { type Database, type Statement, storable } from './postgres/database.ts';

// A gym, its accounts and its link are one unit: when anything that a decision about them depends on has changed, so has
// the version of the gym. A commit writes the gym first, if its version is still the one that was loaded, and all the rest
// FROM what that returned: its row, or none, and then nothing is written. No row may be written twice in one statement.

/** $1 to $11 are the gym, $12 and $13 the credentials of its account. */
const ACCOUNT = `
  INSERT INTO accounts (id, gym_slug, provider, provider_user_id, sealed, created_at)
  SELECT $9::uuid, slug, $4::text, $12::text, $13::text, $11::timestamptz FROM gym WHERE $13::text IS NOT NULL
  -- Another gym may have got this id since it was looked up: then the trigger accounts_are_fixed undoes the statement.
  ON CONFLICT (id) DO UPDATE
    SET gym_slug = excluded.gym_slug, provider = excluded.provider, provider_user_id = excluded.provider_user_id,
        sealed = excluded.sealed`;

const MAKE: Statement = {
  name: 'make_gym',
  text: `WITH gym AS (
      INSERT INTO gyms (slug, name, payments_enabled, provider, currency, return_url, statement_descriptor, signature,
                        account_id, needs_reconnect, created_at, updated_at)
      VALUES ($1::text, $2::text, $3::boolean, $4::text, $5::text, $6::text, $7::text, $8::text, $9::uuid, $10::boolean,
              $11::timestamptz, $11::timestamptz)
      ON CONFLICT DO NOTHING RETURNING slug),
    account AS (${ACCOUNT}),
    audited AS (${auditFrom('gym', 14)})
    SELECT slug FROM gym`,
};

const CHANGE: Statement = {
  name: 'change_gym',
  text: `WITH gym AS (
      UPDATE gyms
         SET name = $2::text, payments_enabled = $3::boolean, provider = $4::text, currency = $5::text,
             return_url = $6::text, statement_descriptor = $7::text, signature = $8::text, account_id = $9::uuid,
             needs_reconnect = $10::boolean, credentials_refused_at = $22::timestamptz, updated_at = $11::timestamptz,
             version = version + 1
       WHERE slug = $1::text AND version = $14::integer RETURNING slug, account_id),
    account AS (${ACCOUNT}),
    link AS (DELETE FROM connections USING gym WHERE connections.gym_slug = gym.slug AND $15::boolean),
    planned AS (
      INSERT INTO checks (kind, subject, due_at)
      SELECT 'grant', account_id::text, $16::timestamptz FROM gym WHERE $16::timestamptz IS NOT NULL
      ${INSTEAD_OF_ITS_SCHEDULE}),
    dropped AS (
      DELETE FROM checks USING gym WHERE kind = 'grant' AND subject = gym.account_id::text AND $17::boolean),
    event AS (
      INSERT INTO events (id, type, gym_slug, body, recorded_at)
      SELECT $18::uuid, $19::text, slug, $20::text, $21::timestamptz FROM gym WHERE $18::uuid IS NOT NULL
      RETURNING id, type, payment_id, gym_slug, sequence, recorded_at),
    due AS (${deliveriesOf('event')}),
    audited AS (${auditFrom('gym', 23)})
    SELECT slug, (SELECT pg_notify('${DELIVERIES_DUE}', '') FROM due LIMIT 1) AS notified FROM gym`,
};

/**
 * False, and nothing was written, when another commit came first. `version` is that of the gym that was decided on; null:
 * there was none. An event is committed with a change of a gym that there was.
 */
export async function commitGym(
  { query }: Database,
  version: number | null,
  { gym, credentials, endsLink, grantDueAt }: GymChanges,
  { event = null, audit = null }: { readonly event?: EventRecord | null; readonly audit?: AuditRecord | null },
): Promise<boolean> {
  const values = [
    ...[gym.slug, gym.name, gym.paymentsEnabled, gym.provider, gym.currency, gym.returnUrl, gym.statementDescriptor],
    ...[gym.signature, gym.accountId, gym.needsReconnect, gym.updatedAt],
    ...[credentials?.providerUserId ?? null, credentials?.sealed ?? null],
  ];
  const isOver = grantDueAt === 'never';
  const rows =
    version === null
      ? await query(MAKE, [...values, ...auditValues(audit)])
      : await query(CHANGE, [
          ...values,
          version,
          endsLink,
          isOver ? null : grantDueAt,
          isOver,
          ...valuesOf(event),
          gym.credentialsRefusedAt,
          ...auditValues(audit),
        ]);
  return rows.length === 1;
}

/** $18 to $21. */
function valuesOf(event: EventRecord | null): readonly unknown[] {
  return [event?.id ?? null, event?.type ?? null, event && storable(event.body), event?.recordedAt ?? null];
}
