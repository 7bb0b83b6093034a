import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFacts, type Fact, isOpen, join, START, STATUSES } from '../../../src/domain/payment/fact.ts';
import { aFact, at, facts } from '../builders.ts';

/** The facts in some other order, each at least once, some repeatedly: what a provider's retries look like. */
const schedules = fc.array(facts, { minLength: 1, maxLength: 8 }).chain((reported) =>
  fc.tuple(
    fc.constant(reported),
    fc
      .array(fc.constantFrom(...reported), { maxLength: 8 })
      .chain((repeats) =>
        fc.shuffledSubarray([...reported, ...repeats], { minLength: reported.length + repeats.length }),
      ),
  ),
);

function statusOf(reported: readonly Fact[]): Fact {
  return reported.reduce(join, START);
}

describe('joining facts', () => {
  test('joining facts gives the same fact whichever of the two came first', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        expect(join(a, b)).toEqual(join(b, a));
      }),
    );
  });

  test('joining facts gives the same fact however the joins are grouped', () => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
      }),
    );
  });

  test('joining facts changes nothing when a fact is heard again', () => {
    fc.assert(
      fc.property(facts, (a) => {
        expect(join(a, a)).toEqual(a);
      }),
    );
  });

  test('joining facts changes nothing when joined with the start of a payment', () => {
    fc.assert(
      fc.property(facts, (a) => {
        expect(join(START, a)).toEqual(a);
        expect(join(a, START)).toEqual(a);
      }),
    );
  });

  test('joining facts never gives less than what was known', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        expect(compareFacts(join(a, b), a)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('joining facts ends in the same fact for any order and any repetition of the same facts', () => {
    fc.assert(
      fc.property(schedules, ([reported, reportedAgain]) => {
        expect(statusOf(reportedAgain)).toEqual(statusOf(reported));
      }),
    );
  });
});

describe('the comparison of facts', () => {
  test('the comparison of facts is total: only equal facts tie', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const same = a.kind === b.kind && a.occurredAt?.getTime() === b.occurredAt?.getTime();

        expect(compareFacts(a, b) === 0).toBe(same);
        expect(Math.sign(compareFacts(a, b)) + Math.sign(compareFacts(b, a))).toBe(0);
      }),
    );
  });

  test('the comparison of facts is transitive, also among times at the ends of the calendar', () => {
    const ends = fc.constantFrom(new Date(-8.64e15), new Date(8.64e15), at(0), null);
    const extreme = fc.record({ kind: fc.constantFrom(...STATUSES), occurredAt: ends });

    fc.assert(
      fc.property(fc.tuple(extreme, extreme, extreme), (three) => {
        const [low, middle, high] = three.toSorted(compareFacts) as [Fact, Fact, Fact];

        expect(compareFacts(low, middle)).toBeLessThanOrEqual(0);
        expect(compareFacts(middle, high)).toBeLessThanOrEqual(0);
        expect(compareFacts(low, high)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('the status of a payment', () => {
  test('the status of a payment is pending before anything was heard', () => {
    expect(statusOf([])).toEqual({ kind: 'pending', occurredAt: null });
  });

  test('the status of a payment is succeeded once the money moved, whatever else is reported and however late', () => {
    fc.assert(
      fc.property(schedules, facts, ([, reported], { occurredAt }) => {
        expect(statusOf([...reported, { kind: 'succeeded', occurredAt }]).kind).toBe('succeeded');
      }),
    );
  });

  test('the status of a payment is cancelled once the parent is closed, unless the money moved', () => {
    const anythingButMoney = fc.array(facts.filter((fact) => fact.kind !== 'succeeded'));

    fc.assert(
      fc.property(anythingButMoney, facts, (reported, { occurredAt }) => {
        expect(statusOf([...reported, { kind: 'cancelled', occurredAt }]).kind).toBe('cancelled');
      }),
    );
  });

  test.each(['succeeded', 'cancelled'] as const)('the status %s is dated by its first report', (kind) => {
    const seen = [aFact(kind, at(62)), aFact(kind, at(61)), aFact('failed', at(60)), aFact(kind, at(63))];

    expect(statusOf(seen)).toEqual(aFact(kind, at(61)));
  });

  test('the status of a payment is processing again when a customer tries once more after a failure', () => {
    expect(statusOf([aFact('failed', at(60)), aFact('processing', at(61))]).kind).toBe('processing');
  });

  test('the status of a payment stays failed when the older try is reported late', () => {
    expect(statusOf([aFact('failed', at(60)), aFact('processing', at(59))]).kind).toBe('failed');
  });

  test.each([
    ['processing', 'pending'],
    ['failed', 'pending'],
    ['failed', 'processing'],
    ['cancelled', 'failed'],
    ['succeeded', 'cancelled'],
  ] as const)('the status of a payment is %s rather than %s when both happened at one moment', (winner, loser) => {
    expect(statusOf([aFact(winner), aFact(loser)]).kind).toBe(winner);
  });
});

test.each([
  ['pending', true],
  ['processing', true],
  ['failed', true],
  ['cancelled', false],
  ['succeeded', false],
] as const)('a %s payment can still be paid: %s', (status, open) => {
  expect(isOpen(status)).toBe(open);
});
