import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { migrate, openEmbeddedStore } from '../src/adapters/store/index.ts';
import { type Stock, seedOf } from './seed.ts';

/** Where the processes of a run keep things; each is asked once for its environment. */
export type Databases = {
  /** For one process: on a server they all share one, an embedded one belongs to its process. */
  environment(): Promise<Record<string, string>>;
  drop(): Promise<void>;
};

/** A database of its own on the server, migrated and filled. */
export async function onServer(server: string, stock: Stock): Promise<Databases> {
  const { url, drop } = await filledOnServer(server, (url) => run(url, seedOf(stock)));
  return { environment: async () => ({ DATABASE_URL: url }), drop };
}

export type ServerDatabase = { readonly url: string; drop(): Promise<void> };

export async function filledOnServer(server: string, fill: (url: string) => Promise<void>): Promise<ServerDatabase> {
  const name = `fitstack_bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await run(server, [`CREATE DATABASE ${name}`]);
  const drop = () => run(server, [`DROP DATABASE ${name} WITH (FORCE)`]);
  try {
    await migrate(url.href);
    await fill(url.href);
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: url.href, drop };
}

/** A directory, migrated and filled; each environment gets a copy. */
export async function embedded(stock: Stock): Promise<Databases> {
  const root = await mkdtemp(join(tmpdir(), 'fitstack-bench-'));
  const original = join(root, 'original');
  await (await openEmbeddedStore({ directory: original })).close();
  const db = await PGlite.create({ dataDir: join(original, 'postgres') });
  for (const statement of seedOf(stock)) await db.exec(statement);
  await db.close();
  return {
    async environment() {
      const dataDir = join(root, randomUUID());
      await cp(original, dataDir, { recursive: true });
      return { DATA_DIR: dataDir };
    },
    drop: () => rm(root, { recursive: true, force: true }),
  };
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
