import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeEvent } from '../src/adapters/http/routes/events/body.ts';
import { gymAnnouncer } from '../src/app/announce.ts';
import type { Deciders } from '../src/app/decide-and-commit.ts';
import { createPurchaseCommands, type PurchaseCommands } from '../src/app/purchases.ts';
import type { Store } from '../src/ports/store/store.ts';

/** A store, and what the app does with its purchases: tests put together what they need of both. */
export type StoreAndCommands = Store & PurchaseCommands;

export function withCommands(store: Store, changes: Partial<Deciders> = {}): StoreAndCommands {
  const world = {
    now: () => new Date(),
    newId: () => randomUUID(),
    sleep: (milliseconds: number) => sleep(milliseconds),
    writeEvent,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    measure: { notification() {}, anomaly() {}, eventTry() {}, unknownDecline() {}, providerCall() {} },
  };
  return { ...store, ...createPurchaseCommands(store, { ...world, ...changes }) };
}

/** What the app gives a store to write of a gym's change. */
export const announceGym = gymAnnouncer({ newId: () => randomUUID(), writeEvent });

/** What is committed when a gym is connected. */
export const BESIDE = { announce: announceGym, by: { actor: 'operator-1', requestId: null } } as const;
