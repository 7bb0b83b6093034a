import { migrate } from '../../../src/adapters/store/index.ts';
import { type RunningService, startService } from '../../../src/sandbox/demo/service.ts';
import { createDatabase } from '../../adapters/store/postgres/server-database.ts';

type Asked = {
  /** Null where there is no server to ask. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[] | null>;
};

/** A service of a test, and its database where that can be asked. */
export type TestedService = RunningService & Asked;

/** What a service is started with to have a database of its own. */
export type DatabaseOfService = Asked & { readonly settings: Readonly<Record<string, string>>; drop(): Promise<void> };

/**
 * For tests to which one database is as good as the other: migrated and on the server of TEST_DATABASE_URL where there
 * is one, with which a service starts in a third of the processor time; else the embedded one, for which nothing is set.
 */
export async function databaseForService(): Promise<DatabaseOfService> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) return { settings: {}, query: async () => null, drop: async () => {} };
  const database = await createDatabase(server);
  await migrate(database.url);
  return {
    settings: { DATABASE_URL: database.url },
    query: (sql, values = []) => database.query(sql, [...values]),
    drop: database.drop,
  };
}

/** Starts a service as `startService` does, on any database, unless the settings say on which. */
export async function startOnAnyDatabase(
  settings: Record<string, string> = {},
  hear?: (text: string) => void,
): Promise<TestedService> {
  if (settings['DATABASE_URL'] !== undefined)
    return { ...(await startService(settings, hear)), query: async () => null };
  const database = await databaseForService();
  const service = await startService({ ...settings, ...database.settings }, hear).catch(async (error: unknown) => {
    await database.drop();
    throw error;
  });
  return {
    ...service,
    query: database.query,
    async stop() {
      await service.stop();
      await database.drop();
    },
  };
}
