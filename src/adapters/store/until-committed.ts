import { setTimeout as sleep } from 'node:timers/promises';
import { MOST_TRIES, pauseMs, tooManyAtOnce } from '../../domain/contention.ts';

/**
 * Repeats what loads, decides and commits until its commit takes effect, for gyms, links and idempotency keys: their decisions
 * are made within one method of the store. (Decisions on a purchase come from the app, with its webhook, its events and a
 * turn in its queue: src/app/decide-and-commit.ts.) `attempt` answers null when its commit wrote nothing because another
 * one came first; all that it decided on may have changed then.
 * @throws DomainError `store_unavailable` after too many tries; the last error when the database refused them all.
 */
export async function untilCommitted<Answer extends object>(attempt: () => Promise<Answer | null>): Promise<Answer> {
  let refusal: unknown;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    try {
      const answer = await attempt();
      if (answer !== null) return answer;
    } catch (error) {
      if (!cameSecond(error)) throw error;
      refusal = error;
    }
    await sleep(pauseMs(tries, Math.random()));
  }
  throw refusal ?? tooManyAtOnce();
}

/**
 * A deadlock, a serialization failure, or another gym got the account's id since it was looked up: its guard says so, or, of
 * two inserts at once, the second key with the id (ON CONFLICT waits at the first alone). Any other error is a bug.
 */
const CAME_SECOND = ['40P01', '40001', '23000 accounts_are_fixed', '23505 accounts_id_provider_key'];

function cameSecond(error: unknown): boolean {
  const { code, constraint } = Object(error) as { code?: unknown; constraint?: unknown };
  return CAME_SECOND.includes(String(code)) || CAME_SECOND.includes(`${code} ${constraint}`);
}
