import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { FiguresWanted } from '../../../src/domain/operator/figures.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { aGym, anAttempt, anOrder, aPaymentOf, at, credentials, fact, facts, LEASE_MS } from './builders.ts';

const HOUR_MS = 3_600_000;
const NONE = { count: 0, amount: 0 };

export function describeStatistics(given: () => Store): void {
  /** Payments of 1000 at a gym of their own. */
  async function openAtGym(count: number) {
    const { value: gym } = await given().putGym(aGym({ credentials: credentials() }));
    const purpose = { kind: 'checkout', gymSlug: gym.slug } as const;
    const payments = [];
    for (let opened = 0; opened < count; opened += 1)
      payments.push(
        (await given().openPayment(aPaymentOf(anOrder(), gym.accountId ?? '', { purpose }), LEASE_MS)).payment,
      );
    return { gym, payments };
  }

  async function figuresOf(group: string | null, changes: Partial<FiguresWanted> = {}) {
    const [from, to] = [new Date(Date.now() - HOUR_MS), new Date(Date.now() + HOUR_MS)];
    const wanted = { from, to, interval: 'month', by: 'gym_id', timeZone: 'UTC', ...changes } as const;
    return (await given().readFigures(wanted)).filter((one) => one.group === group);
  }

  const total = (rows: Awaited<ReturnType<typeof figuresOf>>, measure: 'opened' | 'succeeded') =>
    rows.reduce((sum, row) => sum + row[measure].count, 0);

  describe('figures', () => {
    test('figures count what happened to the payments of a group, and its money', async () => {
      const { gym, payments } = await openAtGym(4);
      const [paid, failed, disputed] = payments.map(({ id }) => id);
      const attempt = anAttempt('succeeded', 1);
      const { providerPaymentId } = attempt;
      const back = { kind: 'refund', providerRefundId: randomUUID(), providerPaymentId, reference: null } as const;
      const of400 = {
        isAnonymous: false,
        madeAt: null,
        amount: money(400, 'JPY'),
        status: 'succeeded',
        reason: null,
      } as const;
      await given().recordFacts(facts(paid ?? '', { fact: attempt.fact, attempt, reversals: [{ ...back, ...of400 }] }));
      const declined = anAttempt('failed', 1);
      await given().recordFacts(facts(failed ?? '', { fact: fact('failed', 1), attempt: declined }));
      const other = anAttempt('succeeded', 1);
      const claim = { kind: 'dispute', providerDisputeId: randomUUID(), reason: null, status: 'open' } as const;
      const about = { providerPaymentId: other.providerPaymentId, amount: money(700, 'JPY'), closesOnly: false };
      const claims = [{ ...claim, ...about, occurredAt: at(2) }];
      await given().recordFacts(facts(disputed ?? '', { fact: other.fact, attempt: other, reversals: claims }));

      expect(await figuresOf(gym.slug)).toEqual([
        {
          start: expect.any(Date),
          ...{ group: gym.slug, currency: 'JPY' },
          opened: { count: 4, amount: 4_000 },
          succeeded: { count: 2, amount: 2_000 },
          failed: { count: 1, amount: 1_000 },
          refunded: { count: 1, amount: 400 },
          disputed: { count: 1, amount: 700 },
          successRate: 0.5,
        },
      ]);
    });

    test('figures of one currency never add to those of another', async () => {
      const { gym } = await openAtGym(1);
      const purpose = { kind: 'checkout', gymSlug: gym.slug } as const;
      const order = anOrder({ amount: money(500, 'ARS') });
      await given().openPayment(aPaymentOf(order, gym.accountId ?? '', { purpose }), LEASE_MS);

      expect(await figuresOf(gym.slug)).toMatchObject([
        { currency: 'ARS', opened: { count: 1, amount: 500 }, succeeded: NONE },
        { currency: 'JPY', opened: { count: 1, amount: 1_000 }, successRate: 0 },
      ]);
    });

    test('figures are of the time that is asked for, and of no other', async () => {
      const { gym, payments } = await openAtGym(1);
      const from = payments[0]?.createdAt ?? at(0);
      const later = new Date(from.getTime() + 1);

      expect(total(await figuresOf(gym.slug, { from, to: later }), 'opened')).toBe(1);
      expect(await figuresOf(gym.slug, { from: later })).toEqual([]);
      expect(await figuresOf(gym.slug, { from: new Date(from.getTime() - 9), to: from })).toEqual([]);
    });

    test.each(['provider', 'currency', 'status'] as const)(
      'figures are grouped by %s, as payments are now',
      async (by) => {
        const { payments } = await openAtGym(1);
        const group = { provider: payments[0]?.provider ?? '', currency: 'JPY', status: 'pending' }[by];

        expect(total(await figuresOf(group, { by }), 'opened')).toBeGreaterThan(0);
      },
    );

    test.each([
      ['hour', 'UTC', 0],
      ['day', 'UTC', 0],
      ['day', 'America/Argentina/Buenos_Aires', 3],
      ['day', 'Asia/Kathmandu', -5.75],
      ['month', 'UTC', 0],
      ['month', 'Asia/Tokyo', -9],
    ] as const)('figures of each %s in %s begin where its clocks say so', async (interval, timeZone, hoursBehind) => {
      const { gym, payments } = await openAtGym(1);
      const shift = hoursBehind * HOUR_MS;
      const local = new Date((payments[0]?.createdAt.getTime() ?? 0) - shift).toISOString();
      const part = { hour: 13, day: 10, month: 7 }[interval];
      const begun = Date.parse(`${local.slice(0, part)}${'0000-01-01T00:00:00.000Z'.slice(part)}`) + shift;

      const [only] = await figuresOf(gym.slug, { interval, timeZone });

      expect(only?.start).toEqual(new Date(begun));
    });
  });
}
