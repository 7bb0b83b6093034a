import { afterAll, beforeAll } from 'vitest';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { createMigratedDatabase } from './create-database.ts';
import { openEmbeddedDatabase, storeOn } from './embedded-database.ts';

/** A migrated database, the store on it, and what asks it behind the store's back. */
export type AnyDatabase = {
  readonly store: Store;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/**
 * For tests to which one database is as good as the other: on the server of TEST_DATABASE_URL where there is one, whose
 * statements take a third of the processor time; else the embedded one. One for the tests of a file.
 */
export function useAnyDatabase(): () => AnyDatabase {
  let database: AnyDatabase;
  beforeAll(async () => {
    const server = process.env['TEST_DATABASE_URL'];
    database = await (server === undefined ? embedded() : onServer(server));
  }, 60_000);
  afterAll(() => database.close());
  return () => database;
}

async function embedded(): Promise<AnyDatabase> {
  const db = await openEmbeddedDatabase();
  const store = storeOn(db);
  return {
    store,
    query: async <Row>(sql: string, values?: unknown[]) => (await db.query<Row>(sql, values)).rows,
    close: store.close,
  };
}

async function onServer(server: string): Promise<AnyDatabase> {
  const database = await createMigratedDatabase(server);
  const store = await database.openStore();
  return {
    store,
    query: database.query,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}
