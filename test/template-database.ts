import { migrate } from '../src/adapters/store/index.ts';
import { createDatabase } from './adapters/store/postgres/create-database.ts';

/** Migrates one database for all of a run: most files have a copy of it, which costs a third of what migrating does. */
export default async function makeTemplate(): Promise<(() => Promise<void>) | undefined> {
  const server = process.env['TEST_DATABASE_URL'];
  // Each kind of files asks for it.
  if (server === undefined || process.env['TEST_DATABASE_TEMPLATE'] !== undefined) return;
  const { name, url, drop } = await createDatabase(server);
  await migrate(url);
  process.env['TEST_DATABASE_TEMPLATE'] = name;
  return drop;
}
