import type { Round } from './loader.ts';

/** The middle, and how far the values lie apart: (greatest - least) / middle. */
export type Figure = { readonly median: number; readonly spread: number };

export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const [least = Number.NaN, greatest = Number.NaN] = [sorted[0], sorted.at(-1)];
  const [below = Number.NaN, above = Number.NaN] = [(sorted.length - 1) / 2, sorted.length / 2].map(
    (at) => sorted[Math.floor(at)],
  );
  const median = (below + above) / 2;
  return { median, spread: (greatest - least) / median };
}

export type Summary = Readonly<Record<keyof Round, Figure>>;

export function summaryOf(rounds: readonly Round[]): Summary {
  const figure = (name: keyof Round) => figureOf(rounds.map((round) => round[name]));
  return {
    perSecond: figure('perSecond'),
    cpuUsPerRequest: figure('cpuUsPerRequest'),
    p50Ms: figure('p50Ms'),
    p99Ms: figure('p99Ms'),
  };
}

/** Of each round to the floor's round beside it: what slows the machine down slows both. */
export function ratioOf(service: readonly Round[], floor: readonly Round[]): Figure {
  return figureOf(service.map(({ perSecond }, index) => perSecond / (floor[index]?.perSecond ?? Number.NaN)));
}
