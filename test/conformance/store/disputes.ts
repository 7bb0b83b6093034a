import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DISPUTE_STATUSES, type DisputeReport, joinDispute } from '../../../src/domain/dispute.ts';
import { money } from '../../../src/domain/money.ts';
import type { Store } from '../../../src/ports/store.ts';
import { at, facts } from './builders.ts';
import { aPaid } from './refunds.ts';

function told(providerPaymentId: string, overrides: Partial<DisputeReport> = {}): DisputeReport {
  const about = { providerDisputeId: `dispute-${randomUUID()}`, providerPaymentId, reason: 'fraudulent' };
  const word = { status: 'open', occurredAt: at(1), isOnlyAnEnd: false } as const;
  return { kind: 'dispute', ...about, amount: money(1_000, 'JPY'), ...word, ...overrides };
}

export function describeDisputes(given: () => Store): void {
  const tell = (paymentId: string, ...reversals: DisputeReport[]) =>
    given().recordFacts(facts(paymentId, { reversals }));

  describe('a dispute', () => {
    test('is kept with its amount and reason, and the payment stays succeeded', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const report = told(providerPaymentId);

      const { payment: after } = await tell(payment.id, report);

      expect(after.status).toBe('succeeded');
      const { providerDisputeId } = report;
      expect(await given().listDisputes(payment.id)).toMatchObject([
        { providerDisputeId, providerPaymentId, amount: money(1_000, 'JPY'), reason: 'fraudulent', status: 'open' },
      ]);
    });

    test('ends as the greatest that was told of it, in whatever order and however often', async () => {
      const words = fc.record({
        status: fc.constantFrom(...DISPUTE_STATUSES),
        occurredAt: fc.integer({ min: 0, max: 3 }).map(at),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 6 }), async (all) => {
          const { payment, providerPaymentId } = await aPaid(given());
          const report = told(providerPaymentId);

          for (const word of all) await tell(payment.id, { ...report, ...word });

          const { status, occurredAt } = all.reduce((a, b) => joinDispute(a, b));
          expect(await given().listDisputes(payment.id)).toMatchObject([{ status, statusAt: occurredAt }]);
        }),
        { numRuns: 15 },
      );
    }, 30_000);

    test('that only ends is no news where none is open', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const end = told(providerPaymentId, { status: 'won', occurredAt: at(5), isOnlyAnEnd: true });
      await tell(payment.id, end);
      expect(await given().listDisputes(payment.id)).toEqual([]);

      await tell(payment.id, { ...end, status: 'open', occurredAt: at(4), isOnlyAnEnd: false });
      await tell(payment.id, { ...end, occurredAt: at(6) });

      expect(await given().listDisputes(payment.id)).toMatchObject([{ status: 'won', statusAt: at(6) }]);
    });

    test('of another payment’s money is an anomaly, and kept for neither', async () => {
      const mine = await aPaid(given());
      const theirs = await aPaid(given());

      const { newAnomalies } = await tell(mine.payment.id, told(theirs.providerPaymentId));

      expect(newAnomalies).toMatchObject([{ kind: 'reference_mismatch' }]);
      expect(await given().listDisputes(mine.payment.id)).toEqual([]);
    });
  });
}
