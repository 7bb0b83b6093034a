import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactsRecord } from '../../../../src/app/purchases.ts';
import { money } from '../../../../src/domain/money/money.ts';
import type { DisputeReport } from '../../../../src/domain/payment/dispute.ts';
import type { RefundReport } from '../../../../src/domain/payment/refund.ts';
import type { Attempt } from '../../../../src/domain/payment/report.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anAttempt, anOpened, at, fact, facts } from '../builders.ts';

/** Money of a purchase that a buyer splits, of a payment of 1,000. */
function part(minor: number, seconds: number): Attempt {
  return anAttempt('succeeded', seconds, { authorized: money(minor, 'JPY'), capturedMinor: minor });
}

function rejectedPart(minor: number, seconds: number): Attempt {
  return anAttempt('failed', seconds, { authorized: money(minor, 'JPY') });
}

/** As a provider reports one attempt. */
function reporting(attempt: Attempt, more: Partial<FactsRecord> = {}): Partial<FactsRecord> {
  return { fact: attempt.fact, attempt, splits: true, ...more };
}

export function describeSplits(given: () => Store): void {
  const notify = (paymentId: string, said: Partial<FactsRecord>) => given().recordFacts(facts(paymentId, said));
  const anomaliesOf = async (paymentId: string) =>
    (await given().listAnomalies(paymentId)).map(({ kind, subject }) => [kind, subject]);

  describe('a purchase that a buyer splits over several attempts', () => {
    test('a purchase that a buyer splits over several attempts is being processed while a part of it is there, and succeeds with its order when the rest comes', async () => {
      const { order, payment } = await anOpened(given());

      const first = await notify(payment.id, reporting(part(600, 1)));
      const second = await notify(payment.id, reporting(part(400, 2)));

      expect(first).toMatchObject({ payment: { status: 'processing' }, newAnomalies: [] });
      expect(second).toMatchObject({ payment: { status: 'succeeded', statusAt: at(2) }, newAnomalies: [] });
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    });

    test('a purchase that a buyer splits over several attempts ends alike whatever the order and repetition of the reports', async () => {
      const deeds = [rejectedPart(400, 2), part(600, 1), part(300, 3), part(100, 4)];
      const orders = fc.sample(fc.shuffledSubarray([...deeds, ...deeds], { minLength: 8 }), 8);

      for (const order of orders) {
        const { payment } = await anOpened(given());
        for (const attempt of order) {
          const providerPaymentId = `${attempt.providerPaymentId}-${payment.id}`;
          await notify(payment.id, reporting({ ...attempt, providerPaymentId }));
        }

        expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded', statusAt: at(4) });
        expect(await anomaliesOf(payment.id)).toEqual([]);
      }
    });

    test('a purchase that a buyer splits over several attempts stays as it is while the rest was rejected, in either order, so that it is not taken for unpaid', async () => {
      const [there, rejected] = [part(600, 1), rejectedPart(400, 2)];
      for (const order of [
        [there, rejected],
        [rejected, there],
      ]) {
        const { payment } = await anOpened(given());
        for (const attempt of order)
          await notify(
            payment.id,
            reporting({ ...attempt, providerPaymentId: `${attempt.providerPaymentId}${payment.id}` }),
          );

        expect(await given().findPayment(payment.id)).toMatchObject({ status: 'processing' });
        expect(await anomaliesOf(payment.id)).toEqual([]);
      }
    });

    test('a purchase that a buyer splits succeeds by what is reported together, of which every part was missed before', async () => {
      const { payment } = await anOpened(given());
      const [first, second, third] = [part(600, 1), part(300, 3), part(100, 2)];

      const recorded = await notify(payment.id, reporting(first, { others: [second, third] }));

      expect(recorded).toMatchObject({ payment: { status: 'succeeded', statusAt: at(3) }, newAnomalies: [] });
    });

    test('a purchase that a buyer splits over several attempts has surplus only in what goes beyond the amount', async () => {
      const { payment } = await anOpened(given());
      const [first, second] = [part(600, 1), part(600, 2)];

      await notify(payment.id, reporting(first));
      const recorded = await notify(payment.id, reporting(second));

      expect(recorded.payment.status).toBe('succeeded');
      expect(await anomaliesOf(payment.id)).toEqual([['paid_twice', second.providerPaymentId]]);
      expect(await surplusesOf(payment.id)).toEqual({ [first.providerPaymentId]: 0, [second.providerPaymentId]: 200 });
    });

    test('a purchase that a buyer splits over several attempts names no second surplus when the missing part comes after too much has come', async () => {
      const { payment } = await anOpened(given());
      const [first, second, third] = [part(600, 1), part(600, 2), part(400, 3)];

      for (const one of [first, second, third]) await notify(payment.id, reporting(one));

      expect(await anomaliesOf(payment.id)).toEqual([['paid_twice', second.providerPaymentId]]);
      expect(await surplusesOf(payment.id)).toMatchObject({ [second.providerPaymentId]: 600 });
    });

    test('surplus is what came in parts beside an attempt that pays alone, whichever came first', async () => {
      const [odd, whole] = [part(600, 1), part(1_000, 2)];
      for (const order of [
        [odd, whole],
        [whole, odd],
      ]) {
        const { payment } = await anOpened(given());
        const own = (one: Attempt) => ({ ...one, providerPaymentId: `${one.providerPaymentId}${payment.id}` });
        for (const attempt of order) await notify(payment.id, reporting(own(attempt)));

        expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
        expect(await anomaliesOf(payment.id)).toEqual([['paid_twice', own(odd).providerPaymentId]]);
      }
    });

    test('a purchase that a buyer splits over several attempts counts no part that went back before the rest came', async () => {
      const { payment } = await anOpened(given());
      const [first, second, third] = [part(600, 1), part(400, 3), part(600, 5)];

      await notify(payment.id, reporting(first));
      await notify(payment.id, reporting(first, { reversals: [aRefund(first, 600)] }));
      const withoutFirst = await notify(payment.id, reporting(second));
      const complete = await notify(payment.id, reporting(third));

      expect(withoutFirst).toMatchObject({ payment: { status: 'processing' }, newAnomalies: [] });
      expect(complete).toMatchObject({ payment: { status: 'succeeded', statusAt: at(5) }, newAnomalies: [] });
    });

    test('a purchase that a buyer splits over several attempts counts no part that the buyer’s bank took back, until the bank decides for us', async () => {
      const { payment } = await anOpened(given());
      const [first, second] = [part(600, 1), part(400, 3)];

      await notify(payment.id, reporting(first, { reversals: [aDispute(first, 'open', 2)] }));
      const disputed = await notify(payment.id, reporting(second));
      const won = await notify(payment.id, reporting(first, { reversals: [aDispute(first, 'won', 4)] }));

      expect(disputed.payment.status).toBe('processing');
      expect(won).toMatchObject({ payment: { status: 'succeeded' }, newAnomalies: [] });
    });

    test('a purchase that a buyer splits over several attempts has failed for now when all that came went back', async () => {
      const { payment } = await anOpened(given());
      const only = part(600, 1);
      await notify(payment.id, reporting(only));

      const returned = { ...only, fact: fact('succeeded', 9) };
      const recorded = await notify(payment.id, reporting(returned, { reversals: [aRefund(only, 600)] }));

      expect(recorded).toMatchObject({ payment: { status: 'failed' }, newAnomalies: [] });
    });

    test('a purchase that a buyer splits over several attempts stays paid when a part goes back afterwards, and no other money becomes surplus by that', async () => {
      const { payment } = await anOpened(given());
      const [first, second] = [part(600, 1), part(400, 2)];
      for (const one of [first, second]) await notify(payment.id, reporting(one));
      await new Promise((resolve) => setTimeout(resolve, 5));

      const recorded = await notify(payment.id, reporting(first, { reversals: [aRefund(first, 600)] }));

      expect(recorded).toMatchObject({ payment: { status: 'succeeded' }, newAnomalies: [] });
    });

    test('a purchase that a buyer splits over several attempts is over when its parent is: the part that came is an anomaly, once, and the order can be paid anew', async () => {
      const { order, payment } = await anOpened(given());
      const only = part(600, 1);
      await notify(payment.id, reporting(only));

      for (const _twice of [1, 2]) await notify(payment.id, reporting(only, { overAt: at(100) }));

      expect(await given().findPayment(payment.id)).toMatchObject({ status: 'cancelled', statusAt: at(100) });
      expect(await given().listAnomalies(payment.id)).toEqual([
        { kind: 'paid_in_part', subject: only.providerPaymentId, detail: { expected: 1_000, found: 600 } },
      ]);
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
    });

    test('a purchase that a buyer splits over several attempts is over without an anomaly when the part that came has gone back', async () => {
      const { payment } = await anOpened(given());
      const only = part(600, 1);

      const recorded = await notify(payment.id, reporting(only, { reversals: [aRefund(only, 600)], overAt: at(100) }));

      expect(recorded).toMatchObject({ payment: { status: 'cancelled' }, newAnomalies: [] });
    });

    test('a purchase that a buyer splits over several attempts that is over counts when the rest comes all the same', async () => {
      const { order, payment } = await anOpened(given());
      await notify(payment.id, reporting(part(600, 1), { overAt: at(100) }));

      const late = part(400, 101);
      const recorded = await notify(payment.id, reporting(late));

      expect(recorded.payment.status).toBe('succeeded');
      expect(recorded.newAnomalies).toMatchObject([{ kind: 'paid_after_cancel', subject: late.providerPaymentId }]);
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    });

    test('a purchase that a buyer splits over several attempts says of a part that comes after it was cancelled that it is one', async () => {
      const { payment } = await anOpened(given());
      await notify(payment.id, { fact: fact('cancelled', 1) });
      const late = part(600, 2);

      const recorded = await notify(payment.id, reporting(late));

      expect(recorded).toMatchObject({
        payment: { status: 'cancelled' },
        newAnomalies: [{ kind: 'paid_in_part', subject: late.providerPaymentId }],
      });
    });

    test('of a purchase that a buyer splits is missing what has not come, or went back before the rest', async () => {
      const { payment } = await anOpened(given());
      const first = part(600, 1);
      const missing = async () => (await given().findDetails(payment.id))?.missingMinor;
      expect(await missing()).toBe(1_000);

      await notify(payment.id, reporting(first));
      expect(await missing()).toBe(400);
      await notify(payment.id, reporting(first, { reversals: [aRefund(first, 100)] }));
      expect(await missing()).toBe(500);
      await notify(payment.id, reporting(part(500, 2)));
      expect(await missing()).toBe(0);
    });

    test('a purchase that a buyer splits over several attempts does not add up money of another currency, nor money of which a part was taken', async () => {
      const { payment } = await anOpened(given());
      const foreign = anAttempt('succeeded', 2, { authorized: money(400, 'KRW'), capturedMinor: 400 });
      const held = anAttempt('succeeded', 3, { authorized: money(900, 'JPY'), capturedMinor: 400 });

      await notify(payment.id, reporting(part(600, 1)));
      for (const odd of [foreign, held]) await notify(payment.id, reporting(odd));

      expect(await given().findPayment(payment.id)).toMatchObject({ status: 'processing' });
    });
  });

  async function surplusesOf(paymentId: string): Promise<Record<string, number>> {
    const { attempts = [] } = (await given().findDetails(paymentId)) ?? {};
    return Object.fromEntries(attempts.map((one) => [one.providerPaymentId, one.surplusMinor]));
  }
}

function aRefund({ providerPaymentId }: Attempt, minor: number): RefundReport {
  const whose = { providerRefundId: randomUUID(), providerPaymentId, reference: null, isAnonymous: true, madeAt: null };
  return { kind: 'refund', ...whose, amount: money(minor, 'JPY'), status: 'succeeded', reason: null };
}

function aDispute({ providerPaymentId, authorized }: Attempt, status: 'open' | 'won', seconds: number): DisputeReport {
  const whose = { providerDisputeId: `d-${providerPaymentId}`, providerPaymentId, amount: authorized };
  return { kind: 'dispute', ...whose, reason: null, status, occurredAt: at(seconds), closesOnly: false };
}
