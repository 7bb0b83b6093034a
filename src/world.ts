import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from './ports/measure.ts';
import type { Log, World } from './ports/world.ts';

/** The real clock, real randomness, the log that the process writes, and where it counts. */
export function createWorld(log: Log, measure: Measure): World {
  return {
    now: () => new Date(),
    newId: () => randomUUID(),
    sleep: (milliseconds) => sleep(milliseconds),
    log,
    measure,
  };
}
