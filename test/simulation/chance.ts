/** Chance that a seed repeats. Streams of different names have nothing to do with each other, so that leaving one out changes no other. */
export type Stream = {
  /** From 0 up to, and without, 1. */
  fraction(): number;
  /** A whole number from 0 up to, and without, `bound`. */
  below(bound: number): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  isLucky(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** The names of an object, as often as its numbers say. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  uuid(): string;
  stream(name: string): Stream;
};

export function streamOf(seed: number): Stream {
  const next = generator(seed);
  const fraction = () => next() / 2 ** 32;
  const below = (bound: number) => Math.floor(fraction() * bound);
  return {
    fraction,
    below,
    between: (low, high) => low + below(high - low + 1),
    isLucky: (probability) => probability > 0 && fraction() < probability,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new Error('there is nothing to pick from');
      return from[below(from.length)] as T;
    },
    weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const entries = Object.entries<number>(weights) as [Name, number][];
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => {
        left -= weight;
        return left < 0;
      });
      return (found ?? entries[0] ?? [])[0] as Name;
    },
    uuid: () => uuidOf(next(), next(), next(), next()),
    stream: (name) => streamOf(hashOf(name, seed)),
  };
}

/** splitmix32: good enough, and hardly anything to start, since there are many streams. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** FNV-1a. */
function hashOf(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash;
}

function uuidOf(...words: readonly [number, number, number, number]): string {
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
