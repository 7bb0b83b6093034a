import { describe, expect, test } from 'vitest';
import { type Calls, endCalls, endLease, leaseIn, NO_CALLS, takeLease } from '../../../src/domain/purchase/calls.ts';
import { at, callsThatRanOut, callsUnderWay, countedIds, frozen, NOW } from './builders.ts';

const LEASE_MS = 60_000;

function take(calls: Calls, now = NOW): Calls | null {
  return takeLease(frozen(calls), { now, leaseMs: LEASE_MS, newId: countedIds('token') });
}

describe('taking a lease', () => {
  test('taking a lease gives its holder the right to call from now on, for as long as it asked for', () => {
    const lease = { token: 'token-1', beganAt: NOW, until: new Date(NOW.getTime() + LEASE_MS) };

    expect(take(NO_CALLS)).toEqual({ round: 1, unknownCalls: 0, unknownSince: null, lease });
  });

  test('taking a lease is refused while another caller holds it', () => {
    expect(take(callsUnderWay())).toBeNull();
  });

  test.each([
    ['one millisecond before its end', -1, false],
    ['at its end', 0, true],
    ['one millisecond after its end', 1, true],
  ])('taking a lease is decided by the clock: %s', (_when, ms, isFree) => {
    const now = new Date(at(1_050).getTime() + ms);

    expect(take(callsUnderWay(), now) !== null).toBe(isFree);
  });

  test('taking a lease keeps the round and the calls whose effect is unknown', () => {
    const unknown = { round: 3, unknownCalls: 2, unknownSince: at(500) };

    expect(take({ ...NO_CALLS, ...unknown })).toMatchObject(unknown);
  });

  test('taking a lease counts the call of a holder whose time ran out as unknown, since that call began', () => {
    const calls = callsThatRanOut({ unknownCalls: 1, unknownSince: at(500) });

    expect(take(calls)).toMatchObject({
      round: 1,
      unknownCalls: 2,
      unknownSince: at(900),
      lease: { token: 'token-1' },
    });
  });
});

describe('a lease', () => {
  test('a lease is given to no holder while none is taken', () => {
    expect(leaseIn(NO_CALLS)).toBeNull();
  });

  test('a lease has the token and the round, and nothing unknown at first', () => {
    expect(leaseIn(callsUnderWay({ round: 2 }))).toEqual({ token: 'token-0', round: 2, unknown: null });
  });

  test('a lease says how long before it the last call of unknown effect began', () => {
    const lease = leaseIn(callsUnderWay({ unknownCalls: 2, unknownSince: at(980) }));

    expect(lease?.unknown).toEqual({ calls: 2, lastBeganMsAgo: 10_000 });
  });

  test('a lease does not go back before its own beginning where it is not known when the last call began', () => {
    expect(leaseIn(callsUnderWay({ unknownCalls: 1 }))?.unknown).toEqual({ calls: 1, lastBeganMsAgo: 0 });
  });
});

describe('ending a lease', () => {
  const held = frozen(callsUnderWay({ round: 2, unknownCalls: 1, unknownSince: at(500) }));

  test.each([
    ['refused', { round: 3, unknownCalls: 0, unknownSince: null, lease: null }],
    ['over', { round: 2, unknownCalls: 0, unknownSince: null, lease: null }],
    ['unknown', { round: 2, unknownCalls: 2, unknownSince: at(990), lease: null }],
    ['unchanged', { round: 2, unknownCalls: 1, unknownSince: at(500), lease: null }],
  ] as const)('ending a lease as %s leaves what its holder knows', (end, left) => {
    expect(endLease(held, 'token-0', end)).toEqual(left);
  });

  test.each(['refused', 'over', 'unknown', 'unchanged'] as const)(
    'ending a lease that was lost as %s changes nothing',
    (end) => {
      expect(endLease(held, 'token-of-another', end)).toBeNull();
      expect(endLease(NO_CALLS, 'token-0', end)).toBeNull();
    },
  );

  test('ending a lease is possible after its time, as long as no other caller has taken it', () => {
    expect(endLease(frozen(callsThatRanOut()), 'token-0', 'refused')).toMatchObject({ round: 2, lease: null });
  });
});

test('an answer of the provider ends all calls, and the round stays', () => {
  const calls = frozen(callsUnderWay({ round: 4, unknownCalls: 1, unknownSince: at(1) }));

  expect(endCalls(calls)).toEqual({ round: 4, unknownCalls: 0, unknownSince: null, lease: null });
});
