import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECK_KINDS } from '../../../../src/domain/schedule.ts';
import { openEmbeddedDatabase } from '../postgres/embedded-database.ts';

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

async function answer<T>(sql: string): Promise<T> {
  const { rows } = await db.query<{ value: T }>(sql);
  if (rows[0] === undefined) throw new Error('the database did not answer');
  return rows[0].value;
}
