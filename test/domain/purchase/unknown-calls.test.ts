import { describe, expect, test } from 'vitest';
import type { Lease } from '../../../src/domain/purchase/calls.ts';
import { maySendAgain, mayStillBeMade, nextRefundCall } from '../../../src/domain/purchase/unknown-calls.ts';

const MINUTE_MS = 60_000;
const SURE_MS = 0;
const NOT_SURE_MS = 1;

/** With so many unknown calls, of which the last began so long ago. */
function aLease(calls: number, lastBeganMsAgo: number): Lease {
  return { token: 'token-1', round: 1, unknown: { calls, lastBeganMsAgo } };
}

describe('a refund that its provider does not list', () => {
  test.each([
    ['is sent again with its key before a list is sure, twice', aLease(2, MINUTE_MS), NOT_SURE_MS, 'repeat'],
    ['then waits for a list that is sure', aLease(3, MINUTE_MS), NOT_SURE_MS, 'wait'],
    ['is sent with its key, however often, once a list is sure', aLease(9, MINUTE_MS), SURE_MS, 'repeat'],
    ['keeps its key for as long as a call may still be sent', aLease(1, 15 * MINUTE_MS - 1), SURE_MS, 'repeat'],
    ['gets another key after that', aLease(1, 15 * MINUTE_MS), SURE_MS, 'begin anew'],
    ['gets none while no list is sure', aLease(1, 15 * MINUTE_MS), NOT_SURE_MS, 'wait'],
    ['is sent again with its key where no list is shown', aLease(1, MINUTE_MS), null, 'repeat'],
    ['gets no other key without a list', aLease(1, 15 * MINUTE_MS), null, 'wait'],
    ['is not sent for ever without a list', aLease(3, MINUTE_MS), null, 'wait'],
  ] as const)('a refund that its provider does not list %s', (_what, lease, shownInMs, next) => {
    expect(nextRefundCall(lease, shownInMs)).toBe(next);
  });
});

describe('a call', () => {
  test.each([
    ['whose outcome was never unknown may be sent', { ...aLease(1, 0), unknown: null }, true],
    ['may be repeated as often as that', aLease(1, 9), true],
    ['may not be repeated more often', aLease(2, 9), false],
    ['may not be repeated once its key may be forgotten', aLease(1, 10), false],
  ])('a call %s', (_what, lease, isAllowed) => {
    expect(maySendAgain(lease, 1, 10)).toBe(isAllowed);
  });
});

describe('what a call was for', () => {
  test.each([
    ['may still be made for as long as a call may still be sent', aLease(1, 15 * MINUTE_MS - 1), true],
    ['is not made by earlier calls after that', aLease(1, 15 * MINUTE_MS), false],
    ['is not made by earlier calls that had no effect', { ...aLease(1, 0), unknown: null }, false],
  ])('what a call was for %s', (_what, lease, is) => {
    expect(mayStillBeMade(lease)).toBe(is);
  });
});
