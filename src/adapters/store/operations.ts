import { ANSWER_KEPT_MS, nextUse, UNANSWERED_KEPT_MS } from '../../domain/operation.ts';
import type { BegunOperation, NewOperation, OperationEnd, Operations } from '../../ports/store/operations.ts';
import { type Database, type Statement, storable } from './postgres/database.ts';
import { untilCommitted } from './until-committed.ts';

/** The oldest operations that are over. It waits for no lock: locked rows are left to the next request. */
const OLDEST = 'ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED';

/**
 * A new operation takes a few others away that are over (`isOver` in src/domain/operation.ts), so that the table keeps
 * a day's answers and a month's failures. The answered ones have an index of their own: after an outage of a provider the
 * others would be read again and again for a month. The times stand in the text: with parameters for them the statement
 * is planned at each call.
 */
const BEGIN: Statement = {
  name: 'begin_operation',
  text: `WITH begun AS (
      INSERT INTO operations (id, user_id, path, key, body_hash, lease_token, lease_until, created_at)
      VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, gen_random_uuid(),
              clock_timestamp() + $6::float8 * interval '1 millisecond', clock_timestamp())
      ON CONFLICT (user_id, path, key) DO NOTHING RETURNING lease_token),
    swept AS (
      DELETE FROM operations WHERE id IN (
        SELECT id FROM (
          SELECT id FROM operations
           WHERE EXISTS (SELECT FROM begun) AND answer IS NOT NULL
             AND created_at <= now() - interval '${ANSWER_KEPT_MS} ms' ${OLDEST}) AS answered
        UNION ALL
        SELECT id FROM (
          SELECT id FROM operations
           WHERE EXISTS (SELECT FROM begun) AND answer IS NULL AND coalesce(lease_until, '-infinity') <= now()
             AND created_at <= now() - interval '${UNANSWERED_KEPT_MS} ms' ${OLDEST}) AS unanswered))
    SELECT lease_token AS token FROM begun`,
};

const FIND: Statement = {
  name: 'find_operation',
  text: `SELECT id, body_hash AS "bodyHash", answer, lease_token AS "leaseToken", lease_until AS "leaseUntil",
                created_at AS "createdAt", clock_timestamp()::timestamptz(3) AS now
           FROM operations WHERE user_id = $1::text AND path = $2::text AND key = $3::text`,
};

/** True if the row is as it was read: each new answer, and each request that takes the operation, changes one of these. */
const UNCHANGED = 'id = $1::uuid AND lease_token IS NOT DISTINCT FROM $2::uuid';

const FORGET: Statement = {
  name: 'forget_operation',
  text: `DELETE FROM operations WHERE ${UNCHANGED} AND answer IS NOT DISTINCT FROM $3::text`,
};

const RESUME: Statement = {
  name: 'resume_operation',
  text: `UPDATE operations
       SET lease_token = gen_random_uuid(), lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
     WHERE ${UNCHANGED} AND answer IS NULL RETURNING lease_token AS token`,
};

const HELD = 'WHERE id = $1::uuid AND lease_token = $2::uuid RETURNING id';

const END: Statement = {
  name: 'end_operation',
  text: `UPDATE operations SET answer = $3::text, lease_token = NULL, lease_until = NULL ${HELD}`,
};

const REFUSE: Statement = { name: 'refuse_operation', text: `DELETE FROM operations ${HELD}` };

const FORGET_ANSWER: Statement = {
  name: 'forget_answer',
  text: 'UPDATE operations SET answer = NULL WHERE id = $1::uuid AND answer = $2::text',
};

type Token = { readonly token: string };

type FoundRow = {
  readonly id: string;
  readonly bodyHash: string;
  readonly answer: string | null;
  readonly leaseToken: string | null;
  readonly leaseUntil: Date | null;
  readonly createdAt: Date;
  readonly now: Date;
};

/** The operations of idempotency keys; src/domain/operation.ts decides what the next use of a key leads to. */
export function createOperations({ query }: Database): Operations {
  /** Null: the operation has changed since it was found. */
  async function begin(wanted: NewOperation, leaseMs: number): Promise<BegunOperation | null> {
    const place = [storable(wanted.userId), storable(wanted.path), wanted.key];
    const [begun] = await query<Token>(BEGIN, [wanted.id, ...place, wanted.bodyHash, leaseMs]);
    if (begun !== undefined) return { kind: 'begun', lease: { id: wanted.id, token: begun.token } };
    const [found] = await query<FoundRow>(FIND, place);
    return found === undefined ? null : useAgain(found, wanted.bodyHash, leaseMs);
  }

  async function useAgain(found: FoundRow, bodyHash: string, leaseMs: number): Promise<BegunOperation | null> {
    const { id, answer, leaseToken, now } = found;
    const next = nextUse({ ...found, isAnswered: answer !== null }, bodyHash, now);
    if (next === 'answered' && answer !== null) return { kind: 'answered', id, sealed: answer };
    if (next === 'other_body' || next === 'running') return { kind: next };
    if (next === 'over') await query(FORGET, [id, leaseToken, answer]);
    if (next !== 'resumed') return null;
    const [resumed] = await query<Token>(RESUME, [id, leaseToken, leaseMs]);
    return resumed === undefined ? null : { kind: 'resumed', lease: { id, token: resumed.token } };
  }

  return {
    beginOperation: (operation, leaseMs) => untilCommitted(() => begin(operation, leaseMs)),

    async endOperation({ id, token }, end) {
      const ended = end === 'refused' ? await query(REFUSE, [id, token]) : await query(END, [id, token, answerOf(end)]);
      return ended.length === 1;
    },

    async forgetAnswer(id, sealed) {
      await query(FORGET_ANSWER, [id, sealed]);
    },
  };
}

function answerOf(end: Exclude<OperationEnd, 'refused'>): string | null {
  return end === 'open' ? null : end.answer;
}
