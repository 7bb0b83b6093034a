import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate, openServerStore } from '../../../../src/adapters/store/index.ts';
import { type StoreAndCommands as Store, withCommands } from '../../../stores.ts';

/** A database of its own on a PostgreSQL server. */
export type ServerDatabase = {
  readonly name: string;
  readonly url: string;
  openStore(options?: { poolSize?: number }): Promise<Store>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

/**
 * A migrated database: a copy of the run's template, where it has one (test/template-database.ts). Its commits do not wait
 * for the disk, because no test that uses it crashes the server.
 */
export async function createMigratedDatabase(server: string): Promise<ServerDatabase> {
  const template = process.env['TEST_DATABASE_TEMPLATE'];
  const database = await createDatabase(server, template);
  if (template === undefined) await migrate(database.url);
  await asAdmin(server, `ALTER DATABASE ${database.name} SET synchronous_commit = off`);
  return database;
}

/** A database with a name that no other has: empty, or a copy of this one. */
export async function createDatabase(server: string, template = 'template1'): Promise<ServerDatabase> {
  const name = `fitstack_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  // Ending a pool says goodbye without waiting for the server's answer, and dropping the database cuts off
  // a connection that is still saying it: an error of one that no test uses any more.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return {
    name,
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
