import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import type { Anomaly } from '../../../../src/domain/payment/anomaly.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { aDelivery, anAttempt, anOpened, at, fact, facts, success } from '../builders.ts';
import { describeDeliveries } from '../deliveries.ts';
import { describeDeclines } from './declines.ts';
import { describeSchedules } from './schedules.ts';
import { describeSuccesses } from './successes.ts';

export function describeFacts(given: () => Store): void {
  describe('a fact', () => {
    test('a fact that is greater becomes the status, with one row of history that says why', async () => {
      const { payment } = await anOpened(given());
      const cause = { kind: 'operator', id: 'ana' } as const;

      const recorded = await given().recordFacts(facts(payment.id, { fact: fact('processing', 5), cause }));

      expect(recorded).toMatchObject({
        payment: { status: 'processing', statusAt: at(5) },
        newAnomalies: [],
        surplus: [],
      });
      expect(await given().findPayment(payment.id)).toEqual(recorded.payment);
      expect(await given().listTransitions(payment.id)).toEqual([
        { from: 'pending', to: 'processing', cause, occurredAt: at(5), recordedAt: expect.any(Date) },
      ]);
    });

    test('a fact that is not greater changes no status, and what came with it is kept all the same', async () => {
      const { payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('failed', 5) }));
      const attempt = anAttempt('processing', 4);
      const anomaly: Anomaly = {
        kind: 'unknown_status',
        subject: 'x',
        detail: { status: 'odd', count: 1, none: null },
      };

      const late = facts(payment.id, {
        fact: fact('processing', 4),
        attempt,
        anomalies: [anomaly],
        parentId: randomUUID(),
      });
      const recorded = await given().recordFacts(late);

      expect(recorded).toMatchObject({
        payment: { status: 'failed', statusAt: at(5), parentId: late.parentId },
        newAnomalies: [anomaly],
      });
      expect(await given().listTransitions(payment.id)).toHaveLength(1);
      expect(await given().listAttempts(payment.id)).toEqual([attempt]);
      expect(await given().listAnomalies(payment.id)).toEqual([anomaly]);
    });

    test('a fact of the same status at a later time moves the time and is no history', async () => {
      const { payment } = await anOpened(given());
      const first = await given().recordFacts(facts(payment.id, { fact: fact('processing', 5) }));

      const recorded = await given().recordFacts(facts(payment.id, { fact: fact('processing', 6) }));

      expect(recorded).toEqual({
        payment: { ...first.payment, statusAt: at(6) },
        newAnomalies: [],
        newDeclines: [],
        surplus: [],
        hasSucceeded: false,
      });
      expect(await given().listTransitions(payment.id)).toHaveLength(1);
    });

    test('a fact that changes the status makes the payment later changed', async () => {
      const { payment } = await anOpened(given());
      await sleep(5);

      const recorded = await given().recordFacts(facts(payment.id, { fact: fact('processing', 5) }));

      expect(recorded.payment.updatedAt.getTime()).toBeGreaterThan(payment.updatedAt.getTime());
    });

    test('a fact without a time is less than any with one', async () => {
      const { payment } = await anOpened(given());
      const timeless = { kind: 'failed', occurredAt: null } as const;

      for (const said of [timeless, fact('pending', 0), timeless])
        await given().recordFacts(facts(payment.id, { fact: said }));

      const history = await given().listTransitions(payment.id);
      expect(history.map(({ to }) => to)).toEqual(['failed', 'pending']);
      expect(await given().findPayment(payment.id)).toMatchObject({ status: 'pending', statusAt: at(0) });
    });

    test('a fact about a payment that is not there is refused', async () => {
      await expect(given().recordFacts(facts(randomUUID()))).rejects.toMatchObject({ code: 'payment_not_found' });
      await expect(given().recordFacts(facts('gym-7 \0'))).rejects.toMatchObject({ code: 'payment_not_found' });
    });
  });

  test('an anomaly is new once per subject, however often it is reported', async () => {
    const { payment } = await anOpened(given());
    const about = (subject: string): Anomaly => ({ kind: 'unknown_status', subject, detail: { status: 'odd' } });
    const notify = async (...anomalies: Anomaly[]) =>
      (await given().recordFacts(facts(payment.id, { anomalies }))).newAnomalies;

    expect(await notify(about('x'), about('x'))).toEqual([about('x')]);
    expect(await notify(about('y'), { ...about('x'), detail: {} })).toEqual([about('y')]);
    expect(await given().listAnomalies(payment.id)).toEqual(expect.arrayContaining([about('x'), about('y')]));
  });

  describe('provider ids', () => {
    test('provider ids are written once, and found again by the intent', async () => {
      const { payment } = await anOpened(given());
      const [parentId, intentId] = [randomUUID(), randomUUID()];

      await given().recordFacts(facts(payment.id, { parentId }));
      await given().recordFacts(facts(payment.id, { parentId, intentId }));
      const { payment: known } = await given().recordFacts(facts(payment.id, { parentId: 'other', intentId: 'other' }));

      expect(known).toMatchObject({ parentId, intentId });
      expect(await given().findPaymentByIntent([randomUUID(), payment.accountId], intentId)).toEqual(known);
      expect(await given().findPaymentByIntent([randomUUID()], intentId)).toBeNull();
      expect(await given().findPaymentByIntent([payment.accountId], 'other \0')).toBeNull();
    });

    test('provider ids of a parent that was attached meanwhile stay: success through another one is an anomaly', async () => {
      const { payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { parentId: randomUUID() }));
      const elsewhere = { parentId: randomUUID(), ...success(1) };

      const recorded = await given().recordFacts(facts(payment.id, elsewhere));

      expect(recorded).toMatchObject({ payment: { status: 'pending' }, newAnomalies: [{ kind: 'parent_mismatch' }] });
      expect(await given().listAttempts(payment.id)).toEqual([]);
    });

    test('provider ids of a surplus parent are not taken for the payment’s', async () => {
      const { payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { parentId: randomUUID() }));

      const recorded = await given().recordFacts(facts(payment.id, { parentId: randomUUID(), intentId: randomUUID() }));

      expect(recorded.payment.intentId).toBeNull();
    });

    test('provider ids that another payment has stay there, and that is an anomaly', async () => {
      const [one, two] = [await anOpened(given()), await anOpened(given())];
      const ids = { parentId: randomUUID(), intentId: randomUUID() };
      await given().recordFacts(facts(one.payment.id, ids));

      const recorded = await given().recordFacts(facts(two.payment.id, { ...ids, fact: fact('processing', 1) }));

      expect(recorded.payment).toMatchObject({ parentId: null, intentId: null, status: 'pending' });
      expect((await given().listAnomalies(two.payment.id)).map(({ kind }) => kind)).toContain('reference_mismatch');
    });
  });

  describeDeclines(given);

  describe('an attempt', () => {
    test('an attempt joins what is said of it: the greatest status, the most captured', async () => {
      const { payment } = await anOpened(given());
      const attempt = anAttempt('succeeded', 5, { capturedMinor: 700 });
      const { providerPaymentId } = attempt;

      await given().recordFacts(
        facts(payment.id, { attempt: anAttempt('pending', 1, { providerPaymentId, authorized: null }) }),
      );
      await given().recordFacts(facts(payment.id, { attempt }));
      await given().recordFacts(
        facts(payment.id, { attempt: anAttempt('failed', 9, { providerPaymentId, capturedMinor: 300 }) }),
      );

      expect(await given().listAttempts(payment.id)).toEqual([attempt]);
    });

    test.each<[string, Parameters<typeof anAttempt>[2]]>([
      ['a larger amount', { authorized: money(1_001, 'JPY'), capturedMinor: 701 }],
      ['a smaller amount', { authorized: money(999, 'JPY'), capturedMinor: 701 }],
      ['another currency', { authorized: money(1_000, 'KRW'), capturedMinor: 701 }],
      ['more captured than there was', { capturedMinor: 1_001 }],
    ])('an attempt of which an answer said %s is as the other answers said, in whatever order', async (_what, lie) => {
      const right = anAttempt('succeeded', 5, { capturedMinor: 700 });
      const wrong = { ...right, ...lie };

      for (const answers of [
        [right, wrong],
        [wrong, right],
        [wrong, right, wrong],
      ]) {
        const { payment } = await anOpened(given());
        const providerPaymentId = randomUUID();
        for (const attempt of answers)
          await given().recordFacts(facts(payment.id, { attempt: { ...attempt, providerPaymentId } }));
        expect(await given().listAttempts(payment.id)).toEqual([{ ...right, providerPaymentId }]);
      }
    });

    test('an attempt of another amount than the payment’s keeps it, when nothing else is reported', async () => {
      const { payment } = await anOpened(given());
      const attempt = anAttempt('succeeded', 5, { authorized: money(999, 'JPY'), capturedMinor: 999 });

      for (const _twice of [1, 2]) await given().recordFacts(facts(payment.id, { attempt }));

      expect(await given().listAttempts(payment.id)).toEqual([attempt]);
    });

    test('an attempt that stands for another payment of ours makes this one not paid', async () => {
      const [one, two] = [await anOpened(given()), await anOpened(given())];
      const success = { fact: fact('succeeded', 1), attempt: anAttempt('succeeded', 1) };
      await given().recordFacts(facts(one.payment.id, success));

      const recorded = await given().recordFacts(facts(two.payment.id, success));

      const anomaly = { kind: 'reference_mismatch', subject: success.attempt.providerPaymentId, detail: {} };
      expect(recorded).toMatchObject({ payment: { status: 'pending' }, newAnomalies: [anomaly] });
      expect(await given().listAttempts(two.payment.id)).toEqual([]);
      expect(await given().listAnomalies(two.payment.id)).toEqual([anomaly]);
      expect(await given().findOrder(two.order.id)).toMatchObject({ status: 'pending' });
    });

    test('an attempt that succeeds beside another success is an anomaly, once', async () => {
      const { payment } = await anOpened(given());
      const [first, second] = [success(1), success(2)];

      const reported: (readonly Anomaly[])[] = [];
      for (const said of [first, first, second, first, second])
        reported.push((await given().recordFacts(facts(payment.id, said))).newAnomalies);

      const anomaly = { kind: 'paid_twice', subject: second.attempt.providerPaymentId, detail: {} };
      expect(reported).toEqual([[], [], [anomaly], [], []]);
      expect(await given().listAnomalies(payment.id)).toEqual([anomaly]);
    });
  });

  test('what is recorded together happens wholly or not at all', async () => {
    const { order, payment } = await anOpened(given());
    const said = { ...success(1), parentId: randomUUID(), delivery: aDelivery(payment.accountId) };
    const impossible = { ...said, attempt: { ...said.attempt, capturedMinor: -1 } };

    await expect(given().recordFacts(facts(payment.id, impossible))).rejects.toThrow();

    expect(await given().findPayment(payment.id)).toEqual(payment);
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
    expect(await given().recordFacts(facts(payment.id, said))).toMatchObject({ payment: { status: 'succeeded' } });
  });

  describeSuccesses(given);
  describeDeliveries(given);
  describeSchedules(given);
}
