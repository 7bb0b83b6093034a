import type { History } from './history.ts';
import { type Played, play } from './play.ts';
import type { Surroundings } from './sim.ts';

/** A history that breaks an invariant, and what came of it. */
export type Broken = { readonly history: History; readonly played: Played };

/** As many are lived at most to make one smaller. */
const MOST_PLAYS = 400;

/**
 * Makes a history that breaks an invariant smaller: leaves out what it can while the same invariant breaks, one after the
 * other, until each thing that is left is needed.
 */
export async function shrink(found: History, surroundings: Surroundings = {}): Promise<Broken> {
  const first = await play(found, surroundings);
  const invariant = first.failures[0]?.invariant;
  if (invariant === undefined) throw new Error(`the history of seed ${found.seed} breaks no invariant`);
  let broken: Broken = { history: { ...found, faults: first.struck }, played: first };
  let plays = 0;

  /** Whether it breaks as well; then it is what is made smaller from here. */
  async function isEnough(history: History): Promise<boolean> {
    plays += 1;
    const played = await play(history, surroundings);
    if (played.failures[0]?.invariant !== invariant) return false;
    broken = { history: { ...history, faults: played.struck }, played };
    return true;
  }

  for (let isSmaller = true; isSmaller && plays < MOST_PLAYS; ) {
    isSmaller = false;
    for (const smaller of smallerThan(broken.history)) {
      if (plays >= MOST_PLAYS) break;
      if (!(await isEnough(smaller))) continue;
      isSmaller = true;
      break;
    }
  }
  return broken;
}

/** One thing less, the largest first. */
function* smallerThan(history: History): Generator<History> {
  const { steps, faults, pace, replicas } = history;
  const struck = [...(faults ?? [])];
  for (let size = Math.ceil(struck.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < struck.length; at += size) yield { ...history, faults: new Map(struck.toSpliced(at, size)) };
  for (const at of steps.keys()) yield { ...history, steps: steps.toSpliced(at, 1) };
  if (!history.isWireCalm) yield { ...history, isWireCalm: true };
  if (replicas > 1) yield { ...history, replicas: replicas - 1 };
  if (history.skewMs !== 0) yield { ...history, skewMs: 0 };
  if (pace.isSlow) yield { ...history, pace: { ...pace, isSlow: false } };
}
