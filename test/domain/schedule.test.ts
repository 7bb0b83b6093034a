import { describe, expect, test } from 'vitest';
import { CHECK_KINDS, firstDueAt, firstWaitMs, isLastTry, nextTry, WAITS_MS } from '../../src/domain/schedule.ts';

const NOW = new Date('2026-11-28T12:00:00.000Z');
const inMs = (ms: number) => new Date(NOW.getTime() + ms);

describe('a new check', () => {
  test('a new check is due after the first wait of its kind', () => {
    expect(firstDueAt('opening', NOW, null)).toEqual(inMs(30_000));
    for (const kind of CHECK_KINDS) expect(firstDueAt(kind, NOW, null)).toEqual(inMs(firstWaitMs(kind)));
  });

  test('a new check is due at the moment that it is needed by, if that is earlier', () => {
    expect(firstDueAt('payment', NOW, inMs(1_000))).toEqual(inMs(1_000));
    expect(firstDueAt('payment', NOW, inMs(-1_000))).toEqual(inMs(-1_000));
    expect(firstDueAt('payment', NOW, inMs(600_001))).toEqual(inMs(600_000));
  });
});

describe('the next try', () => {
  test('the next try to take agreed money comes within half an hour, for the first six hours', () => {
    const dueMs = WAITS_MS.completion.map((_, index, waits) =>
      waits.slice(0, index + 1).reduce((sum, ms) => sum + ms, 0),
    );
    const early = dueMs.filter((ms) => ms <= 6 * 3_600_000);
    const gaps = [...early, 6 * 3_600_000].map((ms, index) => ms - (early[index - 1] ?? 0));

    expect(Math.max(...gaps)).toBeLessThanOrEqual(1_800_000);
  });

  test.each(CHECK_KINDS)(
    'the next try of a check of the kind %s comes after each of its waits, and never after the last',
    (kind) => {
      const waits: readonly number[] = WAITS_MS[kind];
      const next = waits.map((_, tries) => nextTry(kind, tries, 'again').waitMs);

      expect(next).toEqual(waits);
      expect(nextTry(kind, waits.length, 'again')).toEqual({
        tries: waits.length,
        waitMs: null,
        moment: null,
        momentAfterMs: null,
      });
      expect(waits.map((_, tries) => isLastTry(kind, tries + 1))).toEqual(
        waits.map((_, tries) => tries + 1 === waits.length),
      );
    },
  );

  test('the next try of a check that is needed by a moment comes by that, a second from now at the earliest', () => {
    expect(nextTry('closing', 1, { by: NOW })).toEqual({
      tries: 1,
      waitMs: 120_000,
      moment: NOW,
      momentAfterMs: 1_000,
    });
  });

  test('the next try comes at a moment, a minute from now at the earliest, after a try that does not count', () => {
    expect(nextTry('closing', 3, { at: NOW })).toEqual({ tries: 2, waitMs: null, moment: NOW, momentAfterMs: 60_000 });
  });
});
