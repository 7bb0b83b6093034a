import { chanceOf } from '../../domain/contention.ts';
import { afterTry, type EndedTry, healthAfter } from '../../domain/event/delivery.ts';
import type { DueDelivery, Receiver, TryEnd, TryEnded } from '../../ports/store/event-deliveries.ts';
import type { Message, Sent } from '../../ports/subscribers.ts';
import type { Context } from '../context.ts';
import { signingSecrets } from '../endpoints/secrets.ts';
import { reasonOf } from '../failure.ts';
import { tryUntil } from '../keep-trying.ts';

/** Longer than a try may take, by the time that the database may be away at its end. */
export const TRY_LEASE_MS = 20_000;

/** An endpoint changes while a try of it ends: seldom once, hardly twice. */
const MOST_DECISIONS = 5;

/** A try that has ended, with all that is kept of it. */
export type MadeTry = Sent & EndedTry;

type Content = Pick<Message, 'id' | 'body'>;

/** Sends once. An endpoint that can't be sent to, since its secret can't be read, is a failed try. */
export async function sendOnce(context: Context, endpoint: Receiver, { id, body }: Content): Promise<MadeTry> {
  const { subscribers, world } = context;
  const at = world.now();
  const sent = await messageOf(context, endpoint, at).then(
    (message) => subscribers.send({ ...message, id, body }),
    (error: unknown) => unsent(context, endpoint, error),
  );
  const isDelivered = sent.error === null;
  world.measure.eventTry(isDelivered ? 'succeeded' : 'failed');
  return { ...sent, isDelivered, at };
}

async function messageOf(context: Context, endpoint: Receiver, at: Date): Promise<Omit<Message, 'id' | 'body'>> {
  return { url: endpoint.url, at, secrets: signingSecrets(context, endpoint, at) };
}

function unsent({ world }: Context, { id }: Receiver, error: unknown): Sent {
  world.log.error({ endpointId: id, reason: reasonOf(error) }, 'an endpoint can not be sent to');
  const nothing = { responseStatus: null, responseBody: null, retryAfterMs: null };
  return { ...nothing, error: "The endpoint's secret can not be read", durationMs: 0 };
}

/**
 * Tries a delivery, and keeps what it came to; returns the wait until the next try, in milliseconds. It never throws: what
 * can't be kept is tried again after the lease.
 */
export async function tryDelivery(context: Context, due: DueDelivery, untilMs: number): Promise<number | null> {
  const { world } = context;
  const about = { eventId: due.event.id, endpointId: due.endpoint.id, tries: due.tries + 1 };
  try {
    const made = await sendOnce(context, due.endpoint, due.event);
    const { ended, waitMs } = await endTry(context, due, made, untilMs);
    if (ended !== 'ended') world.log.warn({ ...about, ended }, 'a try was not kept: the event may be sent again');
    else if (!made.isDelivered) world.log.info({ ...about, reason: made.error }, 'an event was not delivered');
    return waitMs;
  } catch (error) {
    world.log.error({ ...about, reason: reasonOf(error) }, 'a try could not be kept: the event may be sent again');
    return null;
  }
}

type Kept = { readonly ended: TryEnded; readonly waitMs: number | null };

/** Decides on the endpoint as it was taken, and again if it has changed since. */
async function endTry(context: Context, due: DueDelivery, made: MadeTry, untilMs: number): Promise<Kept> {
  const { store, world } = context;
  const chance = chanceOf(world.newId());
  let endpoint: Receiver | null = due.endpoint;
  for (let decisions = 0; endpoint !== null && decisions < MOST_DECISIONS; decisions += 1) {
    const end = decide(endpoint, made, due.tries + 1, chance);
    const ended = await tryUntil(context, untilMs, () => store.endTry(due, end));
    if (ended !== 'changed') return { ended, waitMs: end.next.waitMs };
    endpoint = await tryUntil(context, untilMs, () => store.findEndpoint(due.endpoint.id));
  }
  return { ended: endpoint === null ? 'lost' : 'changed', waitMs: null };
}

function decide(known: Receiver, made: MadeTry, tries: number, chance: number): TryEnd {
  const { responseStatus, responseBody, error, durationMs, isDelivered, retryAfterMs, at } = made;
  const ended: EndedTry = { isDelivered, responseStatus, retryAfterMs, at };
  const next = healthAfter(known, ended);
  return {
    made: { ...ended, responseBody, error, durationMs },
    next: afterTry(ended, { tries, chance, endpoint: next }),
    endpoint: { known, next },
  };
}
