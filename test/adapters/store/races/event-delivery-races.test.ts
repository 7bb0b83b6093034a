import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DueDelivery } from '../../../../src/ports/store/event-deliveries.ts';
import { anAttempt, facts, success } from '../../../conformance/store/builders.ts';
import { anEndpoint, MOST } from '../../../conformance/store/endpoints.ts';
import { aCheckout, aGymWithAccount, aTryEnd } from '../../../conformance/store/event-deliveries.ts';
import { chanceOf, seedOf } from '../../../seeded.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { onServer } from '../postgres/server-database.ts';

const PAYMENTS = 40;
const PER_ENDPOINT = 4;
const WORKERS = 6;
const LEASE_MS = 10_000;

onServer('event deliveries, taken by two processes', (database) => {
  let replicas: readonly Store[];
  beforeAll(async () => {
    replicas = [await database().openStore({ poolSize: 8 }), await database().openStore({ poolSize: 8 })];
  });
  afterAll(async () => {
    await Promise.all(replicas.map((store) => store.close()));
  });

  test('two processes that take the same deliveries try each of them once, in order, and no endpoint more than four at once', async () => {
    const [store] = replicas as [Store, Store];
    const chance = chanceOf(seedOf('deliveries taken at once'));
    const { slug: gymSlug } = await aGymWithAccount(store);
    const endpoints = [anEndpoint({ gymSlug }), anEndpoint({ gymSlug }), anEndpoint({ gymSlug })];
    for (const endpoint of endpoints) await store.addEndpoint(endpoint, MOST);
    const held = new Map(endpoints.map(({ id }) => [id, 0]));
    const sent = new Map<string, string[]>(endpoints.map(({ id }) => [id, []]));
    let most = 0;
    let isPaid = false;
    const expected = 3 * PAYMENTS * endpoints.length;
    const count = () => [...sent.values()].flat().length;

    const paying = payAll(store, gymSlug).then(() => {
      isPaid = true;
    });
    const workers = Array.from({ length: WORKERS }, (_, index) => work(replicas[index % replicas.length] as Store));
    await Promise.all([paying, ...workers]);

    expect(most).toBe(PER_ENDPOINT);
    expect(count()).toBe(expected);
    for (const { id } of endpoints) expect(new Set(sent.get(id)).size).toBe(3 * PAYMENTS);
    const order = await database().query<{ id: string; payment_id: string; sequence: number }>(
      'SELECT id, payment_id, sequence FROM events',
    );
    const eventOf = new Map(order.map((event) => [event.id, event]));
    for (const ids of sent.values())
      for (const events of Map.groupBy(ids, (id) => eventOf.get(id)?.payment_id).values())
        expect(events.map((id) => eventOf.get(id)?.sequence)).toEqual([1, 2, 3]);

    async function work(replica: Store): Promise<void> {
      while (!isPaid || count() < expected) {
        const due = await replica.takeDeliveries(
          { perEndpoint: PER_ENDPOINT, perFailing: PER_ENDPOINT, inAll: 64 },
          LEASE_MS,
        );
        await Promise.all(due.map((one) => attempt(replica, one)));
      }
    }

    async function attempt(replica: Store, due: DueDelivery): Promise<void> {
      const { id } = due.endpoint;
      held.set(id, (held.get(id) ?? 0) + 1);
      most = Math.max(most, held.get(id) ?? 0);
      sent.get(id)?.push(due.event.id);
      await sleep(chance.below(10));
      // Before the end, since others may take as soon as it is committed.
      held.set(id, (held.get(id) ?? 0) - 1);
      expect(await replica.endTry(due, aTryEnd(due, { status: 'succeeded', waitMs: null }))).toBe('ended');
    }
  }, 60_000);
});

async function payAll(store: Store, gymSlug: string): Promise<void> {
  await Promise.all(
    Array.from({ length: PAYMENTS }, async () => {
      const { id } = await aCheckout(store, gymSlug);
      const attempt = anAttempt('failed', 1);
      await store.recordFacts(facts(id, { fact: attempt.fact, attempt }));
      await store.recordFacts(facts(id, success(2)));
    }),
  );
}
