import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import {
  joinRefundStatus,
  REFUND_STATUSES,
  type Refund,
  type RefundReport,
} from '../../../../src/domain/payment/refund.ts';
import type { NewRefund } from '../../../../src/domain/purchase/refunds.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anAttempt, anOpened, facts, held, LEASE_MS, success } from '../builders.ts';

/** Short enough to run out within a test. */
const BRIEF_MS = 30;

export function aRefund(paymentId: string, overrides: Partial<NewRefund> = {}): NewRefund {
  const whole = { providerPaymentId: null, amountMinor: null, reason: null };
  return { id: randomUUID(), paymentId, ...whole, requestedBy: 'operator-1', ...overrides };
}

/** A payment of 1000 JPY that was paid, by the provider payment of this id. */
export async function aPaid(store: Store) {
  const { payment } = await anOpened(store);
  const { fact, attempt } = success(1);
  await store.recordFacts(facts(payment.id, { fact, attempt }));
  return { payment, providerPaymentId: attempt.providerPaymentId };
}

/** A provider's word on a refund; of its own making unless it refers to one of ours. */
export function reported(providerPaymentId: string, overrides: Partial<RefundReport> = {}): RefundReport {
  return {
    kind: 'refund',
    providerRefundId: `refund-${randomUUID()}`,
    providerPaymentId,
    reference: null,
    isAnonymous: false,
    madeAt: null,
    amount: money(1_000, 'JPY'),
    status: 'succeeded',
    reason: null,
    ...overrides,
  };
}

export function describeRefunds(given: () => Store): void {
  const open = (refund: NewRefund, leaseMs = LEASE_MS) => given().openRefund(refund, leaseMs);
  const notify = (paymentId: string, ...reversals: RefundReport[]) =>
    given().recordFacts(facts(paymentId, { reversals }));
  const only = async (paymentId: string): Promise<Refund> => {
    const [refund, ...more] = await given().listRefunds(paymentId);
    if (refund === undefined || more.length > 0) throw new Error(`expected one refund, and ${more.length} are more`);
    return refund;
  };

  describe('a refund', () => {
    test('a refund is all that is left unless an amount is named, and its opener may call the provider', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const part = await open(aRefund(payment.id, { amountMinor: 300, reason: 'torn' }));
      const { refund, lease } = await open(aRefund(payment.id));

      expect(part.refund).toMatchObject({ amount: money(300, 'JPY'), reason: 'torn', requestedBy: 'operator-1' });
      expect(refund).toMatchObject({ amount: money(700, 'JPY'), status: 'pending', providerRefundId: null });
      expect(refund).toMatchObject({ paymentId: payment.id, accountId: payment.accountId, providerPaymentId });
      expect(lease).toMatchObject({ round: 1, unknown: null });
      expect(await given().listRefunds(payment.id)).toEqual([part.refund, refund]);
      expect(await given().findRefund(refund.id)).toEqual(refund);
    });

    test('a refund of nothing that was captured is refused', async () => {
      const { payment } = await anOpened(given());

      await expect(open(aRefund(payment.id))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Nothing was captured',
      });
      await expect(open(aRefund(randomUUID()))).rejects.toMatchObject({ code: 'payment_not_found' });
      await expect(open(aRefund('nonsense'))).rejects.toMatchObject({ code: 'payment_not_found' });
    });

    test('a refund never sends back more than was captured, those on their way included', async () => {
      const { payment } = await aPaid(given());
      await open(aRefund(payment.id, { amountMinor: 600 }));

      const atMost = (minor: number) => ({
        code: 'conflict',
        message: `At most ${minor} can be refunded, in minor units`,
      });

      await expect(open(aRefund(payment.id, { amountMinor: 401 }))).rejects.toMatchObject(atMost(400));
      await open(aRefund(payment.id, { amountMinor: 400 }));
      await expect(open(aRefund(payment.id))).rejects.toMatchObject(atMost(0));
    });

    test('a refund of all the money is one, however many requests ask for it at once', async () => {
      const { payment } = await aPaid(given());

      const asked = await Promise.allSettled(Array.from({ length: 50 }, () => open(aRefund(payment.id))));

      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(asked.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(
        Array.from({ length: 49 }, () => 'conflict'),
      );
      expect((await only(payment.id)).amount.minor).toBe(1_000);
    });

    test('a refund of the same id again is the same one, for a caller who holds no lease', async () => {
      const { payment } = await aPaid(given());
      const wanted = aRefund(payment.id, { amountMinor: 300 });
      const first = await open(wanted);
      const again = await open(wanted);

      expect(again).toEqual({ refund: first.refund, lease: null, rest: [] });
      expect(await given().leaseRefund(wanted.id, LEASE_MS)).toEqual({ refund: first.refund, lease: null });
    });

    test('a refund is taken over when its time ran out, and its call may have arrived', async () => {
      const { payment } = await aPaid(given());
      const { refund, lease } = await open(aRefund(payment.id), BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      const taken = held((await given().leaseRefund(refund.id, LEASE_MS)).lease);

      expect(taken).toMatchObject({ round: 1, unknown: { calls: 1 } });
      await given().endRefund(refund.id, held(lease), 'failed');
      expect((await only(payment.id)).status).toBe('pending');
      await given().endRefund(refund.id, taken, 'unknown');
      expect((await given().leaseRefund(refund.id, LEASE_MS)).lease).toMatchObject({ round: 1, unknown: { calls: 2 } });
    });

    test('a refund that was not made gets another round', async () => {
      const { payment } = await aPaid(given());
      const { refund, lease } = await open(aRefund(payment.id));
      await given().endRefund(refund.id, held(lease), 'refused');

      expect((await given().leaseRefund(refund.id, LEASE_MS)).lease).toMatchObject({ round: 2, unknown: null });
    });

    test('a refund that failed leaves its part of the money for another', async () => {
      const { payment } = await aPaid(given());
      const { refund, lease } = await open(aRefund(payment.id));
      await given().endRefund(refund.id, held(lease), 'failed');

      expect(await only(payment.id)).toMatchObject({ status: 'failed' });
      expect((await given().leaseRefund(refund.id, LEASE_MS)).lease).toBeNull();
      expect((await open(aRefund(payment.id))).refund.amount.minor).toBe(1_000);
    });

    test('a refund is done when the provider reports it by our reference', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const { refund } = await open(aRefund(payment.id));
      const report = reported(providerPaymentId, { reference: refund.id });

      await notify(payment.id, report);
      await notify(payment.id, report);

      const { providerRefundId } = report;
      expect(await only(payment.id)).toMatchObject({ id: refund.id, status: 'succeeded', providerRefundId });
      expect((await given().leaseRefund(refund.id, LEASE_MS)).lease).toBeNull();
    });

    test('a refund is the one that it refers to, whatever amount is reported: ours stays, and the other is an anomaly', async () => {
      const odd = [
        [{ amount: money(301, 'JPY') }, [{ kind: 'amount_mismatch', detail: { expected: 300, found: 301 } }]],
        [{ amount: money(300, 'USD') }, [{ kind: 'currency_mismatch', detail: { expected: 'JPY', found: 'USD' } }]],
        [{ providerPaymentId: 'pay-other' }, [{ kind: 'reference_mismatch', detail: { found: 'pay-other' } }]],
        [{ amount: null }, []],
      ] as const;
      for (const [changes, anomalies] of odd) {
        const { payment, providerPaymentId } = await aPaid(given());
        const { refund } = await open(aRefund(payment.id, { amountMinor: 300 }));
        const report = reported(providerPaymentId, { reference: refund.id, amount: money(300, 'JPY'), ...changes });

        const { newAnomalies } = await notify(payment.id, report);
        const again = await notify(payment.id, report);

        expect(await only(payment.id)).toMatchObject({ id: refund.id, status: 'succeeded', amount: money(300, 'JPY') });
        expect(newAnomalies).toMatchObject(anomalies);
        expect(newAnomalies.map(({ subject }) => subject)).toEqual(anomalies.map(() => report.providerRefundId));
        expect(again.newAnomalies).toEqual([]);
      }
    });

    test('a refund that is reported without an amount, and is none of ours, is not kept', async () => {
      const { payment, providerPaymentId } = await aPaid(given());

      await notify(payment.id, reported(providerPaymentId, { amount: null, isAnonymous: true, madeAt: null }));

      expect(await given().listRefunds(payment.id)).toEqual([]);
    });

    test('a refund that is taken for one without a reference, while no process calls for it, is an anomaly', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const nameless = () =>
        reported(providerPaymentId, { isAnonymous: true, madeAt: null, amount: money(300, 'JPY') });
      const { refund, lease } = await open(aRefund(payment.id, { amountMinor: 300 }));
      await given().endRefund(refund.id, held(lease), 'unknown');
      const report = nameless();

      const { newAnomalies } = await notify(payment.id, report);
      await open(aRefund(payment.id, { amountMinor: 300 }));
      const during = await notify(payment.id, nameless());

      expect(await given().findRefund(refund.id)).toMatchObject({ providerRefundId: report.providerRefundId });
      expect(newAnomalies).toEqual([
        {
          kind: 'reference_mismatch',
          subject: report.providerRefundId,
          detail: { expected: refund.id, found: null },
        },
      ]);
      expect(during.newAnomalies).toEqual([]);
    });

    test('a refund may be reported without a reference: it is the one of its amount that waits for an answer', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const { refund } = await open(aRefund(payment.id, { amountMinor: 300 }));
      const named = {
        isAnonymous: true,
        madeAt: null,
        amount: money(300, 'JPY'),
        providerRefundId: `refund-${randomUUID()}`,
      };

      await notify(
        payment.id,
        reported(providerPaymentId, { isAnonymous: true, madeAt: null, amount: money(200, 'JPY') }),
      );
      await notify(payment.id, reported(providerPaymentId, named));
      // The answer to our own call, which says whose it is.
      await notify(payment.id, reported(providerPaymentId, { ...named, reference: refund.id }));

      // Of one millisecond any may come first.
      const refunds = (await given().listRefunds(payment.id)).toSorted((a, b) => b.amount.minor - a.amount.minor);
      expect(refunds.map(({ amount, requestedBy }) => [amount.minor, requestedBy])).toEqual([
        [300, 'operator-1'],
        [200, null],
      ]);
      expect(refunds[0]).toMatchObject({ id: refund.id, providerRefundId: named.providerRefundId });
    });

    test('a refund is not taken for one of ours where the provider names them', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const { refund } = await open(aRefund(payment.id));

      await notify(payment.id, reported(providerPaymentId));

      expect((await given().findRefund(refund.id))?.providerRefundId).toBeNull();
      expect(await given().listRefunds(payment.id)).toHaveLength(2);
    });

    test('a refund that was made at the provider is kept once, and counts', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const report = reported(providerPaymentId, { amount: money(400, 'JPY'), reason: 'duplicate' });

      await Promise.all([notify(payment.id, report), notify(payment.id, report), notify(payment.id, report)]);

      expect(await only(payment.id)).toMatchObject({ requestedBy: null, reason: 'duplicate', status: 'succeeded' });
      expect((await open(aRefund(payment.id))).refund.amount.minor).toBe(600);
    });

    test('a refund may be reported before the money that it sends back', async () => {
      const { payment } = await anOpened(given());
      const { fact, attempt } = success(1);

      await notify(payment.id, reported(attempt.providerPaymentId, { amount: money(400, 'JPY') }));
      await given().recordFacts(facts(payment.id, { fact, attempt }));

      expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
      expect((await open(aRefund(payment.id))).refund.amount.minor).toBe(600);
    });

    test('a refund goes back to the provider payment that it is of: a surplus one has to be named', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const second = anAttempt('succeeded', 2);
      const { newAnomalies } = await given().recordFacts(facts(payment.id, { fact: second.fact, attempt: second }));
      expect(newAnomalies).toMatchObject([{ kind: 'paid_twice', subject: second.providerPaymentId }]);

      const named = aRefund(payment.id, { providerPaymentId: second.providerPaymentId });
      expect((await open(named)).refund.providerPaymentId).toBe(second.providerPaymentId);
      expect((await open(aRefund(payment.id))).refund).toMatchObject({ providerPaymentId, amount: { minor: 1_000 } });
      const foreign = aRefund(payment.id, { providerPaymentId: 'pay-of-no-payment' });
      await expect(open(foreign)).rejects.toMatchObject({
        code: 'conflict',
        message: 'Nothing was captured by this provider_payment_id of the payment',
      });
    });

    test('a refund goes back to the money that counts, though other money came before', async () => {
      const { payment } = await anOpened(given());
      const odd = anAttempt('succeeded', 1, { authorized: money(800, 'JPY'), capturedMinor: 800 });
      const good = success(2);
      await given().recordFacts(facts(payment.id, { attempt: odd }));
      await given().recordFacts(facts(payment.id, good));

      const { refund } = await open(aRefund(payment.id));
      const named = await open(aRefund(payment.id, { providerPaymentId: odd.providerPaymentId }));

      const { providerPaymentId } = good.attempt;
      expect(refund).toMatchObject({ providerPaymentId, amount: money(1_000, 'JPY') });
      expect(named.refund.amount.minor).toBe(800);
    });

    test('a refund of another payment’s money is an anomaly, and kept for neither', async () => {
      const mine = await aPaid(given());
      const theirs = await aPaid(given());
      const report = reported(theirs.providerPaymentId);
      await notify(theirs.payment.id, report);

      for (const reversal of [report, reported(theirs.providerPaymentId)]) {
        const { newAnomalies } = await notify(mine.payment.id, reversal);
        expect(newAnomalies).toMatchObject([{ kind: 'reference_mismatch', subject: reversal.providerRefundId }]);
      }
      expect(await given().listRefunds(mine.payment.id)).toEqual([]);
      expect(await given().listRefunds(theirs.payment.id)).toHaveLength(1);
    });

    test('a refund ends as the furthest report of it, in whatever order and however often', async () => {
      const words = fc.array(fc.constantFrom(...REFUND_STATUSES), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(words, async (statuses) => {
          const { payment, providerPaymentId } = await aPaid(given());
          const report = reported(providerPaymentId);

          for (const status of statuses) await notify(payment.id, { ...report, status });

          expect((await only(payment.id)).status).toBe(statuses.reduce(joinRefundStatus));
        }),
        { numRuns: 15 },
      );
    }, 30_000);

    test('a refund is listed a page at a time, newest first', async () => {
      const { payment } = await aPaid(given());
      for (const amountMinor of [1, 2, 3, 4, 5]) await open(aRefund(payment.id, { amountMinor }));
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Store['pageRefunds']>> = await given().pageRefunds(payment.id, {
          limit: 2,
          cursor,
        });
        seen.push(...page.items.map(({ amount }) => amount.minor));
        cursor = page.nextCursor;
      } while (cursor !== null);

      expect(seen).toHaveLength(5);
      expect(seen.toSorted()).toEqual([1, 2, 3, 4, 5]);
      const all = await given().listRefunds(payment.id);
      expect(seen).toEqual(all.map(({ amount }) => amount.minor).toReversed());
    });

    test('a refund is not listed from a cursor that we never gave, or gave for another payment', async () => {
      const { payment } = await aPaid(given());
      const { payment: other } = await aPaid(given());
      for (const { id } of [payment, payment, other, other]) await open(aRefund(id, { amountMinor: 1 }));
      const pageFrom = (id: string, cursor: string | null) => given().pageRefunds(id, { limit: 1, cursor });
      const { nextCursor } = await pageFrom(payment.id, null);
      const foreign = (await pageFrom(other.id, null)).nextCursor;

      for (const cursor of ['', 'rubbish!', `${nextCursor}=`, `${nextCursor}`.slice(0, -4), `${foreign}`])
        await expect(pageFrom(payment.id, cursor)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });
  });
}
