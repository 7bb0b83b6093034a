import { createHash } from 'node:crypto';
import { addressesAt } from '../../src/adapters/http/routes/paths.ts';
import { gymAnnouncer } from '../../src/app/announce.ts';
import { type App, createApp } from '../../src/app/app.ts';
import { createPurchaseCommands } from '../../src/app/purchases.ts';
import type { Log, World } from '../../src/ports/world.ts';
import { createFakeSubscribers } from '../app/fake-subscribers.ts';
import { PROVIDER, PROVIDERS } from './banks/banks.ts';
import { PLATFORM } from './banks/holders.ts';
import { TIMEOUT_MS, throughProvider, throughStore } from './calls.ts';
import type { Sim } from './sim.ts';
import { currentTask } from './task.ts';

/** One process of the installation. What it holds in memory ends with it; what it has stored, its leases included, stays. */
export type Replica = {
  readonly name: string;
  readonly app: App;
  readonly isAlive: () => boolean;
  /** Resolves when the process dies. */
  readonly death: Promise<void>;
  readonly die: () => void;
  /** Stops it for a while: it goes on as if nothing had happened, later. */
  readonly stall: (ms: number) => void;
  /** When it goes on, if it stands still; else when it last did. */
  readonly stalledUntilMs: () => number;
  /** Resolves after this time, unless the process is dead by then, and not before it goes on. */
  readonly later: (ms: number) => Promise<void>;
};

export const LEASE_MS = 60_000;

const SETTINGS = {
  addresses: addressesAt('https://pay.example'),
  checkoutReturnUrl: null,
  checkoutTtlMs: 21_600_000,
  providerTimeoutMs: TIMEOUT_MS,
  leaseMs: LEASE_MS,
} as const;

/** Until what watches the processes has started it again. */
const MOST_DOWN_MS = 60_000;

export function startReplica(sim: Sim, name: string, skewMs: number): Replica {
  const { scheduler } = sim;
  const death = Promise.withResolvers<void>();
  let isAlive = true;
  let stalledUntilMs = 0;

  function later(ms: number): Promise<void> {
    const tie = currentTask().chance.fraction();
    return new Promise((resolve) => {
      const goOn = () => {
        if (!isAlive) return;
        if (stalledUntilMs > scheduler.nowMs()) scheduler.at(stalledUntilMs, tie, goOn);
        else resolve();
      };
      scheduler.at(scheduler.nowMs() + ms, tie, goOn);
    });
  }

  const process = {
    name,
    isAlive: () => isAlive,
    death: death.promise,
    later,
    die() {
      if (!isAlive) return;
      isAlive = false;
      death.resolve();
      const downMs = sim.chance.stream(`${name} at ${scheduler.nowMs()}`).between(100, MOST_DOWN_MS);
      scheduler.at(scheduler.nowMs() + downMs, 0, sim.revive);
    },
    stalledUntilMs: () => stalledUntilMs,
    stall(ms: number) {
      stalledUntilMs = Math.max(stalledUntilMs, scheduler.nowMs() + ms);
    },
  };
  const world: World = {
    now: () => new Date(scheduler.nowMs() + skewMs),
    newId: () => currentTask().chance.uuid(),
    sleep: later,
    log: logInto(sim, name),
    note() {},
    requestId: () => null,
    measure: { notification() {}, anomaly() {}, eventTry() {}, unknownDecline() {}, providerCall() {} },
  };
  const store = throughStore(sim, process);
  const providers = sim.banks.all.map((bank) => throughProvider(sim, process, bank));
  const app = createApp({
    providers: {
      names: PROVIDERS,
      get: (name) => providers.find((one) => one.name === name),
      platformCredentials: (name) => sim.banks.at(name).credentialsOf(PLATFORM),
    },
    store,
    purchases: createPurchaseCommands(store, { ...world, writeEvent: ({ type }) => type }),
    announceGym: gymAnnouncer({ ...world, writeEvent: ({ type }) => type }),
    subscribers: createFakeSubscribers(),
    secrets: {
      random: () => currentTask().chance.uuid(),
      hash: (text) => createHash('sha256').update(text).digest('hex'),
      isSame: (one, other) => one === other,
      seal: (text) => text,
      open: (sealed) => sealed,
    },
    world,
    settings: { ...SETTINGS, defaultProviders: { orders: PROVIDER, gyms: PROVIDER } },
  });
  return { ...process, app };
}

/** What is logged is no story, but for what the code did not expect. */
function logInto({ story, fail }: Sim, name: string): Log {
  const at = (fields: Parameters<Log['info']>[0], message: string) => {
    const { reason } = fields;
    story.write(name, () => `${message} ${JSON.stringify(fields)}`);
    if (typeof reason === 'string' && /Error$/.test(reason)) fail('bug', `${name}: ${message}: ${reason}`);
  };
  return { debug: at, info: at, warn: at, error: at };
}
