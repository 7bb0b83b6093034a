import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../src/domain/purchase/calls.ts';
import type { Opened } from '../../../src/domain/purchase/openings.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { anOpened, fact, facts, held, LEASE_MS, openedAgain } from './builders.ts';

/** Short enough to run out within a test. */
const BRIEF_MS = 30;

/** Long enough to distinguish the beginning of one claim from that of the next. */
const PAUSE_MS = 100;

export function describeClaims(given: () => Store): void {
  const claimed = async (id: string, leaseMs = LEASE_MS): Promise<Claim> =>
    held((await given().claimOpening(id, leaseMs)).claim);

  describe('a claim', () => {
    test('a claim is held by one caller: the next has another token', async () => {
      const { payment, claim } = await anOpened(given());

      expect(await given().claimOpening(payment.id, LEASE_MS)).toEqual({ payment, claim: null });
      await given().endOpening(payment.id, claim, 'unchanged');

      expect((await claimed(payment.id)).token).not.toBe(claim.token);
    });

    test('a claim that ended refused is free, and the next has a new round with nothing unknown', async () => {
      const { payment, claim } = await anOpened(given());
      await given().endOpening(payment.id, claim, 'unknown');
      const second = await claimed(payment.id);

      await given().endOpening(payment.id, second, 'refused');
      await given().endOpening(payment.id, second, 'refused'); // Ending twice is one end.

      const third = await claimed(payment.id);
      expect(third).toEqual({ token: expect.any(String), round: 2, unknown: null });
      await given().endOpening(payment.id, third, 'unknown');
      expect(await claimed(payment.id)).toMatchObject({ round: 2, unknown: { calls: 1 } });
    });

    test('a claim that ended abandoned is free, and the next has a new round with nothing unknown', async () => {
      const { payment, claim } = await anOpened(given());
      await given().endOpening(payment.id, claim, 'unknown');
      const second = await claimed(payment.id);

      await given().endOpening(payment.id, second, 'abandoned');
      await given().endOpening(payment.id, second, 'abandoned'); // Ending twice is one end.

      expect(await claimed(payment.id)).toEqual({ token: expect.any(String), round: 2, unknown: null });
    });

    test('a claim that ended unknown is free, and the next knows how often and when last one of its round began', async () => {
      const { payment, claim } = await anOpened(given());
      await given().endOpening(payment.id, claim, 'unknown');
      await given().endOpening(payment.id, claim, 'unknown'); // Ending twice is one end.
      await sleep(PAUSE_MS);
      const before = performance.now();
      const second = await claimed(payment.id);
      expect(second).toEqual({
        token: expect.any(String),
        round: 1,
        unknown: { calls: 1, lastBeganMsAgo: expect.any(Number) },
      });
      expect(second.unknown?.lastBeganMsAgo).toBeGreaterThanOrEqual(PAUSE_MS - 2);
      await given().endOpening(payment.id, second, 'unknown');
      await sleep(BRIEF_MS);

      const third = await claimed(payment.id);

      expect(third).toMatchObject({ round: 1, unknown: { calls: 2 } });
      expectBetween(BRIEF_MS, third.unknown?.lastBeganMsAgo, performance.now() - before);
    });

    test('a claim that ended unchanged is free, and what was unknown before still is', async () => {
      const { payment, claim } = await anOpened(given());
      await given().endOpening(payment.id, claim, 'unchanged');
      const second = await claimed(payment.id);
      expect(second).toMatchObject({ round: 1, unknown: null });
      await given().endOpening(payment.id, second, 'unknown');
      await sleep(PAUSE_MS);
      await given().endOpening(payment.id, await claimed(payment.id), 'unchanged');

      const { round, unknown } = await claimed(payment.id);

      expect({ round, calls: unknown?.calls }).toEqual({ round: 1, calls: 1 });
      expect(unknown?.lastBeganMsAgo).toBeGreaterThanOrEqual(PAUSE_MS - 2);
    });

    test.each<[string, (store: Store, opened: Awaited<ReturnType<typeof anOpened>>) => Promise<Opened>]>([
      ['claiming', (store, { payment }) => store.claimOpening(payment.id, LEASE_MS)],
      ['opening again', (store, { order }) => openedAgain(store, order)],
    ])('a claim that ran out is taken over by %s, as unknown: its holder may have called', async (_how, take) => {
      const before = performance.now();
      const opened = await anOpened(given(), BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      const { claim } = await take(given(), opened);

      expect(claim).toMatchObject({ round: 1, unknown: { calls: 1 } });
      expectBetween(BRIEF_MS * 2, claim?.unknown?.lastBeganMsAgo, performance.now() - before);
    });

    test('a claim that ran out is counted beside those that ended unknown, and is then the last', async () => {
      const { payment, claim } = await anOpened(given());
      await given().endOpening(payment.id, claim, 'unknown');
      await sleep(PAUSE_MS);
      const before = performance.now();
      await claimed(payment.id, BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      const { round, unknown } = await claimed(payment.id);

      expect({ round, calls: unknown?.calls }).toEqual({ round: 1, calls: 2 });
      expectBetween(BRIEF_MS * 2, unknown?.lastBeganMsAgo, performance.now() - before);
    });

    test.each(['refused', 'unknown', 'unchanged'] as const)(
      'a claim that was lost ends no other’s as %s',
      async (end) => {
        const { payment, claim: lost } = await anOpened(given(), BRIEF_MS);
        await sleep(BRIEF_MS * 2);
        const mine = await claimed(payment.id);

        await given().endOpening(payment.id, lost, end);

        expect((await given().claimOpening(payment.id, LEASE_MS)).claim).toBeNull();
        await given().endOpening(payment.id, mine, 'unchanged');
        await given().endOpening(payment.id, lost, end);
        expect(await claimed(payment.id)).toMatchObject({ round: 1, unknown: { calls: 1 } });
      },
    );

    test('a claim that ran out, and that no other caller took over, still ends as its holder says', async () => {
      const { payment, claim } = await anOpened(given(), BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      await given().endOpening(payment.id, claim, 'refused');

      expect(await claimed(payment.id)).toMatchObject({ round: 2, unknown: null });
    });

    test('a claim ends only the payment’s own opening', async () => {
      const [one, two] = [await anOpened(given()), await anOpened(given())];

      await given().endOpening(one.payment.id, two.claim, 'refused');

      expect((await given().claimOpening(one.payment.id, LEASE_MS)).claim).toBeNull();
      expect((await given().claimOpening(two.payment.id, LEASE_MS)).claim).toBeNull();
    });

    test('a claim is given to no caller once there is a parent, and ends nothing then', async () => {
      const { payment, claim } = await anOpened(given());
      await given().endOpening(payment.id, claim, 'unknown');
      const second = await claimed(payment.id);
      const recorded = await given().recordFacts(facts(payment.id, { parentId: `parent-${payment.id}` }));

      await given().endOpening(payment.id, second, 'unknown');

      expect(await given().claimOpening(payment.id, LEASE_MS)).toEqual({ payment: recorded.payment, claim: null });
    });

    test.each(['cancelled', 'succeeded'] as const)(
      'a claim may be had on a %s payment without a parent',
      async (kind) => {
        const { payment, claim } = await anOpened(given());
        await given().recordFacts(facts(payment.id, { fact: fact(kind, 1) }));
        expect((await given().claimOpening(payment.id, LEASE_MS)).claim).toBeNull();
        await given().endOpening(payment.id, claim, 'unknown');

        expect(await given().claimOpening(payment.id, LEASE_MS)).toMatchObject({
          payment: { status: kind },
          claim: { round: 1, unknown: { calls: 1 } },
        });
      },
    );

    test('a claim is not there for a payment that is not', async () => {
      await expect(given().claimOpening(randomUUID(), LEASE_MS)).rejects.toMatchObject({ code: 'payment_not_found' });
      await expect(given().claimOpening('pi_1', LEASE_MS)).rejects.toMatchObject({ code: 'payment_not_found' });
    });
  });
}

/** Two clocks that count milliseconds, each rounding: what one measured around the other's. */
function expectBetween(least: number, measured: number | undefined, most: number): void {
  expect(measured).toBeGreaterThanOrEqual(least - 2);
  expect(measured).toBeLessThanOrEqual(most + 2);
}
