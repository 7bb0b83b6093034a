import type { Session } from '../../../src/adapters/store/postgres/migrations.ts';
import type { CheckClock } from '../../conformance/store/checks.ts';

export type Asking = Pick<Session, 'query'> | { query(sql: string, values?: unknown[]): Promise<unknown[]> };

const WAITS = `SELECT (extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 AS ms
                 FROM checks WHERE (kind, subject) = ($1, $2)`;

/** Moves what the database has to come back to in time, behind the store's back. */
export function checksClock(db: Asking): CheckClock {
  const ask = (sql: string, values: unknown[]) => rowsOf<{ ms: number | null }>(db, sql, values);
  return {
    async makeDue(kind, subject) {
      await ask("UPDATE checks SET due_at = clock_timestamp() - interval '1 h' WHERE (kind, subject) = ($1, $2)", [
        kind,
        subject,
      ]);
    },
    async waits(kind, subject) {
      const [row] = await ask(WAITS, [kind, subject]);
      return row === undefined ? 'forgotten' : row.ms;
    },
  };
}

/** The rows that a statement answers, whichever driver the session has. */
export async function rowsOf<Row>(db: Asking, sql: string, values: unknown[]): Promise<readonly Row[]> {
  const answer = await db.query(sql, values);
  return ('rows' in answer ? answer.rows : answer) as Row[];
}
