import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../domain/error.ts';

/** More than any contention that was measured needs. */
const ATTEMPTS = 50;
const LONGEST_PAUSE_MS = 20;

/** A unique key was given to another row meanwhile, a guard refused a row that has changed, a deadlock, a serialization failure. */
const CAME_SECOND = /^(?:23505|23000|40P01|40001)$/;

/**
 * Loads, decides and commits until a commit takes effect. `attempt` answers null when its commit wrote nothing because
 * another one came first; all that it decided on may have changed then.
 * @throws DomainError `store_unavailable` after too many attempts; the last error when the database refused them all.
 */
export async function decideAndCommit<Answer extends object>(attempt: () => Promise<Answer | null>): Promise<Answer> {
  let refusal: unknown;
  for (let made = 1; made <= ATTEMPTS; made += 1) {
    try {
      const answer = await attempt();
      if (answer !== null) return answer;
    } catch (error) {
      if (!cameSecond(error)) throw error;
      refusal = error;
    }
    await sleep(Math.random() * Math.min(2 ** made, LONGEST_PAUSE_MS));
  }
  throw refusal ?? new DomainError('store_unavailable', 'Too many requests at once', { retryAfterSeconds: 1 });
}

function cameSecond(error: unknown): boolean {
  return error instanceof Error && CAME_SECOND.test(String((error as { code?: unknown }).code));
}
