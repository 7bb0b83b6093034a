import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../../../../generated/prisma/client.ts';
import type { Store } from '../../../ports/store/store.ts';
import { createStore } from '../store.ts';
import { lockDirectory } from './lock.ts';
import { applyMigrations, type Migration, pendingMigrations, readMigrations, type Session } from './migrations.ts';
import { preparedOn } from './prepared.ts';
import { readTemplate } from './template.ts';

/** Without a directory the database is in memory and ends with the process. */
export type EmbeddedOptions = { readonly directory?: string };

/**
 * The store on a PostgreSQL inside this process, made and migrated when it isn't there.
 * @throws in one line when another process has the directory.
 */
export async function openEmbeddedStore({ directory }: EmbeddedOptions = {}): Promise<Store> {
  const unlock = directory === undefined ? () => {} : lockDirectory(directory);
  try {
    const migrations = await readMigrations();
    return await storeOn(await openDatabase(directory, migrations), migrations, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openDatabase(directory: string | undefined, migrations: readonly Migration[]): Promise<PGlite> {
  const dataDir = directory === undefined ? 'memory://' : join(directory, 'postgres');
  if (directory !== undefined && existsSync(join(dataDir, 'PG_VERSION'))) return PGlite.create({ dataDir });
  return PGlite.create({ dataDir, loadDataDir: await readTemplate(migrations) });
}

async function storeOn(db: PGlite, migrations: readonly Migration[], unlock: () => void): Promise<Store> {
  const session = sessionOf(db);
  // Prisma reads a timestamptz as UTC whatever the session's zone is.
  await session.script("SET TIME ZONE 'UTC'");
  await applyMigrations(session, migrations);
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(db) });
  return createStore({
    prisma,
    query: preparedOn(db),
    async listen(channel, listener) {
      await db.listen(channel, listener);
    },
    pendingMigrations: () => pendingMigrations(session, migrations),
    async close() {
      await prisma.$disconnect();
      await db.close();
      unlock();
    },
  });
}

function sessionOf(db: PGlite): Session {
  return { query: (sql, values) => db.query(sql, values), script: (sql) => db.exec(sql) };
}
