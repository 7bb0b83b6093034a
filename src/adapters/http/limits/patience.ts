/** What a refusal costs without its body, in milliseconds: the least by which it puts off what the address sends next. */
const LEAST_MS = 2;

/** For each byte of a body, which is read before it is refused: 20 ms for 1 MiB. */
const MS_PER_BYTE = 20 / (1024 * 1024);

/** Milliseconds of refusals that an address gets without waiting for any: a provider that is new here may cause a few. */
const FREE_MS = 100;

/** Milliseconds that a request waits at most: its body must have arrived 5 s after its first byte. */
const LONGEST_WAIT_MS = 2_000;

/** Addresses that are remembered; the longest silent one is forgotten first. */
const ADDRESSES = 20_000;

export type Patience = {
  /** Milliseconds that the next webhook of this address waits before anything more is done about it. */
  waitMs(network: string): number;
  /** `bytes`: of the body that were read before, up to its end or to what was wrong with it. */
  refused(network: string, bytes: number): void;
};

/**
 * Senders who get nothing but refusals send as fast as they are refused, and a limit per minute does not slow them down:
 * they spend it at once, and then are refused by it. So each refusal puts off what the address sends next, by no more than
 * `mostMs`, and time works that off again. `now` is in milliseconds.
 */
export function createPatience(mostMs: number, now: () => number = () => performance.now()): Patience {
  const paidOffAt = new Map<string, number>();
  const owedMs = (network: string) => Math.max(0, (paidOffAt.get(network) ?? 0) - now());
  return {
    waitMs: (network) => Math.max(0, owedMs(network) - FREE_MS),
    refused(network, bytes) {
      const costMs = Math.min(LEAST_MS + bytes * MS_PER_BYTE, mostMs);
      const owed = Math.min(owedMs(network) + costMs, FREE_MS + LONGEST_WAIT_MS);
      paidOffAt.delete(network);
      paidOffAt.set(network, now() + owed);
      const [oldest] = paidOffAt.keys();
      if (paidOffAt.size > ADDRESSES && oldest !== undefined) paidOffAt.delete(oldest);
    },
  };
}
