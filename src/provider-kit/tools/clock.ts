/** A clock that an upstream and the adapter before it share: the real one, which can be put forward. */
export function createClock(): { readonly now: () => Date; readonly passTime: (ms: number) => void } {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    passTime: (ms) => {
      aheadMs += ms;
    },
  };
}
