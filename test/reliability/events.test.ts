import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ServerDatabase } from '../adapters/store/postgres/create-database.ts';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { chanceOf, seedOf } from '../seeded.ts';
import { dataOf } from '../service/support/platform.ts';
import { atOnce } from './at-once.ts';
import type { Service } from './processes.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { apiOf, type Rig, startRig } from './rig.ts';

const EVENTS = 500;
const MAX_P99_MS = 1_000;
const KILLS = 12;
const MEMBERS = 6;
/** How long a process lives at least, once it is ready. */
const LIFE_MS = 1_200;

onServer('outgoing events', (database) => {
  let rig: Rig;
  let receivers: Receiver[];
  beforeAll(async () => {
    rig = await startRig({ databaseUrl: database().url, replicas: 2, settings: { PROVIDER_TIMEOUT_MS: '500' } });
  });
  afterAll(async () => {
    await rig.stop();
    await Promise.all(receivers.map((receiver) => receiver.stop()));
  });

  async function anEndpoint(): Promise<Receiver> {
    const receiver = await startReceiver();
    receivers = [...(receivers ?? []), receiver];
    const { secret } = dataOf(await rig.api.putEndpoint({ url: receiver.url }));
    receiver.verifyWith(String(secret));
    return receiver;
  }

  test(`of ${EVENTS} changes by two replicas a healthy receiver has the event within a second, while another one hangs`, async () => {
    const [healthy, hanging] = [await anEndpoint(), await anEndpoint()];
    hanging.answer(() => false);
    // What is loaded and compiled first is no event's fault.
    await atOnce(Array.from({ length: 20 }, () => () => open(rig.api)));
    await vi.waitFor(() => expect(healthy.accepted.length).toBeGreaterThanOrEqual(20), { timeout: 10_000 });
    const before = healthy.accepted.length;

    await inTurn(Array.from({ length: EVENTS }, (_, index) => () => open(rig.apis[index % 2] ?? rig.api)));
    await vi.waitFor(() => expect(healthy.accepted).toHaveLength(before + EVENTS), { timeout: 30_000 });

    const waits = healthy.accepted
      .slice(before)
      .map(({ afterMs }) => afterMs)
      .toSorted((a, b) => a - b);
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => waits[Math.ceil(share * waits.length) - 1] ?? 0);
    console.info(`${EVENTS} events, one receiver hangs: p50 ${p50} ms, p99 ${p99} ms, most ${most} ms`);
    expect(p99).toBeLessThan(MAX_P99_MS);
    expect(healthy.unverified()).toBe(0);
    expect(new Set(healthy.accepted.map(({ id }) => id)).size).toBe(healthy.accepted.length);
    expect(hanging.accepted).toEqual([]);
    hanging.answer((response) => {
      response.writeHead(410).end();
      return false;
    });
  });

  test(`${KILLS} kills of two replicas lose no event, leave no gap, and send each of them, whatever receivers do`, async () => {
    const seed = seedOf(`${KILLS} kills, with receivers that fail at random`);
    const [chance, killersChance] = [chanceOf(seed), chanceOf(seed + 1)];
    const receiver = await anEndpoint();
    receiver.answer((response) => {
      const luck = chance.below(10);
      if (luck < 5) response.writeHead(200).end('{}');
      else if (luck < 7) response.writeHead(500).end();
      else response.destroy();
      return luck < 5;
    });
    let kills = 0;
    let opened = 0;

    await Promise.all([...rig.services.map(keepKilling), ...Array.from({ length: MEMBERS }, beAMember)]);
    receiver.answer((response) => {
      response.writeHead(200).end();
      return true;
    });
    await vi.waitFor(
      async () => {
        await allIsDue(database());
        expect(await waiting(database(), receiver)).toBe(0);
      },
      { timeout: 60_000, interval: 500 },
    );

    const [{ events, tries } = { events: 0, tries: 0 }] = await countsOf(database(), receiver);
    console.info(`${kills} kills, ${opened} payments opened, ${events} events, ${tries} tries kept`);
    expect(opened).toBeGreaterThan(KILLS);
    expect(await brokenRules(database())).toEqual([]);
    const accepted = new Set(receiver.accepted.map(({ id }) => id));
    const sent = await deliveriesOf(database(), receiver);
    expect(sent.filter(({ status, id }) => status !== 'succeeded' || !accepted.has(id))).toEqual([]);
    expect(receiver.unverified()).toBe(0);

    async function keepKilling(service: Service): Promise<void> {
      while (kills < KILLS) {
        await sleep(LIFE_MS + killersChance.below(500));
        if (kills >= KILLS) break;
        kills += 1;
        await service.end('SIGKILL');
        await service.start();
      }
    }

    async function beAMember(): Promise<void> {
      for (let turn = 0; kills < KILLS; turn += 1) {
        const service = rig.services[(turn + chance.below(2)) % 2] as Service;
        const parentId = await open(apiOf(service.url));
        if (parentId === null) continue;
        opened += 1;
        const how = chance.pick(['succeed', 'fail', 'succeed'] as const);
        await rig.sandbox('POST', `/sandbox/payments/${parentId}/${how}`);
      }
    }
  });
});

/** A payment is opened; what it is called at its provider, null when no answer came. */
async function open(api: ReturnType<typeof apiOf>): Promise<string | null> {
  const id = randomUUID();
  if ((await api.putOrder(id)).status !== 201) return null;
  const reply = await api.intent(id);
  return reply.status === 201 ? (String(dataOf(reply)['client_secret']).split('_secret_')[0] ?? null) : null;
}

/** As steady traffic: a burst of all at once measures the queue of requests. */
async function inTurn(work: readonly (() => Promise<unknown>)[]): Promise<void> {
  const queue = [...work];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next();
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

type Database = Pick<ServerDatabase, 'query'>;

/** What waits for its next try, and what was held by a process that is dead. */
async function allIsDue({ query }: Database): Promise<void> {
  await query(`UPDATE event_deliveries SET due_at = clock_timestamp()
                WHERE status = 'pending' AND lease_token IS NULL AND due_at > clock_timestamp()`);
}

async function waiting({ query }: Database, { url }: Receiver): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::integer FROM event_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
      WHERE e.url = $1 AND d.status = 'pending'`,
    [url],
  );
  return row?.count ?? -1;
}

async function deliveriesOf({ query }: Database, { url }: Receiver) {
  return query<{ id: string; status: string }>(
    `SELECT d.event_id AS id, d.status FROM event_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
      WHERE e.url = $1`,
    [url],
  );
}

async function countsOf({ query }: Database, { url }: Receiver) {
  return query<{ events: number; tries: number }>(
    `SELECT count(*)::integer AS events, coalesce(sum(d.tries), 0)::integer AS tries
       FROM event_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id WHERE e.url = $1`,
    [url],
  );
}

/** What no row may show, whatever was killed: each change has exactly one event. */
async function brokenRules({ query }: Database): Promise<unknown[]> {
  return query(`
    SELECT 'a gap in a sequence' AS rule, payment_id::text AS subject FROM events WHERE sequence IS NOT NULL
     GROUP BY payment_id HAVING max(sequence) <> count(*) OR min(sequence) <> 1
    UNION ALL
    SELECT 'a payment without exactly one payment.created', p.id::text FROM payments p
     WHERE (SELECT count(*) FROM events x WHERE x.payment_id = p.id AND x.type = 'payment.created') <> 1
    UNION ALL
    SELECT 'an end without exactly one event', p.id::text FROM payments p, (VALUES ('succeeded'), ('cancelled')) s (word)
     WHERE (SELECT count(*) FROM events x WHERE x.payment_id = p.id AND x.type = 'payment.' || s.word)
        <> (p.status = s.word)::integer
    UNION ALL
    SELECT 'a paid order without exactly one order.paid', o.id::text FROM orders o
     WHERE (SELECT count(*) FROM events x WHERE x.order_id = o.id AND x.type = 'order.paid')
        <> (o.status = 'paid')::integer
    UNION ALL
    SELECT 'a failure without its event', p.id::text FROM payments p
     WHERE p.status = 'failed' AND NOT EXISTS (
       SELECT FROM events x WHERE x.payment_id = p.id AND x.type = 'payment.failed')`);
}
