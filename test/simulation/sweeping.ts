import type { CheckRow } from '../../src/adapters/memory/tables.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { Sim } from './sim.ts';
import { inTask } from './task.ts';

/** A worker looks every so often for what is due. */
const EVERY_MS = 5_000;

/** To be called before each event: plans a sweep where something is due before that. */
export function createSweeping(sim: Sim): (nextMs: number) => void {
  const { scheduler, tables } = sim;
  const chance = sim.chance.stream('sweeps');
  let plannedMs = Number.POSITIVE_INFINITY;
  let sweeps = 0;

  function sweep(): void {
    plannedMs = Number.POSITIVE_INFINITY;
    const alive = sim.replicas().filter((replica) => replica.isAlive());
    if (alive.length === 0) return;
    const chosen = chance.isLucky(0.1) ? alive : [chance.pick(alive)];
    for (const replica of chosen) {
      sweeps += 1;
      const run = () =>
        replica
          .later(0)
          .then(() => replica.app.sweep())
          .catch(refused);
      void inTask(`sweep ${sweeps} by ${replica.name}`, chance, run);
    }
  }

  function refused(error: unknown): void {
    if (error instanceof DomainError && error.code === 'store_unavailable') return;
    sim.fail('bug', `a sweep failed: ${error instanceof Error ? error.stack : error}`);
  }

  return (nextMs) => {
    const dueMs = earliest(tables.checks.values(), scheduler.nowMs());
    const soonMs = Math.max(dueMs, scheduler.nowMs());
    if (dueMs >= nextMs || plannedMs <= soonMs + EVERY_MS) return;
    plannedMs = soonMs + chance.below(EVERY_MS);
    scheduler.at(plannedMs, chance.fraction(), sweep);
  };
}

/** Grants are renewed for ever: one that is only due after this long keeps no history from its end. */
const FAR_MS = 100 * 86_400_000;

function earliest(checks: Iterable<CheckRow>, nowMs: number): number {
  let earliestMs = Number.POSITIVE_INFINITY;
  for (const { kind, dueAt } of checks) {
    const dueMs = dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
    if (kind !== 'grant' || dueMs < nowMs + FAR_MS) earliestMs = Math.min(earliestMs, dueMs);
  }
  return earliestMs;
}
