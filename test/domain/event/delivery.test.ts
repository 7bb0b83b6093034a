import { describe, expect, test } from 'vitest';
import {
  afterTry,
  type EndedTry,
  type EndpointHealth,
  healthAfter,
  RETRY_WAITS_MS,
} from '../../../src/domain/event/delivery.ts';

const NOW = new Date('2026-11-28T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(NOW.getTime() - ms);

const FINE: EndpointHealth = { status: 'enabled', disabledReason: null, failingSince: null };
const FAILED: EndedTry = { isDelivered: false, responseStatus: 500, retryAfterMs: null, at: NOW };
const DELIVERED: EndedTry = { ...FAILED, isDelivered: true, responseStatus: 200 };

const next = (ended: EndedTry, tries: number, chance = 0.5, endpoint = FINE) =>
  afterTry(ended, { tries, chance, endpoint });

describe('a delivery after a try', () => {
  test('a failed try is followed by another one after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then by none', () => {
    const minutes = [5 / 60, 5, 30, 120, 300, 600, 600];

    expect(minutes.map((_, index) => next(FAILED, index + 1))).toEqual(
      minutes.map((wait) => ({ status: 'pending', waitMs: wait * 60_000 })),
    );
    expect(next(FAILED, 8)).toEqual({ status: 'failed', waitMs: null });
  });

  test('chance makes each wait up to a tenth shorter or longer', () => {
    for (const [index, waitMs] of RETRY_WAITS_MS.entries()) {
      expect(next(FAILED, index + 1, 0).waitMs).toBe(Math.round(0.9 * waitMs));
      expect(next(FAILED, index + 1, 1).waitMs).toBe(Math.round(1.1 * waitMs));
    }
  });

  test.each([1, 3, 8])('a delivery at try %i is the end', (tries) => {
    expect(next(DELIVERED, tries)).toEqual({ status: 'succeeded', waitMs: null });
  });

  test.each([
    ['later than the schedule, without jitter', 60_000, 1, 60_000],
    ['earlier than the schedule, not', 1_000, 1, 5_500],
    ['up to ten hours', 11 * HOUR_MS, 1, 10 * HOUR_MS],
    ['earlier than a long wait, not', 60_000, 2, 330_000],
  ])('retry-after is honoured: %s', (_when, retryAfterMs, tries, waitMs) => {
    expect(next({ ...FAILED, retryAfterMs }, tries, 1)).toEqual({ status: 'pending', waitMs });
  });

  test('retry-after adds no try to the last one', () => {
    expect(next({ ...FAILED, retryAfterMs: 1_000 }, 8)).toEqual({ status: 'failed', waitMs: null });
  });

  test('an endpoint that is disabled is not tried again', () => {
    const disabled: EndpointHealth = { ...FINE, status: 'disabled', disabledReason: 'by_operator' };

    expect(next(FAILED, 1, 0.5, disabled)).toEqual({ status: 'failed', waitMs: null });
  });
});

describe('an endpoint after a try', () => {
  test.each<[string, EndpointHealth, EndedTry, EndpointHealth]>([
    ['a delivery leaves a healthy endpoint as it is', FINE, DELIVERED, FINE],
    ['the first failed try begins the time', FINE, FAILED, { ...FINE, failingSince: NOW }],
    [
      'a further failed try leaves the time as it began',
      { ...FINE, failingSince: ago(DAY_MS) },
      FAILED,
      { ...FINE, failingSince: ago(DAY_MS) },
    ],
    ['a delivery ends the time', { ...FINE, failingSince: ago(4 * DAY_MS) }, DELIVERED, FINE],
    [
      'a failed try just before five days disables nothing',
      { ...FINE, failingSince: ago(5 * DAY_MS - 1) },
      FAILED,
      { ...FINE, failingSince: ago(5 * DAY_MS - 1) },
    ],
    [
      'five days on which every try failed disable it',
      { ...FINE, failingSince: ago(5 * DAY_MS) },
      FAILED,
      { status: 'disabled', disabledReason: 'failing', failingSince: ago(5 * DAY_MS) },
    ],
    [
      '410 disables it at once',
      FINE,
      { ...FAILED, responseStatus: 410 },
      { status: 'disabled', disabledReason: 'gone', failingSince: NOW },
    ],
    [
      'what an operator disabled keeps its reason',
      { status: 'disabled', disabledReason: 'by_operator', failingSince: ago(9 * DAY_MS) },
      { ...FAILED, responseStatus: 410 },
      { status: 'disabled', disabledReason: 'by_operator', failingSince: ago(9 * DAY_MS) },
    ],
  ])('%s', (_sentence, known, ended, expected) => {
    expect(healthAfter(known, ended)).toEqual(expected);
  });

  test('an endpoint of which a try says nothing new is the same object', () => {
    const failing = { ...FINE, failingSince: ago(DAY_MS) };

    expect(healthAfter(FINE, DELIVERED)).toBe(FINE);
    expect(healthAfter(failing, FAILED)).toBe(failing);
  });
});
