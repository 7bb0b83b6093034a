import type { Channel } from '../../src/app/notifications/receive-notification.ts';
import type { Delivery } from '../../src/ports/payment-provider.ts';
import { credentialsOf, PLATFORM, PROVIDER } from './bank.ts';
import type { Stream } from './chance.ts';
import { ask, type Sim } from './sim.ts';
import { inTask } from './task.ts';

/** A webhook that the provider has to bring. */
export type Event = {
  readonly eventId: string;
  readonly body: unknown;
  readonly holder: string;
  /** Some never arrive. */
  readonly mayBeLost: boolean;
};

/** Until it was taken. */
const RETRIES_MS = [10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000] as const;
const DELAYS_MS = [10, 100, 500, 2_000, 30_000, 300_000, 5_000_000] as const;

/** Each arrives in its own time, so that none knows of the others; some come twice. */
export function emit(sim: Sim, event: Event): void {
  const chance = sim.chance.stream(event.eventId);
  if (!sim.weather.isClear() && !sim.isWireCalm && event.mayBeLost && chance.isLucky(0.05)) return;
  for (const [copy, delayMs] of delaysOf(sim, chance).entries())
    bring(sim, event, {
      chance: chance.stream(`copy ${copy}`),
      name: `${event.eventId} ${'I'.repeat(copy + 1)}`,
      delayMs,
    });
}

function delaysOf({ isWireCalm }: Sim, chance: Stream): readonly number[] {
  if (isWireCalm) return [CALM_MS];
  const aDelay = () => Math.ceil(chance.pick(DELAYS_MS) * chance.fraction());
  const first = aDelay();
  if (!chance.isLucky(0.3)) return [first];
  // Two that arrive at once are taken by two replicas at once.
  return [first, chance.isLucky(0.6) ? first : aDelay()];
}

const CALM_MS = 100;

type Copy = { readonly chance: Stream; readonly name: string; readonly delayMs: number };

function bring(sim: Sim, event: Event, { chance, name, delayMs: firstMs }: Copy): void {
  attempt(0, firstMs);

  function attempt(tries: number, delayMs: number): void {
    const deliver = async () => {
      if (await isTaken(sim, event, chance)) return;
      const wait = RETRIES_MS[tries];
      if (wait === undefined) sim.fail('N2', `${event.eventId} was never taken`);
      else attempt(tries + 1, wait);
    };
    const begin = () => void inTask(`${name} try ${tries + 1}`, chance, deliver);
    sim.scheduler.at(sim.scheduler.nowMs() + delayMs, chance.fraction(), begin);
  }
}

async function isTaken(sim: Sim, { eventId, body, holder }: Event, chance: Stream): Promise<boolean> {
  const { bank, ledger, story } = sim;
  const delivery: Delivery = bank.provider.signed(body, credentialsOf(holder));
  try {
    const received = await ask(sim, chance, (app) => app.receiveNotification(channelOf(holder), delivery));
    story.write('webhook', () => `${eventId} was taken: ${received.status}`);
    ledger.acknowledged.push({ eventId, received });
    return true;
  } catch (error) {
    story.write('webhook', () => `${eventId} was not taken: ${error}`);
    return false;
  }
}

export function channelOf(holder: string): Channel {
  return holder === PLATFORM ? { kind: 'platform', provider: PROVIDER } : { kind: 'gym', slug: holder };
}
