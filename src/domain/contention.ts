import { DomainError } from './error.ts';

// How often a decision is made anew because another commit came first, and after which pause.

/** Far more than any contention that was measured needs. */
export const MOST_TRIES = 50;

const LONGEST_PAUSE_MS = 20;

/**
 * How long to wait after that many tries, in milliseconds. `chance` is in [0, 1): each pause is anything up to a bound, so
 * that two callers do not stay in step.
 */
export function pauseMs(tries: number, chance: number): number {
  return chance * Math.min(2 ** tries, LONGEST_PAUSE_MS);
}

/** After the last try: the caller may ask again. */
export function tooManyAtOnce(): DomainError {
  return new DomainError('store_unavailable', 'Too many changes at once', { retryAfterSeconds: 1 });
}

/** A chance in [0, 1) made of a random id, so that a run of the simulation has the same chances again. */
export function chanceOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
}
