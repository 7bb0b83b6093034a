import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fact, join, START, STATUSES } from '../../../../src/domain/payment/fact.ts';
import type { Transition } from '../../../../src/domain/purchase/decision.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anOpened, at, fact, facts } from '../builders.ts';

/** One payment's life as a provider reports it: two tries, a lapse, and the money after all. */
const LIFE: readonly Fact[] = [fact('processing', 1), fact('failed', 2), fact('cancelled', 3), fact('succeeded', 4)];

const anyFact = fc.record({
  kind: fc.constantFrom(...STATUSES),
  occurredAt: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 4 }).map(at)),
});

export function describeSchedules(given: () => Store): void {
  describe('facts in any order, any number of times', () => {
    test('facts in any order end in one status and one consistent history: every order of four, each reported twice', async () => {
      for (const order of permutations(LIFE)) await notify(given(), [...order, ...order]);
    }, 60_000);

    test('facts in any order, any number of times, end in the greatest of them', async () => {
      const schedules = fc.array(anyFact, { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(schedules, (schedule) => notify(given(), schedule)),
        { numRuns: 40 },
      );
    }, 60_000);
  });
}

async function notify(store: Store, schedule: readonly Fact[]): Promise<void> {
  const { payment } = await anOpened(store);
  for (const said of schedule) await store.recordFacts(facts(payment.id, { fact: said }));

  const greatest = schedule.reduce(join, START);
  expect(await store.findPayment(payment.id)).toMatchObject({ status: greatest.kind, statusAt: greatest.occurredAt });
  const history = await store.listTransitions(payment.id);
  expect(pathOf(history)).toEqual(expectedPath(schedule));
}

function pathOf(history: readonly Transition[]): string[] {
  return history.map(({ from, to }) => `${from} → ${to}`);
}

/** The changes that a careful reader of the schedule would write down. */
function expectedPath(schedule: readonly Fact[]): string[] {
  const path: string[] = [];
  let known = START;
  for (const said of schedule) {
    const next = join(known, said);
    if (next.kind !== known.kind) path.push(`${known.kind} → ${next.kind}`);
    known = next;
  }
  return path;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
