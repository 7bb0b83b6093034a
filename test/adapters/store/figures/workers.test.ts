import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { directStatement } from '../../../../src/adapters/store/figures/direct.ts';
import { createStatistics, readBy } from '../../../../src/adapters/store/figures/index.ts';
import { keepSums } from '../../../../src/adapters/store/figures/keep.ts';
import { keptStatement } from '../../../../src/adapters/store/figures/kept.ts';
import type { Database } from '../../../../src/adapters/store/postgres/database.ts';
import type { FiguresWanted } from '../../../../src/domain/operator/figures.ts';
import { seedOf } from '../../../seeded.ts';
import { streamOf } from '../../../simulation/chance.ts';
import type { ServerDatabase } from '../postgres/create-database.ts';
import { onServer } from '../postgres/server-database.ts';
import { historyOf, type Opened } from './history.ts';
import { addSellers, recordInDatabase } from './in-database.ts';

type Asking = Pick<Database, 'query'>;

const ALL: FiguresWanted = {
  ...{ from: new Date('2025-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') },
  ...{ interval: 'month', by: 'status', timeZone: 'UTC' },
};

function asking(database: ServerDatabase): Asking {
  return { query: ({ text }, values) => database.query(text, [...values]) as never };
}

async function keepAll(db: Asking): Promise<void> {
  while (await keepSums(db));
}

/** Of all time, from the kept sums and by counting. */
async function bothWays(db: Asking) {
  return { kept: await readBy(db, ALL, keptStatement(ALL)), counted: await readBy(db, ALL, directStatement(ALL)) };
}

/** Long enough ago to be counted, and in one hour. */
const YESTERDAY = new Date(Date.now() - 24 * 3_600_000);

function anOpening(): { kind: 'opened' } & Opened {
  const ids = { id: randomUUID(), orderId: randomUUID(), gymSlug: 'gym-a', provider: 'acme' };
  return { kind: 'opened', ...ids, currency: 'ARS', minor: 100, at: YESTERDAY };
}

onServer('figures with several workers', (database) => {
  // The first, since nothing may have been counted before.
  test('payments that were filled in with triggers off are in the figures before and after a worker comes', async () => {
    const db = asking(database());
    await addSellers(database());
    await withTriggersOff(database(), (client) =>
      recordInDatabase({ query: async (sql, values) => (await client.query(sql, values)).rows }, anOpening()),
    );

    expect(await createStatistics(db).readFigures(ALL)).toMatchObject([{ opened: { count: 1, amount: 100 } }]);
    await keepAll(db);
    expect(await readBy(db, ALL, keptStatement(ALL))).toMatchObject([{ opened: { count: 1, amount: 100 } }]);
  });

  test('of two workers that looked at the same time the second one changes nothing', async () => {
    const db = asking(database());
    await recordInDatabase(database(), anOpening());
    const late: Asking = {
      async query(statement, values) {
        const rows = await db.query(statement, values);
        if (statement.name === 'figures_look') {
          await keepAll(db);
          await recordInDatabase(database(), anOpening());
        }
        return rows as never;
      },
    };

    await keepSums(late);

    const { kept, counted } = await bothWays(db);
    expect(kept).toEqual(counted);
    expect(await database().query('SELECT at FROM figure_changes')).toHaveLength(1);
  });

  test('what is committed after a worker has counted its hour is in the figures', async () => {
    const db = asking(database());
    const client = new pg.Client({ connectionString: database().url });
    await client.connect();
    await client.query('BEGIN');
    await recordInDatabase({ query: async (sql, values) => (await client.query(sql, values)).rows }, anOpening());
    await recordInDatabase(database(), anOpening());
    await keepAll(db);

    await client.query('COMMIT');
    await client.end();

    const before = await bothWays(db);
    expect(before.kept).toEqual(before.counted);
    await keepAll(db);
    expect(await readBy(db, ALL, keptStatement(ALL))).toEqual(before.counted);
  });

  test('a worker that dies before its commit leaves the figures as they were', async () => {
    const db = asking(database());
    await recordInDatabase(database(), anOpening());
    const client = new pg.Client({ connectionString: database().url });
    await client.connect();
    await client.query('BEGIN');
    await keepAll({ query: async ({ text }, values) => (await client.query(text, [...values])).rows });
    await client.end();

    const { kept, counted } = await bothWays(db);
    expect(kept).toEqual(counted);
    expect(await database().query('SELECT at FROM figure_changes')).not.toEqual([]);
  });

  test('figures are exact after workers and writers were at it at once', async () => {
    const db = asking(database());
    let isWriting = true;
    const work = async () => {
      while (isWriting) await keepSums(db);
    };
    const write = async (name: string) => {
      const history = historyOf(streamOf(seedOf('figures')).stream(name));
      for (let left = 150; left > 0; left -= 1) await recordInDatabase(database(), history.next());
    };
    const workers = [work(), work()];
    await Promise.all([write('one'), write('another')]);
    isWriting = false;
    await Promise.all(workers);

    const before = await bothWays(db);
    expect(before.kept).toEqual(before.counted);
    await keepAll(db);
    expect(await readBy(db, ALL, keptStatement(ALL))).toEqual(before.counted);
    expect(await database().query('SELECT * FROM figure_changes')).toEqual([]);
  });
});

async function withTriggersOff(database: ServerDatabase, write: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: database.url, options: '-c session_replication_role=replica' });
  await client.connect();
  await write(client);
  await client.end();
}
