import { chanceOf } from '../domain/contention.ts';
import { DomainError } from '../domain/error.ts';
import type { Context } from './context.ts';
import { reasonOf } from './failure.ts';

/** Between two tries, in milliseconds: doubled each time, and anything from half of it on, so that callers spread. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** When a lease ends that is taken now, on our own clock. */
export function leaseEnd({ world, settings }: Context): number {
  return world.now().getTime() + settings.leaseMs;
}

/** A process that stood still must not send a call that another process may have sent meanwhile. */
export function isTooLate({ world, settings }: Context, untilMs: number): boolean {
  return world.now().getTime() + settings.providerTimeoutMs > untilMs;
}

/**
 * Commits what a provider has answered, which is lost otherwise until the lease is over. While the database is away it is
 * tried again until `untilMs` (`leaseEnd`): no other process may act before that. The caller waits as long as for a provider's
 * answer; after that the tries go on in the background (`drain`). What is committed has to be the same when it is
 * committed twice: an answer of the database may be lost, too.
 * @throws DomainError `store_unavailable` when the database stayed away for longer than the caller waits; at once whatever
 * else the commit throws.
 */
export async function keepTrying<T>(context: Context, untilMs: number, commit: () => Promise<T>): Promise<T> {
  const { world, settings, background } = context;
  const patienceMs = Math.min(untilMs, world.now().getTime() + settings.providerTimeoutMs);
  try {
    return await tryUntil(context, patienceMs, commit);
  } catch (error) {
    if (isUnavailable(error)) background.run(() => goOn(context, untilMs, commit));
    throw error;
  }
}

/** No caller waits for it: the one that asked has an answer by now. */
async function goOn(context: Context, untilMs: number, commit: () => Promise<unknown>): Promise<void> {
  const { log } = context.world;
  try {
    await tryUntil(context, untilMs, commit);
    log.info({}, "a provider's answer was committed late");
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "a provider's answer was not committed: the provider will be asked again");
  }
}

/** Commits, again and again while the database is away. @throws the last failure when `untilMs` comes, any other at once */
export async function tryUntil<T>(
  { world }: Pick<Context, 'world'>,
  untilMs: number,
  commit: () => Promise<T>,
): Promise<T> {
  for (let longestMs = FIRST_PAUSE_MS; ; longestMs = Math.min(2 * longestMs, LONGEST_PAUSE_MS)) {
    const pauseMs = longestMs * (0.5 + chanceOf(world.newId()) / 2);
    try {
      return await commit();
    } catch (error) {
      if (!isUnavailable(error) || world.now().getTime() + pauseMs >= untilMs) throw error;
    }
    await world.sleep(pauseMs);
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'store_unavailable';
}
