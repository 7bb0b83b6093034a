import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import type { Attempt } from '../../../../src/domain/payment/report.ts';
import type { OpenedRefund } from '../../../../src/domain/purchase/refunds.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anAttempt, anOpened, facts, LEASE_MS } from '../builders.ts';
import { aRefund } from './refunds.ts';

/** Its id begins with its place: of attempts that were heard of in one millisecond, the lesser id comes first. */
const part = (minor: number, place: number): Attempt =>
  anAttempt('succeeded', place, {
    providerPaymentId: `pay-${place}-${randomUUID()}`,
    authorized: money(minor, 'JPY'),
    capturedMinor: minor,
  });

export function describeRefundParts(given: () => Store): void {
  /** A payment of 1000 JPY that was paid by attempts of these amounts. */
  async function paidBy(...minors: number[]) {
    const { payment } = await anOpened(given());
    const attempts = minors.map((minor, index) => part(minor, index + 1));
    for (const attempt of attempts)
      await given().recordFacts(facts(payment.id, { fact: attempt.fact, attempt, splits: true }));
    return { payment, ids: attempts.map(({ providerPaymentId }) => providerPaymentId) };
  }

  async function open(paymentId: string, amountMinor: number | null = null): Promise<readonly OpenedRefund[]> {
    const { rest, ...first } = await given().openRefund(aRefund(paymentId, { amountMinor }), LEASE_MS);
    return [first, ...rest];
  }

  const shown = (parts: readonly OpenedRefund[]) =>
    parts.map(({ refund }) => [refund.providerPaymentId, refund.amount.minor]);

  describe('a refund of a purchase that was split', () => {
    test('a refund of everything of a purchase that was split goes back over all attempts, each part with a lease of its own', async () => {
      const { payment, ids } = await paidBy(600, 400);

      const parts = await open(payment.id);

      expect(shown(parts)).toEqual([
        [ids[0], 600],
        [ids[1], 400],
      ]);
      const tokens = parts.map(({ lease }) => lease?.token);
      expect(new Set(tokens).size).toBe(2);
      expect(tokens).not.toContain(undefined);
      const [first, second] = parts.map(({ refund }) => refund);
      expect(first?.partOf).toBeNull();
      expect(second?.partOf).toBe(first?.id);
    });

    test('a refund of a purchase that was split goes back through one attempt that has enough left, and over several where none has', async () => {
      const { payment, ids } = await paidBy(600, 400);

      expect(shown(await open(payment.id, 300))).toEqual([[ids[0], 300]]);
      expect(shown(await open(payment.id, 400))).toEqual([[ids[1], 400]]);
      await expect(open(payment.id, 301)).rejects.toMatchObject({ code: 'conflict' });
      expect(shown(await open(payment.id))).toEqual([[ids[0], 300]]);

      const other = await paidBy(500, 300, 200);
      expect(shown(await open(other.payment.id, 700))).toEqual([
        [other.ids[0], 500],
        [other.ids[1], 200],
      ]);
    });

    test('a refund of too much money is of all of it, where no attempt pays alone', async () => {
      const { payment, ids } = await paidBy(600, 600);

      expect(shown(await open(payment.id))).toEqual(ids.map((id) => [id, 600]));
    });

    test('a refund of a payment that was paid twice is of the attempt that counts, and of the other only when it is asked for more', async () => {
      const { payment, ids } = await paidBy(1_000, 1_000);

      expect(shown(await open(payment.id, 1_500))).toEqual([
        [ids[0], 1_000],
        [ids[1], 500],
      ]);
      await expect(open(payment.id)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('a refund of an incomplete purchase is of what came', async () => {
      const { payment, ids } = await paidBy(600);

      expect(shown(await open(payment.id))).toEqual([[ids[0], 600]]);
    });

    test('a refund of a purchase that was split is one refund: the same id finds its parts, and a list shows it as it was asked for', async () => {
      const { payment } = await paidBy(600, 400);
      const wanted = aRefund(payment.id, { reason: 'torn' });

      const first = await given().openRefund(wanted, LEASE_MS);
      const again = await given().openRefund(wanted, LEASE_MS);
      const { items } = await given().pageRefunds(payment.id, { limit: 10, cursor: null });

      expect(again.rest.map(({ refund }) => refund)).toEqual(first.rest.map(({ refund }) => refund));
      expect([again.lease, again.rest[0]?.lease]).toEqual([null, null]);
      expect(items).toMatchObject([{ id: wanted.id, amount: money(1_000, 'JPY'), status: 'pending', reason: 'torn' }]);
      expect(await given().listRefunds(payment.id)).toHaveLength(2);
    });

    test('a refund of a purchase that was split shows what goes back when one of its parts has failed', async () => {
      const { payment } = await paidBy(600, 400);
      const [first, second] = await open(payment.id);
      if (!first || !second?.lease) throw new Error('expected two parts');
      const reported = {
        providerRefundId: `r-${first.refund.id}`,
        reference: first.refund.id,
        isAnonymous: false,
        madeAt: null,
      } as const;
      const { providerPaymentId, amount } = first.refund;
      const report = {
        kind: 'refund',
        ...reported,
        providerPaymentId,
        amount,
        status: 'succeeded',
        reason: null,
      } as const;
      await given().recordFacts(facts(payment.id, { reversals: [report] }));

      const listed = async () => (await given().pageRefunds(payment.id, { limit: 10, cursor: null })).items;
      expect(await listed()).toMatchObject([{ status: 'pending' }]);
      await given().endRefund(second.refund.id, second.lease, 'failed');

      expect(await listed()).toMatchObject([{ id: first.refund.id, status: 'succeeded', amount }]);
      expect(shown(await open(payment.id))).toEqual([[second.refund.providerPaymentId, 400]]);
    });

    test('a refund of a purchase that was split never adds up to more than was captured, when 50 are asked for at once', async () => {
      const { payment } = await paidBy(600, 400);

      const asked = await Promise.allSettled(Array.from({ length: 50 }, () => open(payment.id, 70)));

      const made = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      const byAttempt = Object.groupBy(made, ({ refund }) => refund.providerPaymentId);
      const sums = Object.values(byAttempt).map((parts = []) =>
        parts.reduce((sum, { refund }) => sum + refund.amount.minor, 0),
      );
      expect(sums.reduce((all, sum) => all + sum, 0)).toBe(980);
      expect(Math.max(...sums)).toBeLessThanOrEqual(600);
    });
  });
}
