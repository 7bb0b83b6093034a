/** Refusals that an address gets without waiting for any: a provider that is new here may cause a few. */
const AT_ONCE = 20;

/** Milliseconds that a request waits at most: its body must have arrived 5 s after its first byte. */
const LONGEST_WAIT_MS = 2_000;

/** Addresses that are remembered; the longest silent one is forgotten first. */
const ADDRESSES = 20_000;

export type Patience = {
  /** Milliseconds that the next webhook of this address waits before anything more is done about it. */
  waitMs(network: string): number;
  refused(network: string): void;
};

/**
 * Senders who get nothing but refusals send as fast as they are refused, and a limit per minute does not slow them down:
 * they spend it at once, and then are refused by it. So each refusal puts off what the address sends next by `eachMs`, which
 * time works off again. `now` is in milliseconds.
 */
export function createPatience(eachMs: number, now: () => number = () => performance.now()): Patience {
  const paidOffAt = new Map<string, number>();
  const free = AT_ONCE * eachMs;
  const owedMs = (network: string) => Math.max(0, (paidOffAt.get(network) ?? 0) - now());
  return {
    waitMs: (network) => Math.max(0, owedMs(network) - free),
    refused(network) {
      const owed = Math.min(owedMs(network) + eachMs, free + LONGEST_WAIT_MS);
      paidOffAt.delete(network);
      paidOffAt.set(network, now() + owed);
      const [oldest] = paidOffAt.keys();
      if (paidOffAt.size > ADDRESSES && oldest !== undefined) paidOffAt.delete(oldest);
    },
  };
}
