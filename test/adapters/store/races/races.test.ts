import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import type { Payment } from '../../../../src/domain/payment/payment.ts';
import type { Opened } from '../../../../src/domain/purchase/openings.ts';
import type { OrderChange } from '../../../../src/domain/purchase/orders.ts';
import type { Recorded } from '../../../../src/domain/purchase/record.ts';
import {
  aDelivery,
  aGym,
  anAttempt,
  anOpened,
  anOrder,
  aPaymentOf,
  credentials,
  fact,
  facts,
  LEASE_MS,
  PROVIDER,
} from '../../../conformance/store/builders.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import type { ServerDatabase } from '../postgres/create-database.ts';
import { onServer } from '../postgres/server-database.ts';

/** Rounds at a time: enough to keep the pools of both replicas busy. */
const AT_ONCE = 4;

onServer('two replicas on one database', (database) => {
  let replicas: readonly [Store, Store];
  beforeAll(async () => {
    replicas = [await database().openStore({ poolSize: 12 }), await database().openStore({ poolSize: 12 })];
  });
  afterAll(async () => {
    await Promise.all(replicas.map((store) => store.close()));
  });

  test('two replicas on one database make one payment with one holder of the lease of 100 requests for one order', async () => {
    const [store] = replicas;
    for (let round = 0; round < 5; round += 1) {
      const order = anOrder();
      await store.putOrder(order);
      const { id } = await store.platformAccount(PROVIDER);

      const opened = await Promise.all(
        Array.from({ length: 100 }, (_, at) => replica(replicas, at).openPayment(aPaymentOf(order, id), LEASE_MS)),
      );

      expect(new Set(opened.map(({ payment }) => payment.id)).size).toBe(1);
      expect(opened.filter(({ lease }) => lease !== null)).toHaveLength(1);
    }
  }, 30_000);

  test.each([
    ['ended', LEASE_MS],
    ['ran out', 1],
  ])('two replicas on one database give a lease that %s to one of 50 requests', async (how, leaseMs) => {
    const { payment, lease } = await anOpened(replicas[0], leaseMs);
    if (how === 'ended') await replicas[0].endOpening(payment.id, lease, 'unknown');
    else await sleep(20);

    const leases = await Promise.all(
      Array.from({ length: 50 }, (_, at) => replica(replicas, at).leaseOpening(payment.id, LEASE_MS)),
    );

    expect(leases.filter((asked) => asked.lease !== null)).toEqual([
      { payment, lease: expect.objectContaining({ round: 1, unknown: expect.objectContaining({ calls: 1 }) }) },
    ]);
  });

  test('two replicas on one database let a late end or its successor have a lease that ran out, never half of each', async () => {
    const outcomes = await play(200, async () => {
      const { payment, lease } = await anOpened(replicas[0], 1);
      await sleep(5);

      const [taken] = await Promise.all([
        replicas[1].leaseOpening(payment.id, LEASE_MS),
        replicas[0].endOpening(payment.id, lease, 'refused'),
      ]);
      const { lease: again } = await replicas[0].leaseOpening(payment.id, LEASE_MS);
      return `round ${taken.lease?.round}, ${taken.lease?.unknown?.calls ?? 0} unknown, again ${again}`;
    });

    expect(['round 1, 1 unknown, again null', 'round 2, 0 unknown, again null']).toEqual(
      expect.arrayContaining([...new Set(outcomes)]),
    );
  }, 30_000);

  describe('a payment that succeeds while its order is being opened again', () => {
    test('two replicas never leave a paid order with an open payment when a payment succeeds while its order is being opened again', async () => {
      const rounds = await play(1_000, async () => {
        const { order, payment } = await anOpened(replicas[0]);
        return race(replicas, order, payment);
      });

      expect(await paidWithOpenPayment(database())).toEqual([]);
      expectBothWinSometimes(rounds);
    }, 120_000);

    test('two replicas name every payment that was opened first as surplus when a payment succeeds while its order is being opened again', async () => {
      const rounds = await play(300, async () => {
        const { order, payment } = await anOpened(replicas[0]);
        // Cancelled, so that openings make a new payment while the old one's money arrives after all.
        await replicas[0].recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
        return race(replicas, order, payment);
      });

      const surplus = rounds.flatMap(({ recorded }) => recorded.surplus);
      expect((await paidWithOpenPayment(database())).toSorted()).toEqual(surplus.toSorted());
      expectBothWinSometimes(rounds);
    }, 60_000);
  });

  test('two replicas on one database write each change of 40 deliveries, which both get at once, into the history once', async () => {
    const { payment } = await anOpened(replicas[0]);
    const said = Array.from({ length: 40 }, (_, at) =>
      facts(payment.id, {
        fact: fact(at % 2 ? 'processing' : 'failed', at),
        attempt: anAttempt('failed', at, { providerPaymentId: `try-${payment.id}-${at % 5}` }),
        delivery: aDelivery(payment.accountId),
      }),
    );

    await Promise.all([...said, ...said.toReversed()].map((record, at) => replica(replicas, at).recordFacts(record)));

    expect(await replicas[0].findPayment(payment.id)).toMatchObject({
      status: 'processing',
      statusAt: said[39]?.fact?.occurredAt,
    });
    const history = await replicas[0].listTransitions(payment.id);
    expect(history.map(({ from }) => from)).toEqual(['pending', ...history.map(({ to }) => to).slice(0, -1)]);
    expect(await replicas[0].listAttempts(payment.id)).toHaveLength(5);
  });

  test('two replicas on one database let one holder into an account that had none yet', async () => {
    const outcomes = await play(100, async () => {
      const given = credentials();
      const gym = aGym({ credentials: given });
      await replicas[0].putGym(gym);

      const puts = await Promise.allSettled(
        replicas.map((store, at) => store.putGym({ ...gym, credentials: { ...given, providerUserId: `${at}` } })),
      );
      return puts.map((put) => (put.status === 'fulfilled' ? 'in' : put.reason.code)).toSorted();
    });

    expect(outcomes).toEqual(outcomes.map(() => ['conflict', 'in']));
  }, 30_000);

  test('two replicas on one database let an order change or a payment open, never a payment of what the order was', async () => {
    const outcomes = await play(200, async () => {
      const order = anOrder();
      const store = replicas[0];
      await store.putOrder(order);
      const { id } = await store.platformAccount(PROVIDER);
      const dearer = { ...order, amount: { ...order.amount, minor: 2_000 } };

      const [put, opened] = await Promise.allSettled([
        store.putOrder(dearer),
        replicas[1].openPayment(aPaymentOf(order, id), LEASE_MS),
      ]);
      return `${put.status} ${opened.status}`;
    });

    expect(new Set(outcomes)).not.toContain('fulfilled fulfilled');
    expect(new Set(outcomes)).not.toContain('rejected rejected');
  }, 30_000);
});

type Round = { readonly recorded: Recorded; readonly openings: readonly (Opened | 'refused')[] };

/** One success against four openings; whatever is not a refusal (a deadlock, for one) fails the test. */
async function race(replicas: readonly [Store, Store], order: OrderChange, payment: Payment): Promise<Round> {
  const open = (at: number) =>
    replica(replicas, at)
      .openPayment(aPaymentOf(order, payment.accountId), LEASE_MS)
      .catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'order_not_payable') return 'refused' as const;
        throw error;
      });
  const success = facts(payment.id, { fact: fact('succeeded', 2), attempt: anAttempt('succeeded', 2) });
  const [one, two, recorded, three, four] = await Promise.all([
    open(0),
    open(1),
    replicas[0].recordFacts(success),
    open(2),
    open(3),
  ]);
  return { recorded, openings: [one, two, three, four] };
}

/** A race that one side always wins tests nothing. */
function expectBothWinSometimes(rounds: readonly Round[]): void {
  const openings = rounds.flatMap((round) => round.openings);
  expect(openings.filter((opening) => opening === 'refused').length).toBeGreaterThan(0);
  expect(openings.filter((opening) => opening !== 'refused').length).toBeGreaterThan(0);
}

async function paidWithOpenPayment(database: ServerDatabase): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT payments.id FROM payments JOIN orders ON orders.id = order_id
      WHERE orders.status = 'paid' AND payments.status IN ('pending', 'processing', 'failed')`,
  );
  return rows.map(({ id }) => id);
}

function replica(replicas: readonly [Store, Store], at: number): Store {
  return at % 2 === 0 ? replicas[0] : replicas[1];
}

async function play<T>(rounds: number, round: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < rounds) results.push(...(await Promise.all(Array.from({ length: AT_ONCE }, round))));
  return results;
}
