import type { Session } from '../../../src/adapters/store/postgres/migrations.ts';
import type { CheckClock } from '../../conformance/store/checks.ts';
import type { RefundClock } from '../../conformance/store/problems.ts';

export type Asking = Pick<Session, 'query'> | { query(sql: string, values?: unknown[]): Promise<unknown[]> };

const WAITS = `SELECT (extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 AS ms
                 FROM checks WHERE (kind, subject) = ($1, $2)`;

/** Moves what the database has to come back to in time, behind the store's back. */
export function checksClock(db: Asking): CheckClock {
  const ask = (sql: string, values: unknown[]) => rowsOf<{ ms: number | null }>(db, sql, values);
  return {
    async makeDue(kind, subject) {
      await ask(
        `UPDATE checks SET due_at = clock_timestamp() - interval '1 h', abandoned_at = NULL
          WHERE (kind, subject) = ($1, $2)`,
        [kind, subject],
      );
    },
    async waits(kind, subject) {
      const [row] = await ask(WAITS, [kind, subject]);
      return row === undefined ? 'forgotten' : row.ms;
    },
  };
}

/** Makes a refund older than it is, which the guards refuse. */
export function refundClock(db: Asking): RefundClock {
  const guard = (how: 'DISABLE' | 'ENABLE') =>
    rowsOf(db, `ALTER TABLE refunds ${how} TRIGGER refunds_birth_is_fixed`, []);
  return {
    async makeOlder(refundId, milliseconds) {
      await guard('DISABLE');
      await rowsOf(
        db,
        "UPDATE refunds SET created_at = created_at - $2::float8 * interval '1 millisecond' WHERE id = $1::uuid",
        [refundId, milliseconds],
      );
      await guard('ENABLE');
    },
  };
}

/** The rows that a statement answers, whichever driver the session has. */
export async function rowsOf<Row>(db: Asking, sql: string, values: unknown[]): Promise<readonly Row[]> {
  const answer = await db.query(sql, values);
  return ('rows' in answer ? answer.rows : answer) as Row[];
}
