/** How many unsigned notifications of one gym are looked into each minute; each costs a call to the provider. */
const MAX_PER_WINDOW = 10;
const WINDOW_MS = 60_000;

/** Counts per gym and process: what is dropped here is found by the schedule. */
export type Hints = { allow(slug: string, now: Date): boolean };

export function createHints(): Hints {
  const windows = new Map<string, { readonly startedAt: number; count: number }>();
  return {
    allow(slug, now) {
      const found = windows.get(slug);
      const isOver = found === undefined || now.getTime() - found.startedAt >= WINDOW_MS;
      const window = isOver ? { startedAt: now.getTime(), count: 0 } : found;
      windows.set(slug, window);
      window.count += 1;
      return window.count <= MAX_PER_WINDOW;
    },
  };
}
