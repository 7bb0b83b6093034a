/** What goes on by itself until it is stopped. */
export type Timer = {
  /** Begins nothing more, and resolves when what was begun has ended, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

export type TimerOptions = {
  /** One round; it should end early once `isStopped`. */
  readonly run: (isStopped: () => boolean) => Promise<void>;
  /** From the end of one round to the beginning of the next, on average. */
  readonly everyMs: number;
  /** Called with the error of a failed round; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
};

/** Runs something again and again, never twice at once. It keeps no process alive. */
export function startTimer({ run, everyMs, onError }: TimerOptions): Timer {
  const stopped = new AbortController();
  let round = Promise.resolve();
  let next: NodeJS.Timeout;

  function schedule(): void {
    // Replicas that started together don't come together.
    const waitMs = everyMs * (0.5 + Math.random());
    next = setTimeout(() => {
      round = run(() => stopped.signal.aborted)
        .catch(onError)
        .then(() => {
          if (!stopped.signal.aborted) schedule();
        });
    }, waitMs).unref();
  }

  schedule();
  return {
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
