import type { Channel } from '../../src/app/notifications/receive-notification.ts';
import type { Delivery } from '../../src/ports/payment-provider/deliveries.ts';
import type { Stream } from './chance.ts';
import { isAnswered } from './invariants/gyms.ts';
import { ask, type Sim } from './sim.ts';
import { inTask } from './task.ts';

/** A webhook that the provider has to bring. */
export type Event = {
  readonly eventId: string;
  /** The parent that it is about; null where a stranger makes it up. */
  readonly about: string | null;
  readonly channel: Channel;
  /** With which it is signed by now. */
  readonly secret: () => string;
  /** Each time that it is sent. */
  readonly sign: () => Delivery;
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
      if (wait !== undefined) attempt(tries + 1, wait);
      else if (mustBeTaken(sim, event)) sim.fail('N2', `${event.eventId} was never taken`);
    };
    const begin = () => void inTask(`${name} try ${tries + 1}`, chance, deliver);
    sim.scheduler.at(sim.scheduler.nowMs() + delayMs, chance.fraction(), begin);
  }
}

/**
 * What strangers make in an account may be signed for another application than the service, with a secret that it does not
 * know. Once a gym has lost an account, nothing can be asked about it.
 */
function mustBeTaken(sim: Sim, { about, channel, secret }: Event): boolean {
  if (channel.kind === 'platform') return true;
  const accounts = [...sim.tables.accounts.values()];
  const isStrange = about === null || sim.ledger.strange.has(about);
  if (isStrange) return accounts.some(({ id, sealed }) => sealed?.includes(secret()) && isAnswered(sim, id));
  const { reference } = sim.banks.of(about).provider.requestOf(about);
  const accountId = sim.tables.payments.get(reference)?.payment.accountId;
  return accountId !== undefined && isAnswered(sim, accountId);
}

async function isTaken(sim: Sim, { eventId, channel, sign }: Event, chance: Stream): Promise<boolean> {
  const { ledger, story } = sim;
  const delivery = sign();
  try {
    const received = await ask(sim, chance, (app) => app.receiveNotification(channel, delivery));
    story.write('webhook', () => `${eventId} was taken: ${received.status}`);
    ledger.acknowledged.push({ eventId, received });
    return true;
  } catch (error) {
    story.write('webhook', () => `${eventId} was not taken: ${error}`);
    return false;
  }
}
