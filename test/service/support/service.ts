import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxSecrets } from '../../../src/config/sandbox-secrets.ts';
import { freePort } from '../../../src/sandbox/demo/free-port.ts';
import { type RunningService, startService } from '../../../src/sandbox/demo/service.ts';
import { startService as startHere } from '../../../src/service.ts';
import { createMigratedDatabase } from '../../adapters/store/postgres/create-database.ts';

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
  const database = await createMigratedDatabase(server);
  return {
    settings: { DATABASE_URL: database.url },
    query: (sql, values = []) => database.query(sql, [...values]),
    drop: database.drop,
  };
}

/**
 * Starts a service as `startService` does, on any database, unless the settings say on which. On a server it runs in this
 * process: for one of its own it would load all of its libraries again, which takes longer than most tests. An embedded
 * database needs hundreds of megabytes, and gives them back only with its process.
 */
export async function startOnAnyDatabase(
  settings: Record<string, string> = {},
  hear?: (text: string) => void,
): Promise<TestedService> {
  if (settings['DATABASE_URL'] !== undefined)
    return { ...(await startInThisProcess(settings, hear)), query: async () => null };
  const database = await databaseForService();
  const start = database.settings['DATABASE_URL'] === undefined ? startService : startInThisProcess;
  const service = await start({ ...settings, ...database.settings }, hear).catch(async (error: unknown) => {
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

/** What `startService` does for a process, and with the same surroundings; the log is heard, and otherwise dropped. */
async function startInThisProcess(
  settings: Record<string, string>,
  hear: (text: string) => void = () => {},
): Promise<RunningService> {
  const port = await freePort(2);
  const own = await mkdtemp(join(tmpdir(), 'fitstack-service-'));
  const dataDir = settings['DATA_DIR'] ?? own;
  const environment = { PORT: String(port), DATA_DIR: dataDir, SANDBOX: '1', LOG_LEVEL: 'warn', ...settings };
  const service = await startHere(environment, { write: hear });
  await service.listening;
  const end = async () => {
    await service.stop('SIGTERM');
    await rm(own, { recursive: true, force: true });
  };
  let ended: Promise<void> | null = null;
  return {
    url: `http://127.0.0.1:${port}`,
    sandboxUrl: `http://127.0.0.1:${port + 1}`,
    jwtSecret: sandboxSecrets(dataDir).jwtSecret,
    stop() {
      ended ??= end();
      return ended;
    },
  };
}
