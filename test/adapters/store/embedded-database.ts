import { PGlite } from '@electric-sql/pglite';
import { readMigrations, type Session } from '../../../src/adapters/store/migrations.ts';
import { readTemplate } from '../../../src/adapters/store/template.ts';

/** A migrated database in memory, to be asked behind the store's back. */
export async function openEmbeddedDatabase(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await readTemplate(await readMigrations()) });
}

export function sessionOf(db: PGlite): Session {
  return { query: (sql, values) => db.query(sql, values), script: (sql) => db.exec(sql) };
}
