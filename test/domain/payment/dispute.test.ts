import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DisputeReport, joinDisputes, knownBy, outcomeOf } from '../../../src/domain/payment/dispute.ts';
import { aDispute, at, disputes } from '../builders.ts';

const known = fc.array(disputes, { minLength: 1, maxLength: 4 }).map(allOf);

function allOf(reported: readonly DisputeReport[]) {
  return reported.map(knownBy).reduce(joinDisputes);
}

function outcome(...reported: DisputeReport[]) {
  return outcomeOf(allOf(reported));
}

describe('joining reports of a dispute', () => {
  test('joining reports of a dispute is commutative', () => {
    fc.assert(
      fc.property(known, known, (a, b) => {
        expect(joinDisputes(a, b)).toEqual(joinDisputes(b, a));
      }),
    );
  });

  test('joining reports of a dispute is associative', () => {
    fc.assert(
      fc.property(known, known, known, (a, b, c) => {
        expect(joinDisputes(joinDisputes(a, b), c)).toEqual(joinDisputes(a, joinDisputes(b, c)));
      }),
    );
  });

  test('joining reports of a dispute is idempotent', () => {
    fc.assert(
      fc.property(known, (a) => {
        expect(joinDisputes(a, a)).toEqual(a);
      }),
    );
  });
});

describe('a dispute', () => {
  const open = aDispute({ occurredAt: at(1) });
  const stayed = aDispute({ status: 'won', closesOnly: true });
  const gone = aDispute({ status: 'lost', closesOnly: true });

  test('a dispute stands as the later word says, since a lost one can be won on appeal', () => {
    const lost = { ...open, status: 'lost', occurredAt: at(2) } as const;
    const won = { ...open, status: 'won', occurredAt: at(3) } as const;

    expect(outcome(won, open, lost)).toEqual({ status: 'won', statusAt: at(3) });
    // What was taken at once may be won back within the same second.
    expect(outcome(won, { ...lost, occurredAt: at(3) })).toEqual({ status: 'won', statusAt: at(3) });
  });

  test('a dispute is none while it was only said that none is open', () => {
    expect(outcome({ ...stayed, occurredAt: at(1) }, { ...gone, occurredAt: at(2) })).toBeNull();
  });

  test('a dispute that was open is ended by what came after it, whichever is heard of first', () => {
    const end = { ...stayed, occurredAt: at(2) };

    expect(outcome(end, open)).toEqual({ status: 'won', statusAt: at(2) });
    expect(outcome(open, end)).toEqual({ status: 'won', statusAt: at(2) });
    expect(outcome({ ...gone, occurredAt: at(2) }, open)).toEqual({ status: 'lost', statusAt: at(2) });
  });

  test.each([0, 1])('a dispute is not ended by what was said before it, or at its moment (%s)', (seconds) => {
    expect(outcome({ ...stayed, occurredAt: at(seconds) }, open)).toEqual({ status: 'open', statusAt: at(1) });
  });

  test('a dispute that ended with the money there is not lost when the money goes back later', () => {
    expect(outcome(open, { ...stayed, occurredAt: at(2) }, { ...gone, occurredAt: at(3) })?.status).toBe('won');
    expect(outcome({ ...open, status: 'won' }, { ...gone, occurredAt: at(3) })?.status).toBe('won');
  });

  test('a dispute can be opened again', () => {
    const again = { ...open, occurredAt: at(3) };

    expect(outcome(again, { ...stayed, occurredAt: at(2) }, open)).toEqual({ status: 'open', statusAt: at(3) });
  });
});
