import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryStore, createTables } from '../../../../src/adapters/memory/index.ts';
import { directStatement } from '../../../../src/adapters/store/figures/direct.ts';
import { readBy } from '../../../../src/adapters/store/figures/index.ts';
import { keepSums } from '../../../../src/adapters/store/figures/keep.ts';
import { keptStatement } from '../../../../src/adapters/store/figures/kept.ts';
import type { Database } from '../../../../src/adapters/store/postgres/database.ts';
import { preparedOn } from '../../../../src/adapters/store/postgres/prepared.ts';
import { type FiguresWanted, GROUPINGS, INTERVALS } from '../../../../src/domain/operator/figures.ts';
import { seedOf } from '../../../seeded.ts';
import { type Stream, streamOf } from '../../../simulation/chance.ts';
import { openEmbeddedDatabase, sessionOf } from '../postgres/embedded-database.ts';
import { onServer } from '../postgres/server-database.ts';
import { historyOf } from './history.ts';
import { addSellers, recordInDatabase } from './in-database.ts';
import { recordInMemory } from './in-memory.ts';

const ROUNDS = 40;
const MOST_HAPPENINGS = 12;

const ZONES = [
  ...['UTC', 'America/Argentina/Buenos_Aires', 'America/Los_Angeles', 'America/Santiago', 'Asia/Kolkata'],
  ...['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Europe/Madrid'],
] as const;

const EVERYTHING: FiguresWanted = {
  ...{ from: new Date('2025-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') },
  ...{ interval: 'month', by: 'status', timeZone: 'UTC' },
};

type Places = { readonly query: Database['query']; readonly asked: Parameters<typeof recordInDatabase>[0] };

describeFigures('embedded', async () => {
  const db = await openEmbeddedDatabase();
  return { query: preparedOn(db), asked: sessionOf(db), close: () => db.close() };
});

onServer('figures on a server', (database) => {
  describeFigures('server', async () => ({
    query: ({ text }, values) => database().query(text, [...values]) as never,
    asked: database(),
    close: async () => {},
  }));
});

function describeFigures(place: string, open: () => Promise<Places & { close(): Promise<void> }>): void {
  let db: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    db = await open();
    await addSellers(db.asked);
  });
  afterAll(() => db?.close());

  test(`figures from kept sums are those of a count, whatever happened and whenever a worker came: ${place}`, async () => {
    const chance = streamOf(seedOf('figures'));
    const tables = createTables();
    const memory = createMemoryStore({ now: () => new Date(), tables });
    const history = historyOf(chance);

    for (let round = 0; round < ROUNDS; round += 1) {
      for (let left = chance.below(MOST_HAPPENINGS); left >= 0; left -= 1) {
        const happening = history.next();
        recordInMemory(tables, happening);
        await recordInDatabase(db.asked, happening);
      }
      if (chance.isLucky(0.6)) while ((await keepSums(db)) && chance.isLucky(0.8));
      for (const wanted of [wantedBy(chance, history), EVERYTHING]) {
        const counted = await readBy(db, wanted, directStatement(wanted));
        expect(await readBy(db, wanted, keptStatement(wanted)), JSON.stringify(wanted)).toEqual(counted);
        expect(await memory.readFigures(wanted), JSON.stringify(wanted)).toEqual(counted);
      }
    }
  });
}

/** Of any range: edges may lie within an hour, or be the same. */
function wantedBy(chance: Stream, { moment }: ReturnType<typeof historyOf>): FiguresWanted {
  const [a, b] = [moment().getTime(), moment().getTime()];
  const [interval, by] = [chance.pick(INTERVALS), chance.pick(GROUPINGS)];
  // Of a year by the hour all are read, and few are looked at.
  const longest = interval === 'hour' ? 100 * 3_600_000 : Infinity;
  const from = Math.min(a, b);
  const to = Math.min(Math.max(a, b) + 1, from + longest);
  return { from: new Date(from), to: new Date(to), interval, by, timeZone: chance.pick(ZONES) };
}
