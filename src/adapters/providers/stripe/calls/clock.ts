/** To be called when a request begins; what it gives, when the answer is there, dates the request on Stripe's clock. */
export type Clock = () => (response: Response) => Date | null;

/**
 * When a request began on Stripe's clock: what an object without an updated time says was true then, or later. `Date` has
 * whole seconds, cut off, so this is never too late, and the earlier the longer the answer took. Therefore no request is
 * dated before one that had ended when it began: the later of two readings in one second would count as the older.
 * Null where Stripe shows no time.
 */
export function createClock(): Clock {
  let latestMs = Number.NEGATIVE_INFINITY;
  return () => {
    const begunMs = performance.now();
    const overMs = latestMs;
    return (response) => {
      const dateMs = Date.parse(response.headers.get('date') ?? '');
      if (Number.isNaN(dateMs)) return null;
      const leastMs = dateMs - Math.ceil(performance.now() - begunMs);
      // A clock that was ahead, and was put right, delays no call.
      const startMs = overMs > dateMs ? leastMs : Math.max(leastMs, overMs);
      latestMs = Math.max(latestMs, startMs);
      return new Date(startMs);
    };
  };
}
