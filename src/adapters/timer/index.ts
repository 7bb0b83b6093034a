/** What goes on by itself until it is stopped. */
export type Timer = {
  /** Begins a round now, or after so many milliseconds; during a round, the next one follows at once. */
  wake(afterMs?: number): void;
  /** Begins nothing more, and resolves when what was begun has ended, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

export type TimerOptions = {
  /** One round; it should end early once `isStopped`. */
  readonly run: (isStopped: () => boolean) => Promise<void>;
  /** From the end of one round to the beginning of the next, on average, unless it is woken. */
  readonly everyMs: number;
  /** Called with the error of a failed round; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
};

/** Runs something again and again, never twice at once. It keeps no process alive. */
export function startTimer({ run, everyMs, onError }: TimerOptions): Timer {
  const stopped = new AbortController();
  const isStopped = () => stopped.signal.aborted;
  let round: Promise<void> | null = null;
  let isWoken = false;
  let next: NodeJS.Timeout;

  function schedule(): void {
    // Replicas that started together don't come together.
    const waitMs = isWoken ? 0 : everyMs * (0.5 + Math.random());
    isWoken = false;
    next = setTimeout(begin, waitMs).unref();
  }

  function begin(): void {
    round = run(isStopped)
      .catch(onError)
      .then(() => {
        round = null;
        if (!isStopped()) schedule();
      });
  }

  function wakeNow(): void {
    if (round !== null) isWoken = true;
    else if (!isStopped()) {
      clearTimeout(next);
      begin();
    }
  }

  schedule();
  return {
    wake(afterMs = 0) {
      if (afterMs === 0) wakeNow();
      else setTimeout(wakeNow, afterMs).unref();
    },

    async stop(graceMs) {
      stopped.abort();
      clearTimeout(next);
      const grace = Promise.withResolvers<void>();
      const timeout = setTimeout(grace.resolve, graceMs);
      await Promise.race([round, grace.promise]);
      clearTimeout(timeout);
    },
  };
}
