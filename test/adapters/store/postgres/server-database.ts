import { afterAll, beforeAll, describe, test } from 'vitest';
import { createMigratedDatabase, type ServerDatabase } from './create-database.ts';

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
    let database: ServerDatabase;
    beforeAll(async () => {
      database = await createMigratedDatabase(SERVER);
    });
    afterAll(() => database.drop());
    define(() => database);
  });
}
