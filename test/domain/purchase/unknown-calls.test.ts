import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../src/domain/purchase/calls.ts';
import { maySendAgain, mayStillBeMade, nextRefundCall } from '../../../src/domain/purchase/unknown-calls.ts';

const MINUTE_MS = 60_000;
const SURE_MS = 0;
const NOT_SURE_MS = 1;

/** With so many unknown calls, of which the last began so long ago. */
function aClaim(calls: number, lastBeganMsAgo: number): Claim {
  return { token: 'token-1', round: 1, unknown: { calls, lastBeganMsAgo } };
}

describe('a refund that its provider does not list', () => {
  test.each([
    ['is sent again with its key before a list is sure, twice', aClaim(2, MINUTE_MS), NOT_SURE_MS, 'repeat'],
    ['then waits for a list that is sure', aClaim(3, MINUTE_MS), NOT_SURE_MS, 'wait'],
    ['is sent with its key, however often, once a list is sure', aClaim(9, MINUTE_MS), SURE_MS, 'repeat'],
    ['keeps its key for as long as a call may still be sent', aClaim(1, 15 * MINUTE_MS - 1), SURE_MS, 'repeat'],
    ['gets another key after that', aClaim(1, 15 * MINUTE_MS), SURE_MS, 'begin anew'],
    ['gets none while no list is sure', aClaim(1, 15 * MINUTE_MS), NOT_SURE_MS, 'wait'],
    ['is sent again with its key where no list is shown', aClaim(1, MINUTE_MS), null, 'repeat'],
    ['gets no other key without a list', aClaim(1, 15 * MINUTE_MS), null, 'wait'],
    ['is not sent for ever without a list', aClaim(3, MINUTE_MS), null, 'wait'],
  ] as const)('a refund that its provider does not list %s', (_what, claim, shownInMs, next) => {
    expect(nextRefundCall(claim, shownInMs)).toBe(next);
  });
});

describe('a call', () => {
  test.each([
    ['whose outcome was never unknown may be sent', { ...aClaim(1, 0), unknown: null }, true],
    ['may be repeated as often as that', aClaim(1, 9), true],
    ['may not be repeated more often', aClaim(2, 9), false],
    ['may not be repeated once its key may be forgotten', aClaim(1, 10), false],
  ])('a call %s', (_what, claim, isAllowed) => {
    expect(maySendAgain(claim, 1, 10)).toBe(isAllowed);
  });
});

describe('what a call was for', () => {
  test.each([
    ['may still be made for as long as a call may still be sent', aClaim(1, 15 * MINUTE_MS - 1), true],
    ['is not made by earlier calls after that', aClaim(1, 15 * MINUTE_MS), false],
    ['is not made by earlier calls that had no effect', { ...aClaim(1, 0), unknown: null }, false],
  ])('what a call was for %s', (_what, claim, is) => {
    expect(mayStillBeMade(claim)).toBe(is);
  });
});
