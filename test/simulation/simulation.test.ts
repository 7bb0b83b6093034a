import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store/store.ts';
import { type History, historyOf } from './history.ts';
import { play } from './play.ts';
import { reportOf } from './report.ts';
import { shrink } from './shrink.ts';
import { createTally } from './tally.ts';

const HISTORIES = 5_000;

test(`${HISTORIES} histories of the whole service break no invariant`, async () => {
  // The same histories at each run, so that a change is what turns it red: `npm run simulate` looks for new ones.
  const seed = Number(process.env['SEED'] ?? 1);
  const tally = createTally();
  for (let at = 0; at < HISTORIES; at += 1) {
    const history = historyOf(seed + at);
    const played = await play(history);
    if (played.failures.length > 0) expect.fail(reportOf(await shrink(history)));
    tally.count(played);
  }
  // Histories in which little happens show little.
  expect(tally.tooRare(HISTORIES)).toEqual([]);
}, 240_000);

describe('a history', () => {
  test('is the same again, to the last line', async () => {
    for (const seed of [3, 32, 609]) {
      const [one, other] = [await play(historyOf(seed)), await play(historyOf(seed))];

      expect(one.story()).toEqual(other.story());
      expect(one.struck).toEqual(other.struck);
    }
  });

  test('with the faults that have struck is the same, too', async () => {
    for (const seed of [3, 32, 609]) {
      const drawn = await play(historyOf(seed));
      const given = await play({ ...historyOf(seed), faults: drawn.struck });

      expect(given.story()).toEqual(drawn.story());
    }
  });

  test('that breaks an invariant is made smaller, and printed', async () => {
    const found = await firstBroken({ storeFrom: overwriting });

    const { history, played } = await shrink(found, { storeFrom: overwriting });

    expect(history.steps.length).toBeLessThan(found.steps.length);
    expect(played.failures).not.toEqual([]);
    expect(reportOf({ history, played })).toMatch(/^seed \d+ breaks [A-Z]\d: /);
    for (const at of history.steps.keys()) {
      const { failures } = await play(
        { ...history, steps: history.steps.toSpliced(at, 1) },
        { storeFrom: overwriting },
      );
      expect(failures[0]?.invariant).not.toBe(played.failures[0]?.invariant);
    }
  }, 120_000);
});

/** A store with the worst of bugs: a commit overwrites whatever came since its purchase was loaded. */
function overwriting(store: Store): Store {
  return {
    ...store,
    async commitPurchase(loaded, changes, beside) {
      const { order, payment } = changes.purchase;
      const [kind, id] = order === null ? (['payment', payment?.id] as const) : (['order', order.id] as const);
      const { version } = await store.loadPurchase({ kind, id: id ?? '' });
      return store.commitPurchase(loaded.version === null ? loaded : { ...loaded, version }, changes, beside);
    },
  };
}

/** Of a few that show this bug. */
async function firstBroken(surroundings: Parameters<typeof play>[1]): Promise<History> {
  for (let seed = 1; seed < 3_000; seed += 1) {
    const { failures } = await play(historyOf(seed), surroundings);
    if (failures.length > 0) return historyOf(seed);
  }
  throw new Error('the simulation does not see a commit that ignores the version');
}
