import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { POOL_SIZE } from '../settings.ts';

type Statement = { readonly name: string; readonly text: string };
type Query = (statement: Statement, values: unknown[]) => Promise<Record<string, unknown>[]>;

/** One statement, prepared under its name: through `pg` where there is a server, else in this process. */
export async function connect({ DATABASE_URL: url, DATA_DIR: dataDir }: NodeJS.ProcessEnv): Promise<Query> {
  if (url === undefined) return embedded(await PGlite.create({ dataDir: `${dataDir}/postgres` }));
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, options: '-c TimeZone=UTC' });
  return async (statement, values) => (await pool.query({ ...statement, values })).rows;
}

function embedded(db: PGlite): Query {
  return async ({ text }, values) => (await db.query<Record<string, unknown>>(text, values)).rows;
}
