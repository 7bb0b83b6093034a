import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactsRecord } from '../../../../src/app/purchases.ts';
import { money } from '../../../../src/domain/money/money.ts';
import type { Attempt } from '../../../../src/domain/payment/report.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { aDelivery, anAttempt, anOpened, fact, facts, openedAgain, success } from '../builders.ts';

/** The same said about provider payments of its own: one belongs to one payment. */
function fresh(paymentId: string) {
  const own = (one: Attempt) => ({ ...one, providerPaymentId: `${one.providerPaymentId}-${paymentId}` });
  return ({ attempt = null, others = [], ...said }: Partial<FactsRecord>): Partial<FactsRecord> => ({
    ...said,
    attempt: attempt && own(attempt),
    others: others.map(own),
  });
}

export function describeSuccesses(given: () => Store): void {
  describe('a success', () => {
    test('a success makes the order paid with the payment', async () => {
      const { order, payment } = await anOpened(given());

      const recorded = await given().recordFacts(facts(payment.id, success(1)));

      expect(recorded).toMatchObject({ payment: { status: 'succeeded' }, newAnomalies: [], surplus: [] });
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
      expect(await given().listAnomalies(payment.id)).toEqual([]);
    });

    test('a success that is reported with other tries keeps them too, and whichever of them is money as well is an anomaly', async () => {
      const { payment } = await anOpened(given());
      const said = success(1);
      const second = anAttempt('succeeded', 2);
      const rejected = anAttempt('failed', 3);

      const recorded = await given().recordFacts(facts(payment.id, { ...said, others: [second, rejected] }));
      const again = await given().recordFacts(facts(payment.id, { ...said, others: [rejected, second] }));

      const anomaly = { kind: 'paid_twice', subject: second.providerPaymentId, detail: {} };
      expect(recorded).toMatchObject({ payment: { status: 'succeeded' }, newAnomalies: [anomaly] });
      expect(again.newAnomalies).toEqual([]);
      const attempts = await given().listAttempts(payment.id);
      expect(attempts).toHaveLength(3);
      expect(attempts).toEqual(expect.arrayContaining([said.attempt, second, rejected]));
    });

    const wrong: [string, Partial<Attempt>][] = [
      ['of another amount', { authorized: money(800, 'JPY'), capturedMinor: 800 }],
      ['of another currency', { authorized: money(1_000, 'KRW') }],
      ['that was captured in part', { capturedMinor: 300 }],
      ['of an amount that was not reported', { authorized: null, capturedMinor: 0 }],
    ];

    test.each(wrong)(
      'a success is not surplus beside money %s, whichever of them came first',
      async (_what, amounts) => {
        const odd = anAttempt('succeeded', 1, amounts);
        const good = success(2);
        const reported = [{ attempt: odd }, good, { ...good, others: [odd] }, { attempt: odd, others: [good.attempt] }];

        for (const order of fc.sample(fc.shuffledSubarray([...reported, ...reported], { minLength: 2 }), 6)) {
          const { payment } = await anOpened(given());
          const own = fresh(payment.id);
          for (const said of [...order, { attempt: odd }, good])
            await given().recordFacts(facts(payment.id, own(said)));

          expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
          const anomaly = { kind: 'paid_twice', subject: `${odd.providerPaymentId}-${payment.id}`, detail: {} };
          expect(await given().listAnomalies(payment.id)).toEqual([anomaly]);
        }
      },
    );

    test('a success that is known better later is surplus beside the one that counts', async () => {
      const { payment } = await anOpened(given());
      const [first, second] = [anAttempt('succeeded', 1), success(2)];
      const misread = { ...first, authorized: money(800, 'JPY'), capturedMinor: 800 };
      const notify = async (said: Partial<FactsRecord>) =>
        (await given().recordFacts(facts(payment.id, said))).newAnomalies.map(({ subject }) => subject);

      expect(await notify({ attempt: misread })).toEqual([]);
      expect(await notify(second)).toEqual([first.providerPaymentId]);
      expect(await notify({ fact: first.fact, attempt: first })).toEqual([]);
    });

    test('a success of a cancelled payment counts, is an anomaly, and names what is open besides', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
      const { payment: other } = await openedAgain(given(), order);

      const said = success(2);
      const recorded = await given().recordFacts(facts(payment.id, said));

      expect(recorded).toMatchObject({ payment: { status: 'succeeded' }, surplus: [other.id] });
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
      const anomaly = { kind: 'paid_after_cancel', subject: said.attempt.providerPaymentId, detail: {} };
      expect(recorded.newAnomalies).toEqual([anomaly]);
      expect(await given().listAnomalies(payment.id)).toEqual([anomaly]);
    });

    test('a success while another payment is being opened is surplus named by what is recorded of that one, until it ends', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
      const { payment: other } = await openedAgain(given(), order);
      await given().recordFacts(facts(payment.id, success(2)));

      const delivery = aDelivery(other.accountId);
      const attached = await given().recordFacts(facts(other.id, { parentId: randomUUID(), delivery }));
      const repeated = await given().recordFacts(facts(other.id, { delivery }));
      const ended = await given().recordFacts(facts(other.id, { fact: fact('cancelled', 3) }));

      expect([attached, repeated, ended].map(({ surplus }) => surplus)).toEqual([[other.id], [other.id], []]);
    });

    test('a success of another order says nothing about this one', async () => {
      const [one, two] = [await anOpened(given()), await anOpened(given())];

      expect((await given().recordFacts(facts(one.payment.id, success(1)))).surplus).toEqual([]);
      expect((await given().recordFacts(facts(two.payment.id, { parentId: randomUUID() }))).surplus).toEqual([]);
    });

    test('a success for an order that another payment has paid is an anomaly', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
      const { payment: other } = await openedAgain(given(), order);
      await given().recordFacts(facts(payment.id, success(2)));

      const said = success(3);
      const recorded = await given().recordFacts(facts(other.id, said));

      const { providerPaymentId } = said.attempt;
      const anomaly = { kind: 'order_paid_twice', subject: providerPaymentId, detail: { paid_by: payment.id } };
      expect(recorded).toMatchObject({ payment: { status: 'succeeded' }, newAnomalies: [anomaly], surplus: [] });
      expect(await given().listAnomalies(other.id)).toEqual([anomaly]);
    });

    test.each([
      ['is cancelled', { status: 'cancelled' as const }],
      ['asks for another amount', { amount: money(2_000, 'JPY') }],
      ['asks for another currency', { amount: money(1_000, 'USD') }],
    ])('a success for an order that by now %s leaves the order alone and is an anomaly', async (_how, change) => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
      const { value } = await given().putOrder({ ...order, ...change });

      const recorded = await given().recordFacts(facts(payment.id, success(2)));

      expect(recorded.payment.status).toBe('succeeded');
      expect(await given().findOrder(order.id)).toEqual(value);
      const kept = await given().listAnomalies(payment.id);
      expect(kept.map(({ kind }) => kind).toSorted()).toEqual(['order_differs', 'paid_after_cancel']);
      expect(recorded.newAnomalies).toHaveLength(2);
      expect(kept).toEqual(expect.arrayContaining([...recorded.newAnomalies]));
    });
  });
}
