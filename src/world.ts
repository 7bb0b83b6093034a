import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, World } from './ports/world.ts';

/** The real clock, real randomness, and the log that the process writes. */
export function createWorld(log: Log): World {
  return { now: () => new Date(), newId: () => randomUUID(), sleep: (milliseconds) => sleep(milliseconds), log };
}
