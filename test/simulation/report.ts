import type { Broken } from './shrink.ts';

/** What a history breaks. */
export function headOf({ history: { seed }, played: { failures } }: Broken): string {
  return `seed ${seed} breaks ${failures.map(({ invariant, what }) => `${invariant}: ${what}`).join('\n  and ')}\n`;
}

/** A broken invariant as a story, to be read from its beginning. */
export function reportOf({ history, played }: Broken): string {
  const { seed, steps, faults, replicas, skewMs, bank, gyms, isWireCalm } = history;
  const setting = [
    `${replicas} ${replicas === 1 ? 'replica' : `replicas, whose clocks are ${skewMs} ms apart`}`,
    isWireCalm ? 'webhooks arrive once, and at once' : 'webhooks arrive late, twice and out of order',
    ...Object.entries({ ...bank, ...gyms }).map(([what, is]) => `${what}: ${is}`),
  ];
  return [
    headOf({ history, played }),
    `What is left of it:`,
    ...setting.map((line) => `  ${line}`),
    ...steps.map(({ id, atMs, act }) => `  step ${id}, after ${atMs} ms: ${JSON.stringify(act)}`),
    ...[...(faults ?? [])].map(([place, fault]) => `  fault in call "${place}": ${fault}`),
    `\nWhat happened:`,
    ...played.story().map((line) => `  ${line}`),
    `\nAgain: npm run simulate -- --seed ${seed} --runs 1\n`,
  ].join('\n');
}
