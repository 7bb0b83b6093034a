import type { RefusedAsks } from '../context.ts';

/** After so many forged deliveries within the window the provider is not asked about further ones. */
const MAX_REFUSED = 30;
const WINDOW_MS = 60_000;

export function createRefusedAsks(): RefusedAsks {
  const windows = new Map<string, { readonly startedAt: number; count: number }>();
  const openWindow = (accountId: string, now: number) => {
    const found = windows.get(accountId);
    return found !== undefined && now - found.startedAt < WINDOW_MS ? found : { startedAt: now, count: 0 };
  };
  return {
    waitMs(accountId, now) {
      const { startedAt, count } = openWindow(accountId, now.getTime());
      return count < MAX_REFUSED ? 0 : startedAt + WINDOW_MS - now.getTime();
    },

    refused(accountId, now) {
      const window = openWindow(accountId, now.getTime());
      window.count += 1;
      windows.set(accountId, window);
    },
  };
}
