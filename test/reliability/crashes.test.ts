import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { chanceOf, seedOf } from '../seeded.ts';
import { atOnce } from './at-once.ts';
import { aCheckout, anOrder } from './ledger.ts';
import type { Service } from './processes.ts';
import { finish, keep, notifyAgain, type Run, untilNothingContradicts } from './recovery.ts';
import { apiOf, type Reply, type Rig, startRig } from './rig.ts';
import { anHourPasses } from './time.ts';

const KILLS = 50;
const MEMBERS = 8;
/** A process dies when so many were given what they asked for since it was ready, or that late; a little later by chance. */
const SERVED = 3;
const LIFE_MS = 3_000;
const CHANCE_MS = 200;

onServer('E2 and N2, kill -9 at any moment', (database) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ databaseUrl: database().url, replicas: 2, settings: { PROVIDER_TIMEOUT_MS: '500' } });
    expect(await rig.api.putGym()).toMatchObject({ status: 201 });
  });
  afterAll(() => rig.stop());

  test(`${KILLS} kills of two replicas lose no acknowledged answer and no webhook, and double nothing`, async () => {
    const seed = seedOf(`${KILLS} kills`);
    const [membersChance, killersChance] = [chanceOf(seed), chanceOf(seed + 1)];
    const run: Run = { wishes: [], handed: [], acts: new Map() };
    const { wishes, handed, acts } = run;
    let unanswered = 0;
    let kills = 0;
    // So that some die between a provider's effect and our commit.
    await rig.switchOn({ fault: 'slow', probability: 0.3, seed, ms: 60 });

    const killing = Promise.all(rig.services.map(keepKilling));
    const members = Promise.all(Array.from({ length: MEMBERS }, beAMember));
    await killing;
    await members;
    await rig.switchAllOff();
    await anHourPasses(database());
    const acknowledged = handed.flatMap(({ paymentId }) => paymentId ?? []);
    await atOnce(wishes.map((wish) => () => finish(run, rig, database(), wish)));
    await notifyAgain(rig);

    console.info(`${kills} kills, ${unanswered} died with their process, ${wishes.length} wishes, ${acts.size} paid`);
    expect(kills).toBe(KILLS);
    expect(unanswered).toBeGreaterThan(0);
    expect(handed.length).toBeGreaterThan(KILLS);
    await untilNothingContradicts(run, rig, database());
    for (const id of acknowledged)
      expect(await rig.api.payment(id)).toMatchObject({ status: 200, body: { data: { id } } });
    expect(await brokenRules()).toEqual([]);
    expect(await lostWebhooks()).toEqual([]);

    async function keepKilling(service: Service): Promise<void> {
      while (kills < KILLS) {
        const [served, dueAt] = [handed.length + SERVED, Date.now() + LIFE_MS];
        while (handed.length < served && Date.now() < dueAt) await sleep(5);
        await sleep(killersChance.below(CHANCE_MS));
        if (kills++ >= KILLS) break;
        expect((await service.end('SIGKILL')).signal).toBe('SIGKILL');
        await service.start();
      }
      kills = Math.min(kills, KILLS);
    }

    async function beAMember(): Promise<void> {
      while (kills < KILLS) {
        const wish = membersChance.pick([() => anOrder('stripe'), () => anOrder('mercadopago'), aCheckout])();
        if (wish.prepare !== null && (await insist(wish.prepare)).status !== 201) continue;
        wishes.push(wish);
        const given = keep(run, wish, await insist(wish.ask));
        if (given === null || membersChance.below(3) === 0) continue;
        const how = membersChance.pick(['succeed', 'succeed', 'fail'] as const);
        const { status } = await rig.sandbox('POST', `/sandbox/payments/${given.parentId}/${how}`);
        if (status === 200) acts.set(given.parentId, how);
      }
    }

    /** Asks a replica, and another one when that dies; not for ever: a killed opening has no process for a minute. */
    async function insist(ask: (api: ReturnType<typeof apiOf>) => Promise<Reply>): Promise<Reply> {
      for (let tries = 0; ; tries += 1) {
        const service = rig.services[tries % rig.services.length] as Service;
        const reply = await ask(apiOf(service.url));
        // Refused, no replica was there; else one died while it was at it.
        if (reply.status === 0 && reply.body['code'] !== 'ECONNREFUSED') unanswered += 1;
        if (reply.status !== 0 || kills >= KILLS) return reply;
        await sleep(50);
      }
    }
  });

  /** What no row may show, whatever was killed. */
  async function brokenRules(): Promise<unknown[]> {
    return database().query(`
      SELECT 'two open payments of one order' AS rule, order_id::text AS subject FROM payments
       WHERE status IN ('pending', 'processing', 'failed') AND order_id IS NOT NULL
       GROUP BY order_id HAVING count(*) > 1
      UNION ALL
      SELECT 'a paid order with an open payment', o.id::text FROM orders o JOIN payments p ON p.order_id = o.id
       WHERE o.status = 'paid' AND p.status IN ('pending', 'processing', 'failed')
      UNION ALL
      SELECT 'a success that its order does not know', p.id::text FROM payments p JOIN orders o ON o.id = p.order_id
       WHERE p.status = 'succeeded' AND o.status <> 'paid'
      UNION ALL
      SELECT 'a status without its history', p.id::text FROM payments p
       WHERE p.status <> coalesce((SELECT to_status FROM payment_transitions t
                                    WHERE t.payment_id = p.id ORDER BY seq DESC LIMIT 1), 'pending')
      UNION ALL
      SELECT 'a history with a gap', payment_id::text FROM payment_transitions
       GROUP BY payment_id HAVING max(seq) <> count(*)
      UNION ALL
      SELECT 'an anomaly without a cause', payment_id::text || kind FROM payment_anomalies`);
  }

  /** Webhooks that were answered 200, and left nothing behind. */
  async function lostWebhooks(): Promise<string[]> {
    const kept = new Set(
      (await database().query<{ event_id: string }>('SELECT event_id FROM deliveries')).map(({ event_id }) => event_id),
    );
    const taken = (await rig.webhooks()).filter(({ status_code }) => status_code === 200);
    expect(taken.length).toBeGreaterThan(0);
    return taken.filter(({ id, subject }) => !kept.has(id) && !kept.has(subject)).map(({ id }) => id);
  }
});
