import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, vi } from 'vitest';
import { migrate } from '../../src/adapters/store/index.ts';
import { createDatabase } from '../adapters/store/postgres/create-database.ts';
import { aCheckout, anOrder } from './ledger.ts';
import { onOwnServer, startOwnServer } from './own-server.ts';
import { finish, keep, notifyAgain, type Run, untilNothingContradicts } from './recovery.ts';
import { startRig } from './rig.ts';
import { anHourPasses } from './time.ts';

const MEMBERS = 6;
/** Paid, over, being worked on, come back: while the database is away, 503. */
const ALLOWED = [200, 201, 400, 409, 502, 503];

onOwnServer(
  'K1, a database that crashes under load is waited for, and nothing acknowledged is lost',
  async (_, programs) => {
    const server = await startOwnServer(programs);
    onTestFinished(server.remove);
    const database = await createDatabase(server.url);
    await migrate(database.url);
    const rig = await startRig({ databaseUrl: database.url, settings: { PROVIDER_TIMEOUT_MS: '1000' } });
    onTestFinished(rig.stop);
    const pid = rig.service.pid();
    expect(await rig.api.putGym()).toMatchObject({ status: 201 });
    const run: Run = { wishes: [], handed: [], acts: new Map() };
    const statuses = new Set<number>();
    let isOver = false;

    const members = Promise.all(Array.from({ length: MEMBERS }, (_each, at) => beAMember(at)));
    await untilServed(20);
    await server.restart();
    await untilServed(20);
    await server.stop();
    const words = await Promise.all(['/ready', '/api/v1/payments/00000000-0000-4000-8000-000000000000'].map(askRaw));
    await server.start();
    await untilServed(20);
    isOver = true;
    await members;
    const acknowledged = run.handed.flatMap(({ paymentId }) => paymentId ?? []);
    await anHourPasses(database);
    for (const wish of run.wishes) await finish(run, rig, database, wish);
    await notifyAgain(rig);

    expect(words).toEqual([
      { status: 503, retryAfter: expect.stringMatching(/^\d+$/) },
      { status: 503, retryAfter: expect.stringMatching(/^\d+$/) },
    ]);
    expect([...statuses].filter((status) => !ALLOWED.includes(status))).toEqual([]);
    expect(statuses).toContain(503);
    expect({ pid: rig.service.pid(), isRunning: rig.service.isRunning() }).toEqual({ pid, isRunning: true });
    await untilNothingContradicts(run, rig, database);
    for (const id of acknowledged) expect(await rig.api.payment(id)).toMatchObject({ status: 200 });

    async function beAMember(at: number): Promise<void> {
      while (!isOver) {
        const wish = at % 2 === 0 ? anOrder('stripe') : aCheckout();
        const prepared = await wish.prepare?.(rig.api);
        if (prepared !== undefined) statuses.add(prepared.status);
        if (prepared !== undefined && prepared.status !== 201) continue;
        run.wishes.push(wish);
        const reply = await wish.ask(rig.api);
        statuses.add(reply.status);
        const given = keep(run, wish, reply);
        if (given === null) continue;
        const { status } = await rig.sandbox('POST', `/sandbox/payments/${given.parentId}/succeed`);
        if (status === 200) run.acts.set(given.parentId, 'succeed');
      }
    }

    /** It works again when members get what they ask for again. */
    async function untilServed(more: number): Promise<void> {
      const enough = run.handed.length + more;
      await vi.waitUntil(() => run.handed.length >= enough, { timeout: 60_000, interval: 20 });
      await sleep(50);
    }

    async function askRaw(path: string) {
      const answer = await fetch(rig.service.url + path, { headers: rig.api.office });
      await answer.body?.cancel();
      return { status: answer.status, retryAfter: answer.headers.get('retry-after') };
    }
  },
);
