import type { Task } from './task.ts';

/** What may become of a call to the store. `lost`: it was committed, and the answer got lost. */
const STORE_FAULTS = {
  unavailable: 5,
  lost: 6,
  'crash before': 1,
  'crash after': 2,
  'stall before': 1,
  'stall after': 1,
} as const;

/** What may become of a call to a provider. `late`: the caller gives it up, and it has its effect all the same. */
const PROVIDER_FAULTS = {
  'not sent': 2,
  'unknown before': 4,
  'unknown after': 6,
  late: 4,
  declined: 1,
  'crash before': 1,
  'crash after': 3,
  'stall before': 1,
  'stall after': 1,
} as const;

/** Where processes stand still in the worst of moments, and refusals come between. */
const STORE_STALLS = { ...STORE_FAULTS, 'stall before': 6, 'stall after': 6 } as const;
const PROVIDER_STALLS = { ...PROVIDER_FAULTS, declined: 20, 'stall before': 20, 'stall after': 4 } as const;

export type StoreFault = keyof typeof STORE_FAULTS;
export type ProviderFault = keyof typeof PROVIDER_FAULTS;
type Fault = StoreFault | ProviderFault;

/** Which call of which task fails how. */
export type Faults = ReadonlyMap<string, Fault>;

/** How well calls get through. */
export type Pace = {
  /** How likely any call fails. */
  readonly probability: number;
  /** These methods fail as often as not. */
  readonly sore: readonly string[];
  /** Whether what fails is often a process that stands still. */
  readonly isStalling: boolean;
  /** Whether each call to the store takes its time, so that others come in between. */
  readonly isSlow: boolean;
};

const SORE_PROBABILITY = 0.5;

/** Decides which calls fail: by chance, as often as its history says, or only those that were given. */
export type Weather = {
  storeFault(task: Task, name: string): StoreFault | null;
  providerFault(task: Task, name: string): ProviderFault | null;
  /** Until then all calls fail that go there. */
  strike(what: 'store' | 'provider', untilMs: number): void;
  /** When calls to the store stop to fail that all do. */
  storeIsBackMs(): number;
  /** From now on nothing fails. */
  clear(): void;
  isClear(): boolean;
  readonly struck: Faults;
};

export function createWeather(
  { probability, sore, isStalling }: Pace,
  given: Faults | null,
  nowMs: () => number,
): Weather {
  const struck = new Map<string, Fault>();
  const outages = { store: 0, provider: 0 };
  let isClear = false;

  function faultOf<Name extends Fault>(task: Task, name: string, weights: Readonly<Record<Name, number>>): Name | null {
    const place = `${task.name} ${task.calls} ${name}`;
    task.calls += 1;
    const likely = sore.includes(name) ? SORE_PROBABILITY : probability;
    const drawn = task.chance.isLucky(likely) ? task.chance.weighed(weights) : null;
    const fault = given === null ? drawn : ((given.get(place) as Name | undefined) ?? null);
    if (isClear || fault === null) return null;
    struck.set(place, fault);
    return fault;
  }

  return {
    storeFault: (task, name) =>
      !isClear && outages.store > nowMs()
        ? 'unavailable'
        : faultOf(task, name, isStalling ? STORE_STALLS : STORE_FAULTS),
    providerFault: (task, name) =>
      !isClear && outages.provider > nowMs()
        ? 'unknown before'
        : faultOf(task, name, isStalling ? PROVIDER_STALLS : PROVIDER_FAULTS),
    strike(what, untilMs) {
      outages[what] = untilMs;
    },
    storeIsBackMs: () => outages.store,
    clear() {
      isClear = true;
    },
    isClear: () => isClear,
    struck,
  };
}
