import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startTimer } from '../../../src/adapters/timer/index.ts';

const EVERY_MS = 4;
const never = () => {
  throw new Error('no round was to fail');
};

/** Resolves when this many rounds have begun. */
function counting(rounds: number, round: () => Promise<void> = async () => {}) {
  const enough = Promise.withResolvers<void>();
  let begun = 0;
  const run = async () => {
    begun += 1;
    if (begun === rounds) enough.resolve();
    await round();
  };
  return { run, enough: enough.promise, begun: () => begun };
}

test('one round comes after another, also after one that failed', async () => {
  const failures: unknown[] = [];
  const { run, enough } = counting(3, () => Promise.reject(new Error('away')));

  const timer = startTimer({ run, everyMs: EVERY_MS, onError: (error) => failures.push(error) });
  await enough;
  await timer.stop(1_000);

  expect(failures).toEqual([new Error('away'), new Error('away'), new Error('away')]);
});

test('no round begins before the last one has ended', async () => {
  let running = 0;
  let most = 0;
  const { run, enough } = counting(5, async () => {
    running += 1;
    most = Math.max(most, running);
    await pause(3 * EVERY_MS);
    running -= 1;
  });

  const timer = startTimer({ run, everyMs: EVERY_MS, onError: never });
  await enough;
  await timer.stop(1_000);

  expect(most).toBe(1);
});

test('stopping waits for the round that has begun, signals it, and begins no other', async () => {
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let reported = false;
  let rounds = 0;
  const timer = startTimer({
    everyMs: EVERY_MS,
    onError: never,
    async run(isStopped) {
      rounds += 1;
      arrived.resolve();
      await release.promise;
      reported = isStopped();
    },
  });
  await arrived.promise;

  const stopped = timer.stop(60_000);
  release.resolve();
  await stopped;
  await pause(5 * EVERY_MS);

  expect({ reported, rounds }).toEqual({ reported: true, rounds: 1 });
});

test('stopping waits no longer than its time-out', async () => {
  const arrived = Promise.withResolvers<void>();
  const timer = startTimer({
    everyMs: EVERY_MS,
    onError: never,
    run: () => {
      arrived.resolve();
      return new Promise(() => {});
    },
  });
  await arrived.promise;

  await expect(timer.stop(10)).resolves.toBeUndefined();
});

describe('a timer that is woken', () => {
  const HOUR_MS = 3_600_000;

  test('a timer that is woken begins a round at once', async () => {
    const { run, enough } = counting(1);
    const timer = startTimer({ run, everyMs: HOUR_MS, onError: never });

    timer.wake();

    await enough;
    await timer.stop(1_000);
  });

  test('a timer that is woken during a round begins one more after it, however often it was woken', async () => {
    const release = Promise.withResolvers<void>();
    const { run, enough, begun } = counting(2, () => release.promise);
    const timer = startTimer({ run, everyMs: HOUR_MS, onError: never });
    timer.wake();
    for (let times = 0; times < 5; times += 1) timer.wake();

    expect(begun()).toBe(1);
    release.resolve();
    await enough;
    await pause(5 * EVERY_MS);

    expect(begun()).toBe(2);
    await timer.stop(1_000);
  });

  test('a timer that is woken for later begins its round then', async () => {
    const { run, enough, begun } = counting(1);
    const timer = startTimer({ run, everyMs: HOUR_MS, onError: never });
    const since = performance.now();

    timer.wake(50);

    expect(begun()).toBe(0);
    await enough;
    expect(performance.now() - since).toBeGreaterThan(45);
    await timer.stop(1_000);
  });

  test('a timer that was stopped is not woken any more', async () => {
    const { run, begun } = counting(1);
    const timer = startTimer({ run, everyMs: HOUR_MS, onError: never });
    timer.wake(1);
    await timer.stop(1_000);

    timer.wake();
    await pause(5 * EVERY_MS);

    expect(begun()).toBe(0);
  });
});
