import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import type { Lease } from '../../src/domain/purchase/calls.ts';
import type { Store as PortStore } from '../../src/ports/store/store.ts';
import { type Chance, chanceOf, seedOf } from '../seeded.ts';
import { type StoreAndCommands as Store, withCommands } from '../stores.ts';
import { aGym, anOpened, anOrder, aPaymentOf, credentials, fact, facts, held, LEASE_MS } from './store/builders.ts';
import { aPaid, aRefund } from './store/purchases/refunds.ts';

/** Two replicas on one store, each with its own queue of decisions, and how long one of them may be late. */
export type Racing = {
  readonly stores: readonly [PortStore, PortStore];
  readonly rounds: number;
  /** A random while, as long as what is raced takes at the most. */
  readonly pause: (chance: Chance) => Promise<void>;
};

/**
 * What only the compare of versions keeps right. Both sides begin at random moments, so that each step of one comes before,
 * between and after those of the other, and each side has to win sometimes: a race with one winner tests nothing.
 * With a commit that ignores the version, each of these tests failed, in memory and on PostgreSQL (tried on 2026-11-28).
 */
export function describeRaces(name: string, open: () => Promise<Racing>): void {
  describe(`at random moments, two replicas: ${name}`, () => {
    let racing: Racing;
    let replicas: readonly [Store, Store];
    const chance = chanceOf(seedOf('races'));
    beforeAll(async () => {
      racing = await open();
      replicas = [withCommands(racing.stores[0]), withCommands(racing.stores[1])];
    }, 60_000);
    afterAll(() => Promise.all(replicas.map((store) => store.close())));

    /** Runs both sides, each by its own replica, and answers with what each came to. */
    async function race<T>(sides: readonly [(store: Store) => Promise<T>, (store: Store) => Promise<T>]) {
      const begin = async (side: 0 | 1) => {
        await racing.pause(chance);
        return sides[side](replicas[side]);
      };
      return Promise.all(chance.below(2) === 0 ? [begin(0), begin(1)] : [begin(1), begin(0)].toReversed());
    }

    /** Each round says which side won. */
    async function play(round: () => Promise<'first' | 'second'>): Promise<void> {
      const winners = new Set<string>();
      for (let at = 0; at < racing.rounds; at += 1) winners.add(await round());
      expect([...winners].toSorted()).toEqual(['first', 'second']);
    }

    test('two replicas at random moments leave no open payment of a paid order that a success did not name', async () => {
      await play(async () => {
        const [store] = replicas;
        const { order, payment } = await anOpened(store);
        await store.recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
        const next = aPaymentOf(order, payment.accountId);

        const [surplus, opened] = await race<readonly string[]>([
          async (one) => (await one.recordFacts(facts(payment.id, { fact: fact('succeeded', 2) }))).surplus,
          async (other) => ((await refusable(other.openPayment(next, LEASE_MS))) ? [next.id] : []),
        ]);

        expect(await store.findOrder(order.id)).toMatchObject({ status: 'paid' });
        expect(surplus).toEqual(opened);
        return opened?.length === 0 ? 'first' : 'second';
      });
    }, 60_000);

    test('two replicas at random moments give back no more than was captured', async () => {
      await play(async () => {
        const [store] = replicas;
        const { payment } = await aPaid(store);
        const side = () => async (one: Store) =>
          (await refusable(one.openRefund(aRefund(payment.id, { amountMinor: 600 }), LEASE_MS))) !== null;

        const opened = await race([side(), side()]);

        expect(opened.toSorted()).toEqual([false, true]);
        return opened[0] ? 'first' : 'second';
      });
    }, 60_000);

    test.each([
      ['an order’s payment', anOrdersPayment],
      ['a checkout’s payment', aCheckout],
    ])(
      'two replicas at random moments give the lease of %s to one',
      async (_whose, aPayment) => {
        await play(async () => {
          const [store] = replicas;
          const id = await aPayment(store);
          const lease = async (one: Store): Promise<Lease | null> => (await one.leaseOpening(id, LEASE_MS)).lease;

          const leases = await race([lease, lease]);

          expect(leases.filter((one) => one !== null)).toHaveLength(1);
          return leases[0] ? 'first' : 'second';
        });
      },
      60_000,
    );
  });
}

/** Null when the domain refuses it; whatever else goes wrong fails the test. */
async function refusable<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'store_unavailable') return null;
    throw error;
  }
}

/** The id of a payment that waits for its parent, of which no caller has the lease. */
async function anOrdersPayment(store: Store): Promise<string> {
  const { payment, lease } = await anOpened(store);
  await store.endOpening(payment.id, lease, 'unchanged');
  return payment.id;
}

/** The same, of a payment that is a purchase by itself. */
async function aCheckout(store: Store): Promise<string> {
  const gym = aGym({ credentials: credentials() });
  const { value } = await store.putGym(gym);
  const wanted = aPaymentOf(anOrder(), value.accountId ?? '', { purpose: { kind: 'checkout', gymSlug: gym.slug } });
  const { payment, lease } = await store.openPayment(wanted, LEASE_MS);
  await store.endOpening(payment.id, held(lease), 'unchanged');
  return payment.id;
}
