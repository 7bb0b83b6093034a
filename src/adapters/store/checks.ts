import { type CheckKind, firstWaitMs, isLastTry, nextTry } from '../../domain/schedule.ts';
import type { Check, Checks } from '../../ports/store/checks.ts';
import { auditFrom, auditValues } from './audit.ts';
import { type Database, type Statement, storable } from './postgres/database.ts';

/** What an abandoned check is no more, once there is a reason to make it again. */
const REVIVED = 'abandoned_at = NULL, resolved_at = NULL, resolved_by = NULL, resolution = NULL';

/** The end of an INSERT: an existing check keeps its schedule, unless that is over. */
export const KEEPING_ITS_SCHEDULE = `ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, tries = 0, ${REVIVED} WHERE checks.due_at IS NULL`;

/** The same, instead of whatever schedule it had: a worker that has it must not end it any more. */
export const INSTEAD_OF_ITS_SCHEDULE = `ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, tries = 0, token = NULL, ${REVIVED}`;

const REMEMBER: Statement = {
  name: 'remember_check',
  text: `INSERT INTO checks (kind, subject, due_at)
    VALUES ($1::text, $2::text, clock_timestamp() + $3::float8 * interval '1 millisecond')
    ${KEEPING_ITS_SCHEDULE}`,
};

/**
 * To take a check is a try; until the lease is over, no other worker takes it. Checks that another worker is taking just
 * now are skipped. The limit is now(), not the clock: only what is the same for the whole statement is looked up in an
 * index, and most checks are not due for hours.
 */
const TAKE: Statement = {
  name: 'take_checks',
  text: `WITH due AS (
      SELECT kind, subject FROM checks WHERE due_at <= now() AND $1::jsonb ? kind
       ORDER BY due_at LIMIT $2::integer FOR UPDATE SKIP LOCKED)
    UPDATE checks
       SET token = gen_random_uuid(), tries = tries + 1,
           due_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
      FROM due WHERE checks.kind = due.kind AND checks.subject = due.subject
    RETURNING checks.kind, checks.subject, token, tries`,
};

const FORGET: Statement = {
  name: 'forget_check',
  text: 'DELETE FROM checks WHERE kind = $1::text AND subject = $2::text AND token = $3::uuid',
};

/** A sum with NULL is NULL; greatest() and least() pass over NULL. */
const TRY_AGAIN: Statement = {
  name: 'try_check_again',
  text: `UPDATE checks
       SET token = NULL, tries = $4::integer,
           due_at = least(clock_timestamp() + $5::float8 * interval '1 millisecond',
                          greatest($6::timestamptz, clock_timestamp() + $7::float8 * interval '1 millisecond')),
           abandoned_at = CASE WHEN num_nonnulls($5::float8, $6::timestamptz) = 0 THEN clock_timestamp() END
     WHERE kind = $1::text AND subject = $2::text AND token = $3::uuid`,
};

/** Due, abandoned or in its wait: whatever it is, unless a worker has it. The schedule of an abandoned one begins again. */
const TAKE_ONE: Statement = {
  name: 'take_check',
  text: `WITH taken AS (
      UPDATE checks
         SET token = gen_random_uuid(), tries = CASE WHEN due_at IS NULL THEN 1 ELSE tries + 1 END,
             due_at = clock_timestamp() + $3::float8 * interval '1 millisecond', ${REVIVED}
       WHERE kind = $1::text AND subject = $2::text AND (token IS NULL OR due_at <= clock_timestamp())
      RETURNING kind, subject, token, tries),
    audited AS (${auditFrom('taken', 4)})
    SELECT * FROM taken`,
};

const RESOLVE: Statement = {
  name: 'resolve_check',
  text: `WITH resolved AS (
      UPDATE checks SET resolved_at = clock_timestamp(), resolved_by = $3::text, resolution = $4::text
       WHERE kind = $1::text AND subject = $2::text AND due_at IS NULL AND resolved_at IS NULL RETURNING kind),
    audited AS (${auditFrom('resolved', 5)})
    SELECT kind FROM resolved`,
};

const FIND: Statement = {
  name: 'find_check',
  text: 'SELECT 1 FROM checks WHERE kind = $1::text AND subject = $2::text',
};

type TakenRow = { readonly kind: CheckKind; readonly subject: string; readonly token: string; readonly tries: number };

/** The worker's checks; src/domain/schedule.ts decides when they are due. */
export function createChecks({ query }: Database): Checks {
  return {
    async takeChecks(kinds, limit, leaseMs) {
      const rows = await query<TakenRow>(TAKE, [JSON.stringify(kinds), limit, leaseMs]);
      return rows.map(checkOf);
    },

    async takeCheck(kind, subject, leaseMs, audit = null) {
      const values = [kind, storable(subject), leaseMs, ...auditValues(audit)];
      const [row] = await query<TakenRow>(TAKE_ONE, values);
      return row === undefined ? null : checkOf(row);
    },

    async resolveCheck(kind, subject, { by, reason }, audit = null) {
      const values = [kind, storable(subject), storable(by), storable(reason), ...auditValues(audit)];
      return (await query(RESOLVE, values)).length === 1;
    },

    async endCheck({ kind, subject, token, tries }, end) {
      const taken = [kind, storable(subject), token];
      if (end === 'done') return void (await query(FORGET, taken));
      const next = nextTry(kind, tries, end);
      await query(TRY_AGAIN, [...taken, next.tries, next.waitMs, next.moment, next.momentAfterMs]);
    },

    async hasCheck(kind, subject) {
      return (await query(FIND, [kind, storable(subject)])).length === 1;
    },

    async rememberCheck(kind, subject) {
      await query(REMEMBER, [kind, storable(subject), firstWaitMs(kind)]);
    },
  };
}

function checkOf(row: TakenRow): Check {
  return { ...row, isLast: isLastTry(row.kind, row.tries) };
}
