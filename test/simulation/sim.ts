import { createMemoryStore, createTables, type Tables } from '../../src/adapters/memory/index.ts';
import type { App } from '../../src/app/app.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { type Banks, createBanks } from './banks/banks.ts';
import { type Stream, streamOf } from './chance.ts';
import type { GymSettings, History } from './history.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type Replica, startReplica } from './replica.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createStory, type Story } from './story.ts';
import { createWeather, type Weather } from './weather.ts';
import { emit } from './wire.ts';

export type Failure = { readonly invariant: string; readonly what: string };

/** A whole installation in one process: its replicas, what they stored, the providers, and all who use it. */
export type Sim = {
  readonly chance: Stream;
  readonly scheduler: Scheduler;
  readonly weather: Weather;
  readonly story: Story;
  readonly tables: Tables;
  readonly store: Store;
  readonly banks: Banks;
  readonly gyms: GymSettings;
  readonly ledger: Ledger;
  /** Whether each call to the store takes its time. */
  readonly isSlow: boolean;
  readonly isWireCalm: boolean;
  readonly failures: readonly Failure[];
  readonly fail: (invariant: string, what: string) => void;
  readonly replicas: () => readonly Replica[];
  /** When calls began to get through again. */
  readonly clearedMs: () => number;
  /** Lets nothing fail any more. */
  readonly clear: () => void;
  /** Starts those again that have died. */
  readonly revive: () => void;
};

const START_MS = Date.UTC(2026, 0, 15, 12);

/** What a test puts in the way of a history. */
export type Surroundings = { readonly storeFrom?: (store: Store) => Store };

export function createSim(history: History, { storeFrom = (store) => store }: Surroundings = {}): Sim {
  const { seed, faults, pace, replicas: count, skewMs, bank, gyms, isWireCalm } = history;
  const chance = streamOf(seed);
  const scheduler = createScheduler(START_MS);
  const weather = createWeather(pace, faults, scheduler.nowMs);
  const story = createStory(scheduler);
  const failures: Failure[] = [];
  const fail = (invariant: string, what: string) => {
    failures.push({ invariant, what });
    story.write('!', () => `${invariant}: ${what}`);
  };
  const tables = createTables();
  const ids = chance.stream('ids of the store');
  const store = storeFrom(createMemoryStore({ now: scheduler.now, tables, newId: ids.uuid }));
  const replicas: Replica[] = [];
  let clearedMs = Number.POSITIVE_INFINITY;
  const sim: Sim = {
    chance,
    scheduler,
    weather,
    story,
    tables,
    store,
    banks: createBanks(
      { chance: chance.stream('bank'), scheduler, isClear: weather.isClear, send: (event) => emit(sim, event) },
      bank,
    ),
    gyms,
    ledger: createLedger(),
    isSlow: pace.isSlow,
    isWireCalm,
    failures,
    fail,
    replicas: () => replicas,
    clearedMs: () => clearedMs,
    clear() {
      clearedMs = scheduler.nowMs();
      weather.clear();
      sim.revive();
      story.write('-', () => 'nothing fails from now on');
    },
    revive() {
      for (let at = 0; at < count; at += 1)
        if (!replicas[at]?.isAlive()) replicas[at] = startReplica(sim, `replica ${at + 1}`, at * skewMs);
    },
  };
  sim.revive();
  return sim;
}

/** The connection broke before there was an answer: what was asked for may have happened. */
export class ConnectionLost extends Error {}

/** Asks one of the replicas that live. @throws what the app throws; ConnectionLost */
export async function ask<T>(sim: Sim, chance: Stream, work: (app: App) => Promise<T>): Promise<T> {
  const alive = sim.replicas().filter((replica) => replica.isAlive());
  if (alive.length === 0) throw new ConnectionLost();
  return askOne(chance.pick(alive), chance, work);
}

/** Asks this one. @throws as `ask` does */
export async function askOne<T>(replica: Replica, chance: Stream, work: (app: App) => Promise<T>): Promise<T> {
  const lost = replica.death.then(() => {
    throw new ConnectionLost();
  });
  const asked = replica.later(chance.below(3)).then(() => work(replica.app));
  return Promise.race([asked, lost]);
}
