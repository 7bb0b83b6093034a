import type { Context } from '../context.ts';
import { TRY_LEASE_MS, tryDelivery } from './try-delivery.ts';

/** To one endpoint, over all processes: enough for a burst, and no more than a small receiver bears. */
const PER_ENDPOINT = 4;

/** One that fails or hangs must not use up what there is for all; a process that died with one of these leaves the other. */
const PER_FAILING = 2;

/** Of one process: they wait for receivers most of the time, and hold no connection to the database meanwhile. */
const AT_ONCE = 64;

/** A longer wait ends in a round that comes anyway. */
const SHORT_MS = 60_000;

/** Asks for another round: now, or after so many milliseconds. */
export type Wake = (afterMs?: number) => void;

/** One round: takes what is due and begins its tries, without waiting for their ends. @throws DomainError `store_unavailable` */
export type DeliverDue = (wake: Wake) => Promise<void>;

/** Sends events to their endpoints. A slow one keeps only its own waiting; the end of a try makes room, and asks for a round. */
export function createDeliverer(context: Context): DeliverDue {
  const { store, world, background } = context;
  let underway = 0;

  return async (wake) => {
    const room = AT_ONCE - underway;
    if (room <= 0) return;
    const untilMs = world.now().getTime() + TRY_LEASE_MS;
    const limits = { perEndpoint: PER_ENDPOINT, perFailing: PER_FAILING, inAll: room };
    for (const due of await store.takeDeliveries(limits, TRY_LEASE_MS)) {
      underway += 1;
      background.run(async () => {
        const waitMs = await tryDelivery(context, due, untilMs);
        underway -= 1;
        wake();
        if (waitMs !== null && waitMs <= SHORT_MS) wake(waitMs);
      });
    }
  };
}
