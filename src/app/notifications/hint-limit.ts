import type { HintLimit } from '../context.ts';

/** How many subjects of one gym the app fetches per minute because of unsigned notifications. */
const MAX_SUBJECTS = 10;
/** How often it fetches one of them: its payment may change several times. */
const MAX_EACH = 30;
const WINDOW_MS = 60_000;

type Window = { readonly startedAt: number; readonly counts: Map<string, number> };

export function createHintLimit(): HintLimit {
  const windows = new Map<string, Window>();
  return {
    waitMs(slug, subject, now) {
      const window = openWindow(windows.get(slug), now.getTime());
      windows.set(slug, window);
      const { startedAt, counts } = window;
      const count = counts.get(subject) ?? 0;
      const isSpent = count === 0 ? counts.size >= MAX_SUBJECTS : count >= MAX_EACH;
      if (isSpent) return startedAt + WINDOW_MS - now.getTime();
      counts.set(subject, count + 1);
      return 0;
    },
  };
}

function openWindow(found: Window | undefined, now: number): Window {
  return found !== undefined && now - found.startedAt < WINDOW_MS ? found : { startedAt: now, counts: new Map() };
}
