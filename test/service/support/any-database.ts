import { afterAll, beforeAll } from 'vitest';
import { migrate } from '../../../src/adapters/store/index.ts';
import { createDatabase, type ServerDatabase } from '../../adapters/store/postgres/server-database.ts';
import { type Platform, startPlatform } from './platform.ts';

type Tested = {
  platform(): Platform;
  anomaliesOf(paymentId: string): Promise<readonly Anomaly[] | null>;
  /** Null where there is no server to ask. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[] | null>;
};
type Anomaly = { readonly kind: string; readonly detail: Record<string, unknown> };

const ANOMALIES = 'SELECT kind, detail FROM payment_anomalies WHERE payment_id = $1 ORDER BY kind';

/**
 * The service for a whole test file: on the server of TEST_DATABASE_URL where there is one, so that what no
 * answer shows can be looked up; else on the embedded database, where only answers show it.
 */
export function onAnyDatabase(
  prepare: (platform: Platform) => Promise<void> = async () => {},
  settings: Record<string, string> = {},
): Tested {
  const server = process.env['TEST_DATABASE_URL'];
  let database: (ServerDatabase & { drop(): Promise<void> }) | null = null;
  let platform: Platform;

  beforeAll(async () => {
    database = server === undefined ? null : await createDatabase(server);
    if (database !== null) await migrate(database.url);
    platform = await startPlatform({ ...settings, ...(database !== null && { DATABASE_URL: database.url }) });
    await prepare(platform);
  });
  afterAll(async () => {
    await platform?.stop();
    await database?.drop();
  });

  const query = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    database === null ? null : database.query<Row>(sql, [...values]);
  return { platform: () => platform, query, anomaliesOf: (paymentId) => query<Anomaly>(ANOMALIES, [paymentId]) };
}
