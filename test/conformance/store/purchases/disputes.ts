import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import { type DisputeReport, joinDisputes, knownBy, outcomeOf } from '../../../../src/domain/payment/dispute.ts';
import { disputes } from '../../../domain/builders.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { at, facts } from '../builders.ts';
import { aPaid } from './refunds.ts';

function reported(providerPaymentId: string, overrides: Partial<DisputeReport> = {}): DisputeReport {
  const about = { providerDisputeId: `dispute-${randomUUID()}`, providerPaymentId, reason: 'fraudulent' };
  const word = { status: 'open', occurredAt: at(1), closesOnly: false } as const;
  return { kind: 'dispute', ...about, amount: money(1_000, 'JPY'), ...word, ...overrides };
}

export function describeDisputes(given: () => Store): void {
  const notify = (paymentId: string, ...reversals: DisputeReport[]) =>
    given().recordFacts(facts(paymentId, { reversals }));

  describe('a dispute', () => {
    test('a dispute is kept with its amount and reason, and the payment stays succeeded', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const report = reported(providerPaymentId);

      const { payment: after } = await notify(payment.id, report);

      expect(after.status).toBe('succeeded');
      const { providerDisputeId } = report;
      expect(await given().listDisputes(payment.id)).toMatchObject([
        { providerDisputeId, providerPaymentId, amount: money(1_000, 'JPY'), reason: 'fraudulent', status: 'open' },
      ]);
    });

    test('a dispute ends as all reports of it say, in whatever order and however often', async () => {
      const schedules = fc
        .array(disputes, { minLength: 1, maxLength: 6 })
        .chain((all) => fc.shuffledSubarray([...all, ...all], { minLength: all.length }));
      await fc.assert(
        fc.asyncProperty(schedules, async (schedule) => {
          const { payment, providerPaymentId } = await aPaid(given());
          const { providerDisputeId } = reported(providerPaymentId);

          for (const report of schedule) await notify(payment.id, { ...report, providerDisputeId, providerPaymentId });

          const known = schedule.map(knownBy).reduce(joinDisputes);
          const outcome = outcomeOf(known);
          const { amount, reason } = known.said ?? {};
          expect(await given().listDisputes(payment.id)).toMatchObject(
            outcome === null ? [] : [{ ...outcome, amount, reason }],
          );
          const { items } = await given().listTimeline(payment.id, { limit: 100, cursor: null });
          expect(items.flatMap((entry) => (entry.kind === 'dispute' ? [entry.status, entry.statusAt] : []))).toEqual(
            outcome === null ? [] : [outcome.status, outcome.statusAt],
          );
        }),
        { numRuns: 15 },
      );
    }, 30_000);

    test('a dispute that is heard of after its end has ended, and was not there before', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const end = reported(providerPaymentId, { status: 'won', occurredAt: at(5), closesOnly: true });
      await notify(payment.id, end);
      expect(await given().listDisputes(payment.id)).toEqual([]);

      await notify(payment.id, { ...end, status: 'open', occurredAt: at(4), closesOnly: false });

      expect(await given().listDisputes(payment.id)).toMatchObject([{ status: 'won', statusAt: at(5) }]);
    });

    test('a dispute of another payment’s money is an anomaly, and kept for neither', async () => {
      const mine = await aPaid(given());
      const theirs = await aPaid(given());

      const { newAnomalies } = await notify(mine.payment.id, reported(theirs.providerPaymentId));

      expect(newAnomalies).toMatchObject([{ kind: 'reference_mismatch' }]);
      expect(await given().listDisputes(mine.payment.id)).toEqual([]);
    });
  });
}
