import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { migrate, openServerStore } from '../../../../src/adapters/store/index.ts';
import { type StoreAndCommands as Store, withCommands } from '../../../stores.ts';

/** A database of its own on a PostgreSQL server, migrated. */
export type ServerDatabase = {
  readonly url: string;
  openStore(options?: { poolSize?: number }): Promise<Store>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
};

const SERVER = process.env['TEST_DATABASE_URL'];

/** Tests that mean something only on a server. Without one they are shown as skipped, and fail where CI=true. */
export function onServer(title: string, define: (database: () => ServerDatabase) => void): void {
  if (SERVER === undefined) {
    test(`${title} (needs TEST_DATABASE_URL)`, (context) => {
      if (process.env['CI'] === 'true') throw new Error('TEST_DATABASE_URL is not set');
      context.skip('TEST_DATABASE_URL is not set');
    });
    return;
  }
  describe(title, () => {
    let database: ServerDatabase & { drop(): Promise<void> };
    beforeAll(async () => {
      database = await createDatabase(SERVER);
      await migrate(database.url);
    });
    afterAll(() => database.drop());
    define(() => database);
  });
}

/** An empty database with a name that no other has. */
export async function createDatabase(server: string): Promise<ServerDatabase & { drop(): Promise<void> }> {
  const name = `fitstack_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  // Ending a pool says goodbye without waiting for the server's answer, and dropping the database cuts off
  // a connection that is still saying it: an error of one that no test uses any more.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return {
    url: url.href,
    openStore: async (options = {}) => withCommands(await openServerStore({ url: url.href, ...options })),
    query: async (sql, values) => (await pool.query(sql, values)).rows,
    async drop() {
      await pool.end();
      await asAdmin(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function asAdmin(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
