import type { Circuits } from '../context.ts';

/**
 * A circuit breaker for each account. After so many calls in a row without an answer the circuit opens: calls fail at once
 * instead of waiting for one more time-out. Once the time is over it is half-open: one call goes out, and its answer closes
 * the circuit.
 */
const FAILURES_TO_OPEN = 10;
const OPEN_MS = 10_000;

/** `retryAt`: when an open circuit lets the next call out; null while it is closed, and all calls may go out. */
type Circuit = { failures: number; retryAt: number | null };

export function createCircuits(): Circuits {
  const circuits = new Map<string, Circuit>();
  return {
    waitMs(accountId, now) {
      const circuit = circuits.get(accountId);
      if (circuit === undefined || circuit.retryAt === null) return 0;
      const waitMs = circuit.retryAt - now.getTime();
      if (waitMs > 0) return waitMs;
      // Half-open: this call tries for all. If it never ends, another call tries after the same time.
      circuit.retryAt = now.getTime() + OPEN_MS;
      return 0;
    },

    answered(accountId) {
      circuits.delete(accountId);
    },

    failed(accountId, now) {
      const { failures, retryAt } = circuits.get(accountId) ?? { failures: 0, retryAt: null };
      const isOpen = failures + 1 >= FAILURES_TO_OPEN;
      circuits.set(accountId, { failures: failures + 1, retryAt: isOpen ? now.getTime() + OPEN_MS : null });
      return isOpen && retryAt === null;
    },
  };
}
