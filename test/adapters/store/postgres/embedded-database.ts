import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../../../../generated/prisma/client.ts';
import { readMigrations, type Session } from '../../../../src/adapters/store/postgres/migrations.ts';
import { preparedOn } from '../../../../src/adapters/store/postgres/prepared.ts';
import { readTemplate } from '../../../../src/adapters/store/postgres/template.ts';
import { createStore } from '../../../../src/adapters/store/store.ts';
import { type StoreAndCommands as Store, withCommands } from '../../../stores.ts';

/** A migrated database in memory, to be asked behind the store's back. */
export async function openEmbeddedDatabase(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await readTemplate(await readMigrations()) });
}

export function sessionOf(db: PGlite): Session {
  return { query: (sql, values) => db.query(sql, values), script: (sql) => db.exec(sql) };
}

/** The store on a database that the test asks beside it; closing the one closes the other. */
export function storeOn(db: PGlite): Store {
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(db) });
  return withCommands(
    createStore({
      prisma,
      query: preparedOn(db),
      async listen(channel, listener) {
        await db.listen(channel, listener);
      },
      pendingMigrations: async () => [],
      async close() {
        await prisma.$disconnect();
        await db.close();
      },
    }),
  );
}
