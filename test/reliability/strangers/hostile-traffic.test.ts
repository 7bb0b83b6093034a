import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { type Rig, startRig } from '../rig.ts';

const ROUNDS = 4;
const INTENTS = 40;
const CONNECTIONS = 4;
/** How much longer an intent takes in the median. The longest are only printed: strangers use the service's processors here. */
const MOST_TIMES_QUIET = 3;

onServer('Strangers who send webhooks as fast as they are refused', (database) => {
  let rig: Rig;
  beforeAll(async () => {
    // The limit of webhooks is the default; one user opens all the intents, which would be over the limit of a client.
    rig = await startRig({ databaseUrl: database().url, settings: { RATE_LIMIT_WEBHOOK_MAX: '1000' } });
    await opened(await orders());
  });
  afterAll(() => rig.stop());

  test('Strangers who send webhooks as fast as they are refused are all refused, while every intent is opened in less than three times the time', async () => {
    const [quiet, beside]: [number[], number[]] = [[], []];
    const answers = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const [first, second] = [await orders(), await orders()];
      quiet.push(...(await opened(first)));
      const strangers = send();
      await once(strangers, 'message');
      beside.push(...(await opened(second)));
      for (const [answer, count] of Object.entries(await stopped(strangers)))
        answers.set(answer, (answers.get(answer) ?? 0) + count);
    }

    const [p50, p99] = [0.5, 0.99].map((share) => [quantile(quiet, share), quantile(beside, share)] as const);
    const reported = (of = [0, 0] as readonly [number, number]) => of.map((ms) => ms.toFixed(1)).join(' and ');
    console.info(`an intent, quiet and beside strangers: p50 ${reported(p50)} ms, p99 ${reported(p99)} ms`);
    console.info('answers to the strangers:', Object.fromEntries(answers));
    expect(quantile(beside, 0.5)).toBeLessThan(MOST_TIMES_QUIET * quantile(quiet, 0.5));
    expect(['400', '401', '429', '503', 'closed']).toEqual(expect.arrayContaining([...answers.keys()]));
  });

  async function orders(): Promise<readonly string[]> {
    const ids = Array.from({ length: INTENTS }, () => randomUUID());
    for (const id of ids) await rig.api.putOrder(id);
    return ids;
  }

  /** Milliseconds of each, one after the other. */
  async function opened(ids: readonly string[]): Promise<number[]> {
    const times: number[] = [];
    for (const order of ids) {
      const begun = performance.now();
      expect(await rig.api.intent(order)).toMatchObject({ status: 201 });
      times.push(performance.now() - begun);
    }
    return times;
  }

  function send(): ChildProcess {
    const url = `${rig.service.url}/api/v1/payments/webhook`;
    return fork(join(import.meta.dirname, 'strangers.ts'), [url, String(CONNECTIONS)], { execArgv: [] });
  }

  async function stopped(strangers: ChildProcess): Promise<Readonly<Record<string, number>>> {
    const answered = once(strangers, 'message');
    strangers.send('stop');
    const [answers] = (await answered) as [Readonly<Record<string, number>>];
    return answers;
  }
});

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}
