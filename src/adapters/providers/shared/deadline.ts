/** Equal to no result of a call. */
export const TIMED_OUT = Symbol('timed out');

/** Does the work within what is left of the time; `TIMED_OUT` when that is over, or was over before. */
export type Within = <T>(
  work: (signal: AbortSignal, remainingMs: number) => Promise<T>,
) => Promise<T | typeof TIMED_OUT>;

/** One deadline for all the calls of one method of the port: it begins with the first of them. */
export function createDeadline(timeoutMs: number): Within {
  let endsAtMs: number | undefined;
  return async (work) => {
    endsAtMs ??= performance.now() + timeoutMs;
    const remainingMs = Math.ceil(endsAtMs - performance.now());
    return remainingMs <= 0 ? TIMED_OUT : await withDeadline(remainingMs, (signal) => work(signal, remainingMs));
  };
}

/** Why a signal aborts, made once: without a reason each abort makes an error with a stack, also after a call that ended well. */
const OVER = new Error('the call is over');

/**
 * One total deadline around a provider call, connecting and the whole body included: neither `fetch` nor any SDK's own
 * timeout covers all of that. At the deadline the signal aborts, so that the socket doesn't live on, and whatever the
 * call still does is dropped.
 */
async function withDeadline<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof TIMED_OUT> {
  const abort = new AbortController();
  const { promise: deadline, resolve } = Promise.withResolvers<typeof TIMED_OUT>();
  const timer = setTimeout(() => resolve(TIMED_OUT), timeoutMs);
  const running = (async () => work(abort.signal))();
  // After the deadline no caller awaits it any more: a late failure must not count as unhandled.
  running.catch(() => undefined);
  try {
    return await Promise.race([running, deadline]);
  } finally {
    clearTimeout(timer);
    abort.abort(OVER);
  }
}
