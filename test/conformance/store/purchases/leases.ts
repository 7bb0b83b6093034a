import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Lease } from '../../../../src/domain/purchase/calls.ts';
import type { Opened } from '../../../../src/domain/purchase/openings.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anOpened, fact, facts, held, LEASE_MS, openedAgain } from '../builders.ts';

/** Short enough to run out within a test. */
const BRIEF_MS = 30;

/** Long enough to distinguish the beginning of one lease from that of the next. */
const PAUSE_MS = 100;

export function describeLeases(given: () => Store): void {
  const leased = async (id: string, leaseMs = LEASE_MS): Promise<Lease> =>
    held((await given().leaseOpening(id, leaseMs)).lease);

  describe('a lease', () => {
    test('a lease is held by one caller: the next has another token', async () => {
      const { payment, lease } = await anOpened(given());

      expect(await given().leaseOpening(payment.id, LEASE_MS)).toEqual({ payment, lease: null });
      await given().endOpening(payment.id, lease, 'unchanged');

      expect((await leased(payment.id)).token).not.toBe(lease.token);
    });

    test('a lease that ended refused is free, and the next has a new round with nothing unknown', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unknown');
      const second = await leased(payment.id);

      await given().endOpening(payment.id, second, 'refused');
      await given().endOpening(payment.id, second, 'refused'); // Ending twice is one end.

      const third = await leased(payment.id);
      expect(third).toEqual({ token: expect.any(String), round: 2, unknown: null });
      await given().endOpening(payment.id, third, 'unknown');
      expect(await leased(payment.id)).toMatchObject({ round: 2, unknown: { calls: 1 } });
    });

    test('a lease that ended abandoned is free, and the next has a new round with nothing unknown', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unknown');
      const second = await leased(payment.id);

      await given().endOpening(payment.id, second, 'abandoned');
      await given().endOpening(payment.id, second, 'abandoned'); // Ending twice is one end.

      expect(await leased(payment.id)).toEqual({ token: expect.any(String), round: 2, unknown: null });
    });

    test('a lease that ended unknown is free, and the next knows how often and when last one of its round began', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unknown');
      await given().endOpening(payment.id, lease, 'unknown'); // Ending twice is one end.
      await sleep(PAUSE_MS);
      const before = performance.now();
      const second = await leased(payment.id);
      expect(second).toEqual({
        token: expect.any(String),
        round: 1,
        unknown: { calls: 1, lastBeganMsAgo: expect.any(Number) },
      });
      expect(second.unknown?.lastBeganMsAgo).toBeGreaterThanOrEqual(PAUSE_MS - 2);
      await given().endOpening(payment.id, second, 'unknown');
      await sleep(BRIEF_MS);

      const third = await leased(payment.id);

      expect(third).toMatchObject({ round: 1, unknown: { calls: 2 } });
      expectBetween(BRIEF_MS, third.unknown?.lastBeganMsAgo, performance.now() - before);
    });

    test('a lease that ended unchanged is free, and what was unknown before still is', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unchanged');
      const second = await leased(payment.id);
      expect(second).toMatchObject({ round: 1, unknown: null });
      await given().endOpening(payment.id, second, 'unknown');
      await sleep(PAUSE_MS);
      await given().endOpening(payment.id, await leased(payment.id), 'unchanged');

      const { round, unknown } = await leased(payment.id);

      expect({ round, calls: unknown?.calls }).toEqual({ round: 1, calls: 1 });
      expect(unknown?.lastBeganMsAgo).toBeGreaterThanOrEqual(PAUSE_MS - 2);
    });

    test.each<[string, (store: Store, opened: Awaited<ReturnType<typeof anOpened>>) => Promise<Opened>]>([
      ['leasing', (store, { payment }) => store.leaseOpening(payment.id, LEASE_MS)],
      ['opening again', (store, { order }) => openedAgain(store, order)],
    ])('a lease that ran out is taken over by %s, as unknown: its holder may have called', async (_how, take) => {
      const before = performance.now();
      const opened = await anOpened(given(), BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      const { lease } = await take(given(), opened);

      expect(lease).toMatchObject({ round: 1, unknown: { calls: 1 } });
      expectBetween(BRIEF_MS * 2, lease?.unknown?.lastBeganMsAgo, performance.now() - before);
    });

    test('a lease that ran out is counted beside those that ended unknown, and is then the last', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unknown');
      await sleep(PAUSE_MS);
      const before = performance.now();
      await leased(payment.id, BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      const { round, unknown } = await leased(payment.id);

      expect({ round, calls: unknown?.calls }).toEqual({ round: 1, calls: 2 });
      expectBetween(BRIEF_MS * 2, unknown?.lastBeganMsAgo, performance.now() - before);
    });

    test.each(['refused', 'unknown', 'unchanged'] as const)(
      'a lease that was lost ends no other’s as %s',
      async (end) => {
        const { payment, lease: lost } = await anOpened(given(), BRIEF_MS);
        await sleep(BRIEF_MS * 2);
        const mine = await leased(payment.id);

        await given().endOpening(payment.id, lost, end);

        expect((await given().leaseOpening(payment.id, LEASE_MS)).lease).toBeNull();
        await given().endOpening(payment.id, mine, 'unchanged');
        await given().endOpening(payment.id, lost, end);
        expect(await leased(payment.id)).toMatchObject({ round: 1, unknown: { calls: 1 } });
      },
    );

    test('a lease that ran out, and that no other caller took over, still ends as its holder says', async () => {
      const { payment, lease } = await anOpened(given(), BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      await given().endOpening(payment.id, lease, 'refused');

      expect(await leased(payment.id)).toMatchObject({ round: 2, unknown: null });
    });

    test('a lease ends only the payment’s own opening', async () => {
      const [one, two] = [await anOpened(given()), await anOpened(given())];

      await given().endOpening(one.payment.id, two.lease, 'refused');

      expect((await given().leaseOpening(one.payment.id, LEASE_MS)).lease).toBeNull();
      expect((await given().leaseOpening(two.payment.id, LEASE_MS)).lease).toBeNull();
    });

    test('a lease is given to no caller once there is a parent, and ends nothing then', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unknown');
      const second = await leased(payment.id);
      const recorded = await given().recordFacts(facts(payment.id, { parentId: `parent-${payment.id}` }));

      await given().endOpening(payment.id, second, 'unknown');

      expect(await given().leaseOpening(payment.id, LEASE_MS)).toEqual({ payment: recorded.payment, lease: null });
    });

    test.each(['cancelled', 'succeeded'] as const)(
      'a lease may be had on a %s payment without a parent',
      async (kind) => {
        const { payment, lease } = await anOpened(given());
        await given().recordFacts(facts(payment.id, { fact: fact(kind, 1) }));
        expect((await given().leaseOpening(payment.id, LEASE_MS)).lease).toBeNull();
        await given().endOpening(payment.id, lease, 'unknown');

        expect(await given().leaseOpening(payment.id, LEASE_MS)).toMatchObject({
          payment: { status: kind },
          lease: { round: 1, unknown: { calls: 1 } },
        });
      },
    );

    test('a lease is not there for a payment that is not', async () => {
      await expect(given().leaseOpening(randomUUID(), LEASE_MS)).rejects.toMatchObject({ code: 'payment_not_found' });
      await expect(given().leaseOpening('pi_1', LEASE_MS)).rejects.toMatchObject({ code: 'payment_not_found' });
    });
  });
}

/** Two clocks that count milliseconds, each rounding: what one measured around the other's. */
function expectBetween(least: number, measured: number | undefined, most: number): void {
  expect(measured).toBeGreaterThanOrEqual(least - 2);
  expect(measured).toBeLessThanOrEqual(most + 2);
}
