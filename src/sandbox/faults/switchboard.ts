import { type FaultName, KINDS, type Operation } from './catalogue.ts';

/** Which fault to switch on; null leaves it open. Neither `times` nor `probability`: always, until it is switched off. */
export type Instruction = {
  readonly fault: FaultName;
  readonly provider: string | null;
  readonly operation: Operation | null;
  /** How often it strikes before it is off again. */
  readonly times: number | null;
  /** How likely it strikes, from 0 to 1, by chance that begins with `seed`. */
  readonly probability: number | null;
  readonly seed: number | null;
  /** How long, for the faults that last. */
  readonly ms: number | null;
};

/** A fault that is on. */
export type Switched = Instruction & { readonly id: string; readonly struck: number; readonly left: number | null };

/** What goes wrong at the simulated providers at the moment. It doesn't outlive the process. */
export type Faults = {
  readonly list: () => readonly Switched[];
  readonly switchOn: (instruction: Instruction) => Switched;
  /** False when there is none by that id. */
  readonly switchOff: (id: string) => boolean;
  /** Returns how many were on. */
  readonly switchAllOff: () => number;
  /** Those that strike this time, in the order in which they were switched on. */
  readonly strike: (provider: string, operation: Operation) => readonly Switched[];
};

type Entry = { readonly instruction: Instruction; readonly chance: () => number; struck: number };

export function createFaults(): Faults {
  const on = new Map<string, Entry>();
  let last = 0;

  return {
    list: () => [...on].map(shown),
    switchOn: (asked) => {
      const seed = asked.probability === null ? null : (asked.seed ?? Math.floor(Math.random() * 2 ** 31));
      const entry = { instruction: { ...asked, seed, ms: asked.ms ?? msOf(asked) }, chance: chanceOf(seed), struck: 0 };
      last += 1;
      on.set(String(last), entry);
      return shown([String(last), entry]);
    },
    switchOff: (id) => on.delete(id),
    switchAllOff: () => {
      const count = on.size;
      on.clear();
      return count;
    },
    strike: (provider, operation) =>
      [...on].filter(([, entry]) => strikes(entry, provider, operation)).map(([id, entry]) => count(id, entry)),
  };

  function count(id: string, entry: Entry): Switched {
    entry.struck += 1;
    const struck = shown([id, entry]);
    if (struck.left === 0) on.delete(id);
    return struck;
  }
}

function shown([id, { instruction, struck }]: readonly [string, Entry]): Switched {
  const { times } = instruction;
  return { id, ...instruction, struck, left: times === null ? null : times - struck };
}

/** Chance is only asked about what is meant, so that the same requests meet the same faults. */
function strikes({ instruction, chance }: Entry, provider: string, operation: Operation): boolean {
  const kind = KINDS.find(({ fault }) => fault === instruction.fault);
  const isMeant =
    kind?.operations.includes(operation) &&
    kind.providers?.includes(provider) !== false &&
    (instruction.operation ?? operation) === operation &&
    (instruction.provider ?? provider) === provider;
  return isMeant === true && (instruction.probability === null || chance() < instruction.probability);
}

function msOf({ fault }: Instruction): number | null {
  return KINDS.find((kind) => kind.fault === fault)?.ms ?? null;
}

/** Numbers from 0 up to 1 that a seed repeats (Tommy Ettinger's mulberry32). */
function chanceOf(seed: number | null): () => number {
  let state = seed ?? 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
