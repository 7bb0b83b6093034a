import type { Circuits } from '../context.ts';

/**
 * An account that gave no answer so many times in a row is left alone for a while: who asks is told so at once instead
 * of waiting for one more time-out. Then one call is let through, and the others when that was answered.
 */
const FAILURES_TO_OPEN = 10;
const OPEN_MS = 10_000;

/** `closedAt`: when the next call may go out; null while all may. */
type Circuit = { failures: number; closedAt: number | null };

export function createCircuits(): Circuits {
  const circuits = new Map<string, Circuit>();
  return {
    waitMs(accountId, now) {
      const circuit = circuits.get(accountId);
      if (circuit === undefined || circuit.closedAt === null) return 0;
      const waitMs = circuit.closedAt - now.getTime();
      if (waitMs > 0) return waitMs;
      // This caller tries for all of them. Should it never come back, another does after the same while.
      circuit.closedAt = now.getTime() + OPEN_MS;
      return 0;
    },

    answered(accountId) {
      circuits.delete(accountId);
    },

    failed(accountId, now) {
      const { failures, closedAt } = circuits.get(accountId) ?? { failures: 0, closedAt: null };
      const isOpen = failures + 1 >= FAILURES_TO_OPEN;
      circuits.set(accountId, { failures: failures + 1, closedAt: isOpen ? now.getTime() + OPEN_MS : null });
      return isOpen && closedAt === null;
    },
  };
}
