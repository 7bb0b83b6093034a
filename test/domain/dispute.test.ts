import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DISPUTE_STATUSES, type DisputeReport, joinDispute } from '../../src/domain/dispute.ts';
import { at } from './builders.ts';

type Word = Pick<DisputeReport, 'status' | 'occurredAt'>;

const told = fc.record({
  status: fc.constantFrom(...DISPUTE_STATUSES),
  occurredAt: fc.integer({ min: 0, max: 3 }).map(at),
});

test('joining what is told of a dispute is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(told, told, told, (a, b, c) => {
      expect(joinDispute(a, b)).toEqual(joinDispute(b, a));
      expect(joinDispute(joinDispute(a, b), c)).toEqual(joinDispute(a, joinDispute(b, c)));
      expect(joinDispute(a, a)).toEqual(a);
    }),
  );
});

test('the later word counts, since a lost dispute can be won on appeal', () => {
  const lost: Word = { status: 'lost', occurredAt: at(1) };
  const won: Word = { status: 'won', occurredAt: at(2) };

  expect(joinDispute(won, lost)).toEqual(won);
  expect(joinDispute({ ...won, occurredAt: at(1) }, lost)).toEqual(lost);
});
