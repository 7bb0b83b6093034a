import { afterAll, beforeAll } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';

type Tested = Pick<Platform, 'query'> & {
  platform(): Platform;
  anomaliesOf(paymentId: string): Promise<readonly Anomaly[] | null>;
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
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform(settings);
    await prepare(platform);
  });
  afterAll(() => platform?.stop());

  return {
    platform: () => platform,
    query: (sql, values) => platform.query(sql, values),
    anomaliesOf: (paymentId) => platform.query<Anomaly>(ANOMALIES, [paymentId]),
  };
}
