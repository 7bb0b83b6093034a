/** Chance that can be repeated: numbers from 0 up to, and without, `below`. */
export type Chance = {
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
};

/** Another seed each time, printed, or the one in SEED. */
export function seedOf(what: string): number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  console.info(`${what}: SEED=${seed}`);
  return seed;
}

/** Marsaglia's xorshift32: a hundred thousand cases need a fast one, not a good one. */
export function chanceOf(seed: number): Chance {
  let state = ((seed * 2_654_435_761) % 2 ** 32) | 1;
  const below = (bound: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
  return {
    below,
    pick: (from) => {
      if (from.length === 0) throw new Error('there is nothing to pick from');
      return from[below(from.length)] as (typeof from)[number];
    },
  };
}

/** What headers, ids and JSON are made of, and what they aren't. */
const PIECES = [...'0123456789abcdefABCDEF=,;:.-_ \t\0\n"\\{}[]tv', 'v1=', 'ts=', ',v1=', 'é', '\u{1f600}', '\uD800'];

/** Another text: one to four places of it replaced, left out, doubled, swapped, or cut off. */
export function mutated(text: string, { below, pick }: Chance): string {
  let mutant = text;
  for (let edits = 1 + below(4); edits > 0; edits -= 1) {
    const at = below(mutant.length + 1);
    const [before, after] = [mutant.slice(0, at), mutant.slice(at)];
    mutant = pick([
      () => before + pick(PIECES) + after.slice(1),
      () => before + pick(PIECES) + after,
      () => before + after.slice(1),
      () => before + after.slice(0, 1) + after,
      () => before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
      () => (below(10) === 0 ? before : before + after.slice(1 + below(4))),
    ])();
  }
  return mutant === text ? mutated(text, { below, pick }) : mutant;
}
