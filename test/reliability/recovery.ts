import { expect, vi } from 'vitest';
import type { ServerDatabase } from '../adapters/store/postgres/create-database.ts';
import {
  type Act,
  type Contradiction,
  contradictions,
  type HandedOver,
  handedOver,
  type PaymentRow,
  type Wish,
} from './ledger.ts';
import type { Reply, Rig } from './rig.ts';
import { anHourPasses, isDue } from './time.ts';

type Database = Pick<ServerDatabase, 'query'>;
/** A run: what members asked for, what they were given, and what they did with it. */
export type Run = {
  readonly wishes: Wish[];
  readonly handed: HandedOver[];
  /** The last act that the provider took, by its object's id. */
  readonly acts: Map<string, Act>;
};

const PATIENCE = 20;

/** Remembers what an answer handed over; null when it was nothing. */
export function keep(run: Run, wish: Wish, reply: Reply): HandedOver | null {
  const given = handedOver(wish, reply);
  if (given !== null) run.handed.push(given);
  return given;
}

/** Asks as a caller who doesn't give up: on a busy machine a call may be late without any fault. */
export async function finish(run: Run, rig: Rig, database: Database, wish: Wish): Promise<void> {
  let reply = await wish.ask(rig.api);
  for (let tries = 1; reply.status === 502 && tries < PATIENCE; tries += 1) {
    await anHourPasses(database);
    reply = await wish.ask(rig.api);
  }
  // Paid, or over: there is nothing left to hand over.
  expect([200, 201, 400, 409], `${wish.name}: ${JSON.stringify(reply.body)}`).toContain(reply.status);
  keep(run, wish, reply);
}

/** A provider sends again what was not taken; what was lost on its way it doesn't know of. */
export async function notifyAgain({ webhooks, sandbox }: Rig): Promise<void> {
  for (const { id, status_code, attempts } of await webhooks())
    if (attempts > 0 && status_code !== 200) await sandbox('POST', `/sandbox/webhooks/${id}/send`);
}

/** Lets the schedule look, as often as it needs, at what the provider contradicts; then nothing may be left. */
export async function untilNothingContradicts(run: Run, rig: Rig, database: Database): Promise<void> {
  await vi.waitFor(
    async () => {
      const wrong = await whatIsWrong(run, rig, database);
      const paymentIds = wrong.flatMap(({ paymentId }) => paymentId ?? []);
      await isDue(database, paymentIds);
      expect(wrong).toEqual([]);
    },
    { timeout: 60_000, interval: 1_000 },
  );
}

async function whatIsWrong({ handed, acts }: Run, rig: Rig, database: Database): Promise<readonly Contradiction[]> {
  const payments = await database.query<PaymentRow>('SELECT id, parent_id, status FROM payments');
  return contradictions({ payments, payables: await rig.payables(), handed, acts });
}
