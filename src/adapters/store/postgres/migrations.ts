import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/** What the runner needs of a connection: one session that no other code uses meanwhile. */
export type Session = {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Several statements in one text. */
  script(sql: string): Promise<unknown>;
};

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** Where the files are: Prisma's layout, `<timestamp>_<name>/migration.sql`. */
export const MIGRATIONS = new URL('../../../../prisma/migrations/', import.meta.url);

/** Prisma's own advisory lock, so that its engine and this runner exclude each other. */
const LOCK = 72707369;

/** Prisma's own table, column by column, so that its tools can take the database over. */
const HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

const APPLIED =
  'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL';

/** All migrations, in the order in which they are applied. */
export async function readMigrations(directory: URL = MIGRATIONS): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, directory), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Applies what is missing, each file in a transaction of its own, and names what it applied. Run twice, or by
 * several at once, each file is applied once.
 * @throws when a file that was applied has changed since.
 */
export async function applyMigrations(session: Session, migrations: readonly Migration[]): Promise<readonly string[]> {
  const pending = await pendingMigrations(session, migrations);
  const applied: string[] = [];
  for (const migration of migrations.filter(({ name }) => pending.includes(name)))
    if (await applyOnce(session, migration)) applied.push(migration.name);
  return applied;
}

async function applyOnce(session: Session, migration: Migration): Promise<boolean> {
  await session.script('BEGIN');
  try {
    await session.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await session.script(HISTORY);
    const missing = (await pendingMigrations(session, [migration])).length > 0;
    if (missing) await apply(session, migration);
    await session.script('COMMIT');
    return missing;
  } catch (error) {
    await session.script('ROLLBACK');
    throw error;
  }
}

async function apply(session: Session, { name, sql, checksum }: Migration): Promise<void> {
  await session.script(sql);
  await session.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

/**
 * Which of these migrations the database lacks.
 * @throws when a file that was applied has changed since.
 */
export async function pendingMigrations(
  session: Pick<Session, 'query'>,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const checksums = await appliedChecksums(session);
  const changed = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (changed) throw new Error(`Migration ${changed.name} was changed after it was applied to this database`);
  return migrations.map(({ name }) => name).filter((name) => !checksums.has(name));
}

async function appliedChecksums(session: Pick<Session, 'query'>): Promise<ReadonlyMap<string, string>> {
  const exists = await session.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS yes");
  if (!(exists.rows[0] as { yes: boolean }).yes) return new Map();
  const { rows } = await session.query(APPLIED);
  return new Map((rows as { name: string; checksum: string }[]).map(({ name, checksum }) => [name, checksum]));
}
