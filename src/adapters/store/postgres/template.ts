import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { applyMigrations, type Migration, readMigrations } from './migrations.ts';

/** Git-ignored; whatever is in it can be made again. */
const GENERATED = new URL('../../../../generated/embedded/', import.meta.url);

/**
 * A dump of an empty, migrated embedded database. Unpacking it takes half a second, where making a database
 * from nothing takes several; it is made when the migrations have changed, and kept for the next time.
 */
export async function readTemplate(migrations: readonly Migration[]): Promise<Blob> {
  const file = new URL(`${fingerprintOf(migrations)}.tar`, GENERATED);
  try {
    return new Blob([await readFile(file)]);
  } catch {
    const dump = await makeTemplate(migrations);
    await keep(file, dump).catch(() => {}); // Only slower next time, on a read-only disk for example.
    return dump;
  }
}

function fingerprintOf(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}

async function makeTemplate(migrations: readonly Migration[]): Promise<Blob> {
  const db = await PGlite.create();
  try {
    await applyMigrations({ query: (sql, values) => db.query(sql, values), script: (sql) => db.exec(sql) }, migrations);
    return await db.dumpDataDir('none');
  } finally {
    await db.close();
  }
}

/**
 * Several processes may create it at once: each writes its own file, and a rename is all or nothing. Templates of other
 * migrations are deleted: 40 MB each, and a process that reads one has the file open.
 */
async function keep(file: URL, dump: Blob): Promise<void> {
  await mkdir(GENERATED, { recursive: true });
  const own = new URL(`${randomUUID()}.part`, GENERATED);
  await writeFile(own, new Uint8Array(await dump.arrayBuffer()));
  await rename(own, file);
  const others = (await readdir(GENERATED)).filter((name) => name.endsWith('.tar') && !file.pathname.endsWith(name));
  await Promise.all(others.map((name) => rm(new URL(name, GENERATED), { force: true })));
}

// `npm ci` runs this, so that neither the first start nor the first test waits for it.
if (import.meta.main) await readTemplate(await readMigrations());
