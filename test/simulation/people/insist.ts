import type { App } from '../../../src/app/app.ts';
import { DomainError, type ErrorCode } from '../../../src/domain/error.ts';
import type { Stream } from '../chance.ts';
import { ask, ConnectionLost, type Sim } from '../sim.ts';

/** Asking again makes sense after these. */
const FOR_NOW: readonly ErrorCode[] = ['provider_unavailable', 'store_unavailable', 'operation_running'];
const PAUSES_MS = [50, 200, 1_000, 5_000, 30_000, 120_000] as const;

export type Asking = { readonly sim: Sim; readonly chance: Stream; readonly what: string };

/** Asks until there is an answer, as a client does that is patient, but not for ever; null when there is none. */
export async function insist<T>({ sim, chance, what }: Asking, work: (app: App) => Promise<T>): Promise<T | null> {
  for (let tries = 1; tries <= 6; tries += 1) {
    try {
      const answer = await ask(sim, chance, work);
      sim.story.write('client', () => `${what}: answered ${JSON.stringify(answer)}`);
      return answer;
    } catch (error) {
      expectRefusal(sim, what, error);
      if (!isWorthIt(error)) return null;
    }
    await passes(sim, chance, chance.pick(PAUSES_MS));
  }
  return null;
}

/** Whatever else is thrown is a bug. */
export function expectRefusal(sim: Sim, what: string, error: unknown): void {
  sim.story.write('client', () => `${what}: ${error instanceof DomainError ? error.code : error}`);
  if (!(error instanceof DomainError || error instanceof ConnectionLost))
    sim.fail('bug', `${what}: ${error instanceof Error ? error.stack : error}`);
}

function isWorthIt(error: unknown): boolean {
  return error instanceof ConnectionLost || (error instanceof DomainError && FOR_NOW.includes(error.code));
}

/** Time that passes for a person: no process has to live for it. */
export function passes({ scheduler }: Sim, chance: Stream, ms: number): Promise<void> {
  return new Promise((resolve) => scheduler.at(scheduler.nowMs() + ms, chance.fraction(), resolve));
}

type Use = { readonly userId: string; readonly key: string };

/** Does something under an idempotency key, as the HTTP API does. `work` is given the id of what the key began. */
export async function keyed(app: App, { userId, key }: Use, work: (id: string) => Promise<string>) {
  const begun = await app.beginOperation({ userId, path: '/', key, bodyHash: key });
  if (begun.kind === 'answered') return begun.answer;
  const { operation } = begun;
  let answer: string;
  try {
    answer = await work(operation.id);
  } catch (error) {
    await app.leaveOperation(operation, isRefusal(error) ? 'refused' : 'failed');
    throw error;
  }
  await app.answerOperation(operation, answer);
  return answer;
}

/** What the API answers with a status below 500. */
function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && !FOR_NOW.slice(0, 2).includes(error.code);
}
