import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { checksClock } from '../adapters/store/checks-clock.ts';
import { openEmbeddedDatabase, sessionOf, storeOn } from '../adapters/store/embedded-database.ts';
import type { CheckClock } from '../conformance/store/checks.ts';

export type TestedDatabase = CheckClock & { readonly store: Store };

/** One embedded database for the tests of a file, whose clock can be helped on; ids are fresh in each of them. */
export function useDatabase(): () => TestedDatabase {
  let db: PGlite;
  let tested: TestedDatabase;
  beforeAll(async () => {
    db = await openEmbeddedDatabase();
    tested = { store: storeOn(db), ...checksClock(sessionOf(db)) };
  }, 60_000);
  afterAll(() => tested.store.close());
  return () => tested;
}
