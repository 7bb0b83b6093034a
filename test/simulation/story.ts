import type { Scheduler } from './scheduler.ts';

/** What happened, in the order in which it did. */
export type Story = {
  write(who: string, what: () => string): void;
  lines(): readonly string[];
};

/** To write it costs more than to play it, so it is written only for a history that is printed. */
export function createStory(scheduler: Pick<Scheduler, 'now'>): Story {
  const lines: (() => string)[] = [];
  return {
    write(who, what) {
      const at = scheduler.now();
      lines.push(() => `${at.toISOString().slice(5, 23)}  ${who.padEnd(10)}  ${what()}`);
    },
    lines: () => lines.map((line) => line()),
  };
}
