import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECK_KINDS, WAITS_MS } from '../../../src/domain/schedule.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';

let db: PGlite;
beforeAll(async () => {
  db = await openEmbeddedDatabase();
}, 60_000);
afterAll(() => db.close());

test('the database takes checks of the kinds in the schedule, and of no other', async () => {
  const definition = await answer<string>(
    "SELECT pg_get_constraintdef(oid) AS value FROM pg_constraint WHERE conname = 'checks_kind'",
  );

  expect([...definition.matchAll(/'(\w+)'/g)].map(([, kind]) => kind)).toEqual(CHECK_KINDS);
});

test.each(CHECK_KINDS)('the function check_waits waits for %s as the schedule says', async (kind) => {
  const waits = await answer<number[]>(
    `SELECT array_agg((extract(epoch FROM wait) * 1000)::float8 ORDER BY at) AS value
       FROM unnest(check_waits($1)) WITH ORDINALITY AS waits (wait, at)`,
    [kind],
  );

  expect(waits).toEqual(WAITS_MS[kind]);
});

async function answer<T>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await db.query<{ value: T }>(sql, values);
  if (rows[0] === undefined) throw new Error('the database did not answer');
  return rows[0].value;
}
