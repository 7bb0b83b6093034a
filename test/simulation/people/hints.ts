import type { Received } from '../../../src/app/notifications/apply-notification.ts';
import type { Delivery } from '../../../src/ports/payment-provider/deliveries.ts';
import { channelOf, GYMS, PLATFORM } from '../banks/holders.ts';
import type { Stream } from '../chance.ts';
import type { Given } from '../ledger.ts';
import { ask, askOne, type Sim } from '../sim.ts';
import { expectRefusal } from './insist.ts';

// Strangers, who have no account's secret.

/** A stranger's body: that a payment was paid. */
function claimOf(sim: Sim, chance: Stream, { paymentId, parentId }: Given) {
  const { provider } = sim.banks.of(parentId);
  const { amount } = provider.requestOf(parentId);
  const claims = { reference: paymentId, parentId, status: 'succeeded', at: sim.scheduler.now(), amount } as const;
  return provider.claimed(claims, `claimed-${chance.uuid()}`);
}

/** Says that a payment was paid, with a signature that is none of this account's for these bytes, now. */
export async function forge(sim: Sim, chance: Stream, given: Given): Promise<void> {
  const { provider, credentialsOf: present } = sim.banks.of(given.parentId);
  const holder = chance.pick([PLATFORM, GYMS[0]]);
  const channel = channelOf(provider.name, holder);
  const claim = claimOf(sim, chance, given);
  const genuine = provider.signed(provider.reported(given.parentId, `genuine-${chance.uuid()}`), present(holder));
  const late = new Date(genuine.receivedAt.getTime() + TOO_LATE_MS);
  const delivery = chance.pick<Delivery>([
    provider.forged(claim),
    provider.signed(claim, present('a stranger')),
    provider.signed(claim, present(GYMS[1])),
    { ...genuine, body: Buffer.from(JSON.stringify(claim)) },
    { ...provider.signed(claim, present(holder)), receivedAt: late },
  ]);
  const received = await ask(sim, chance, (app) => app.receiveNotification(channel, delivery)).catch(() => null);
  const isHint = holder !== PLATFORM && sim.gyms.signature === 'advisory';
  if (received !== null && !isHint) sim.fail('N4', 'a forged webhook was taken');
}

const TOO_LATE_MS = 172_800_000;

/** What came of a stranger's webhook; null when it was refused, or found no answer. */
function brought(sim: Sim, what: string, received: Promise<Received>): Promise<Received | null> {
  return received.catch((error: unknown) => {
    expectRefusal(sim, what, error);
    return null;
  });
}

/** Sends a gym, or another one, a webhook that has no signature, or a wrong one. */
export async function hint(sim: Sim, chance: Stream, given: Given): Promise<void> {
  const { provider } = sim.banks.of(given.parentId);
  const body = chance.isLucky(0.6)
    ? claimOf(sim, chance, given)
    : provider.reported(given.parentId, `hint-${chance.uuid()}`);
  const delivery = chance.isLucky(0.5) ? provider.unsigned(body) : provider.forged(body);
  const channel = { kind: 'gym', slug: chance.pick(GYMS) } as const;
  sim.story.write('stranger', () => `a hint to ${channel.slug}: ${JSON.stringify(body)}`);
  const asked = ask(sim, chance, (app) => app.receiveNotification(channel, delivery));
  const received = await brought(sim, 'a hint', asked);
  if (received !== null && received.status !== 'ignored') sim.ledger.seen.add('a hint was followed');
}

/** Sends one process more hints than it follows, each about another payment that is none. */
export async function flood(sim: Sim, chance: Stream, given: Given): Promise<void> {
  const { provider } = sim.banks.of(given.parentId);
  const alive = sim.replicas().filter((one) => one.isAlive());
  if (alive.length === 0) return;
  const replica = chance.pick(alive);
  const beganMs = sim.scheduler.nowMs();
  const hints = Array.from({ length: FLOOD }, () => provider.unsigned(provider.reported(`parent-${chance.uuid()}`)));
  const channel = { kind: 'gym', slug: GYMS[0] } as const;
  const asked = hints.map((one) => askOne(replica, chance, (app) => app.receiveNotification(channel, one)));
  const received = await Promise.all(asked.map((one) => brought(sim, 'one of many hints', one)));
  const followed = received.filter((one) => one !== null).length;
  const isLong = sim.scheduler.nowMs() - beganMs > WINDOW_MS;
  if (sim.gyms.signature !== 'advisory' || isLong) return;
  if (followed > 2 * MOST_FOLLOWED) sim.fail('N4', `${followed} hints were followed at once`);
  if (followed > 0 && followed < FLOOD) sim.ledger.seen.add('hints were too many');
}

const FLOOD = 25;
/** Of one gym in a minute, wherever that begins. */
const MOST_FOLLOWED = 10;
const WINDOW_MS = 60_000;
