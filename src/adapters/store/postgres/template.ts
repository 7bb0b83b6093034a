import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
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
  const kept = await readFile(file).catch(() => readPacked(file));
  if (kept !== null) return new Blob([kept]);
  const dump = await makeTemplate(migrations);
  await keep(file, dump).catch(() => {}); // Only slower next time, on a read-only disk for example.
  return dump;
}

async function readPacked(file: URL): Promise<Buffer<ArrayBuffer> | null> {
  const packed = await readFile(new URL(`${file}.gz`)).catch(() => null);
  return packed && promisify(gunzip)(packed);
}

/**
 * Writes the template as the package has it, into the `generated/embedded/` of a build: 5 MB instead of 42, which costs a
 * first start a sixth of a second.
 */
export async function packTemplate(folder: URL): Promise<void> {
  const migrations = await readMigrations();
  const dump = await (await readTemplate(migrations)).arrayBuffer();
  await mkdir(folder, { recursive: true });
  const packed = await promisify(gzip)(new Uint8Array(dump), { level: 9 });
  await writeFile(new URL(`${fingerprintOf(migrations)}.tar.gz`, folder), packed);
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
