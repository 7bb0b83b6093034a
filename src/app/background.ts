/** What goes on after its caller was answered. */
export type Background = {
  /** It sees to its failures itself. */
  run(work: () => Promise<void>): void;
  /** Resolves when nothing is going on any more. */
  drain(): Promise<void>;
};

export function createBackground(): Background {
  const underway = new Set<Promise<void>>();
  return {
    run(work) {
      const running = work().finally(() => underway.delete(running));
      underway.add(running);
    },

    async drain() {
      await Promise.all(underway);
    },
  };
}
