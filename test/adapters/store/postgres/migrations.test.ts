import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, openServerStore } from '../../../../src/adapters/store/index.ts';
import {
  applyMigrations,
  type Migration,
  pendingMigrations,
  readMigrations,
  type Session,
} from '../../../../src/adapters/store/postgres/migrations.ts';
import { createDatabase } from './create-database.ts';
import { openEmbeddedDatabase, sessionOf } from './embedded-database.ts';
import { onServer } from './server-database.ts';

/** Small migrations with names and tables of their own; `broken` fails in its second statement. */
function migrations(prefix: string): { one: Migration; two: Migration; broken: Migration } {
  const migration = (name: string, sql: string) => ({
    name: `${prefix}_${name}`,
    sql,
    checksum: `checksum of ${name}`,
  });
  return {
    one: migration('1_one', `CREATE TABLE ${prefix}_one (id int); INSERT INTO ${prefix}_one VALUES (1)`),
    two: migration('2_two', `CREATE TABLE ${prefix}_two (id int)`),
    broken: migration('3_broken', `CREATE TABLE ${prefix}_three (id int); SELECT 1 / 0`),
  };
}

describe('migrations', () => {
  let db: PGlite;
  let session: Session;
  beforeAll(async () => {
    db = await openEmbeddedDatabase();
    session = sessionOf(db);
  }, 60_000);
  afterAll(() => db.close());

  test('migrations are files with the checksum that Prisma takes of them', async () => {
    const [first] = await readMigrations();
    const { rows } = await db.query('SELECT checksum FROM _prisma_migrations WHERE migration_name = $1', [first?.name]);

    expect(first?.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(rows).toEqual([{ checksum: first?.checksum }]);
  });

  test('migrations are each applied once, in order, and named when they are', async () => {
    const { one, two } = migrations('once');

    expect(await pendingMigrations(session, [one, two])).toEqual([one.name, two.name]);
    expect(await applyMigrations(session, [one])).toEqual([one.name]);
    expect(await applyMigrations(session, [one, two])).toEqual([two.name]);
    expect(await applyMigrations(session, [one, two])).toEqual([]);
    expect(await pendingMigrations(session, [one, two])).toEqual([]);
    expect((await db.query('SELECT * FROM once_one')).rows).toEqual([{ id: 1 }]);
  });

  test('migrations are refused when a file changed after it was applied', async () => {
    const { one, two } = migrations('changed');
    await applyMigrations(session, [one]);

    const changed = [{ ...one, checksum: 'another' }, two];

    await expect(applyMigrations(session, changed)).rejects.toThrow(/changed_1_one was changed/);
    await expect(pendingMigrations(session, changed)).rejects.toThrow(/changed_1_one was changed/);
    expect(await pendingMigrations(session, [two])).toEqual([two.name]);
  });

  test('migrations that fail leave nothing of themselves, and keep what came before', async () => {
    const { one, broken } = migrations('broken');

    await expect(applyMigrations(session, [one, broken])).rejects.toThrow(/division by zero/);

    expect(await pendingMigrations(session, [one, broken])).toEqual([broken.name]);
    expect((await db.query("SELECT to_regclass('broken_three') AS three")).rows).toEqual([{ three: null }]);
  });

  test('migrations are all lacking where there never was one', async () => {
    const { one } = migrations('never');
    await db.exec('ALTER TABLE _prisma_migrations RENAME TO hidden');

    expect(await pendingMigrations(session, [one])).toEqual([one.name]);

    await db.exec('ALTER TABLE hidden RENAME TO _prisma_migrations');
  });
});

onServer('migrations on a server', (database) => {
  test('migrations on a server are harmless when they are run again', async () => {
    expect(await migrate(database().url)).toEqual([]);
  });

  test('migrations on a server are applied once by six processes at once', async () => {
    const empty = await createDatabase(database().url);
    try {
      const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(empty.url)));

      expect(applied.flat().toSorted()).toEqual((await readMigrations()).map(({ name }) => name));
    } finally {
      await empty.drop();
    }
  }, 30_000);

  test('migrations on a server stop a start when they are missing, and say so', async () => {
    const empty = await createDatabase(database().url);
    try {
      await expect(openServerStore({ url: empty.url })).rejects.toThrow(/lacks \d+ migration.*run the migrate command/);
    } finally {
      await empty.drop();
    }
  });

  test('migrations on a server taken back while running make the store not ready', async () => {
    const store = await database().openStore();
    await database().query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%initial'");

    await expect(store.ready()).rejects.toMatchObject({ code: 'store_unavailable' });

    await database().query('UPDATE _prisma_migrations SET rolled_back_at = NULL');
    await store.close();
  });
});
