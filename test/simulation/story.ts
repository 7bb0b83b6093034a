import type { Scheduler } from './scheduler.ts';

/** What happened, in the order in which it did. */
export type Story = {
  tell(who: string, what: () => string): void;
  lines(): readonly string[];
};

/** To tell it costs more than to live it, so it is told only when it is asked for. */
export function createStory(scheduler: Pick<Scheduler, 'now'>): Story {
  const lines: (() => string)[] = [];
  return {
    tell(who, what) {
      const at = scheduler.now();
      lines.push(() => `${at.toISOString().slice(5, 23)}  ${who.padEnd(10)}  ${what()}`);
    },
    lines: () => lines.map((line) => line()),
  };
}
