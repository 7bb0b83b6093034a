/** The providers' clock: the machine's, or ahead of it. It never goes back but by a reset, as ids and orders in time rely on it. */
export type Clock = {
  readonly now: () => Date;
  readonly aheadMs: () => number;
  /** @throws Error beyond a hundred years. */
  readonly advance: (ms: number) => void;
  readonly reset: () => void;
};

const FARTHEST_MS = 100 * 365 * 24 * 3_600_000;

export function createClock(machine: () => Date): Clock {
  let aheadMs = 0;
  return {
    now: () => new Date(machine().getTime() + aheadMs),
    aheadMs: () => aheadMs,
    advance: (ms) => {
      if (aheadMs + ms > FARTHEST_MS) throw new Error('The clock can be a hundred years ahead, and no more');
      aheadMs += ms;
    },
    reset: () => {
      aheadMs = 0;
    },
  };
}
