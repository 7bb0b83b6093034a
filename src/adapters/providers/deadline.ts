/** Equal to no result of a call. */
export const TIMED_OUT = Symbol('timed out');

/**
 * One total deadline around a provider call, connecting and the whole body included: neither SDK's own
 * timeout covers all of that. At the deadline the signal aborts, so that the socket doesn't live on, and
 * whatever the call still does is dropped.
 */
export async function withDeadline<T>(
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
    abort.abort();
  }
}
