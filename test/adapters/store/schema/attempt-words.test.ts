import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DECLINE_CODES } from '../../../../src/domain/payment/decline.ts';
import { METHOD_TYPES } from '../../../../src/domain/payment/method.ts';
import { openEmbeddedDatabase } from '../postgres/embedded-database.ts';

let db: PGlite;
beforeAll(async () => {
  db = await openEmbeddedDatabase();
}, 60_000);
afterAll(() => db.close());

test.each([
  ['decline_code', DECLINE_CODES],
  ['method_type', METHOD_TYPES],
])('the database takes for %s the words of the domain, and no other', async (column, words) => {
  const { rows } = await db.query<{ definition: string }>(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
    [`payment_attempts_${column}_check`],
  );

  expect([...(rows[0]?.definition ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word)).toEqual(words);
});
