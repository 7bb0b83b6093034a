import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anAttempt, anOpened, facts, LEASE_MS } from '../builders.ts';
import { aRefund, reported } from './refunds.ts';

const EVERY_EVENT = { type: null, paymentId: null, orderId: null, gymSlug: null, since: null, until: null };
const RESOLUTION = { by: 'operator-1', reason: 'Refunded by hand' };

export function describeAnomalies(given: () => Store): void {
  async function anAnomaly() {
    const { payment } = await anOpened(given());
    const anomalies = [{ kind: 'unknown_status', subject: 'p', detail: { status: 'odd' } }] as const;
    await given().recordFacts(facts(payment.id, { anomalies }));
    const [anomaly] = (await given().findDetails(payment.id))?.anomalies ?? [];
    if (anomaly === undefined) throw new Error('the anomaly was not kept');
    return { payment, anomaly, anomalies };
  }

  describe('an anomaly', () => {
    test('an anomaly is resolved by the operator who looked at it, with a reason', async () => {
      const { payment, anomaly } = await anAnomaly();

      const resolved = await given().resolveAnomaly(payment.id, anomaly.id, RESOLUTION);

      expect(resolved).toEqual({ ...anomaly, resolution: { ...RESOLUTION, at: expect.any(Date) } });
      expect((await given().findDetails(payment.id))?.anomalies).toEqual([resolved]);
    });

    test('an anomaly stays as it was resolved first', async () => {
      const { payment, anomaly } = await anAnomaly();
      const first = await given().resolveAnomaly(payment.id, anomaly.id, RESOLUTION);

      const second = await given().resolveAnomaly(payment.id, anomaly.id, { by: 'operator-2', reason: 'No' });

      expect(second).toEqual(first);
    });

    test('an anomaly is resolved by one of many operators who do so at once', async () => {
      const { payment, anomaly } = await anAnomaly();
      const operators = Array.from({ length: 10 }, (_, at) => ({ by: `operator-${at}`, reason: 'Mine' }));

      const answers = await Promise.all(operators.map((who) => given().resolveAnomaly(payment.id, anomaly.id, who)));

      expect(new Set(answers.map((answer) => answer?.resolution?.by)).size).toBe(1);
    });

    test('an anomaly that is reported again stays resolved', async () => {
      const { payment, anomaly, anomalies } = await anAnomaly();
      const resolved = await given().resolveAnomaly(payment.id, anomaly.id, RESOLUTION);

      const { newAnomalies } = await given().recordFacts(facts(payment.id, { anomalies }));

      expect(newAnomalies).toEqual([]);
      expect((await given().findDetails(payment.id))?.anomalies).toEqual([resolved]);
    });

    test('an anomaly ends with its cause, in the same commit, and is found anew when that is back, until it is gone again', async () => {
      const { payment } = await anOpened(given());
      const [one, other] = [anAttempt('succeeded', 1), anAttempt('succeeded', 2)];
      for (const attempt of [one, other]) await given().recordFacts(facts(payment.id, { fact: attempt.fact, attempt }));
      const { providerPaymentId } = other;
      const anomalies = async () => (await given().findDetails(payment.id))?.anomalies ?? [];
      const events = async () => {
        const { items } = await given().listEvents(
          { ...EVERY_EVENT, paymentId: payment.id },
          { limit: 100, cursor: null },
        );
        return items
          .map(({ type }) => type)
          .filter((type) => type.startsWith('anomaly.'))
          .toReversed();
      };
      const refunded = async () =>
        (await given().openRefund(aRefund(payment.id, { providerPaymentId }), LEASE_MS)).refund.id;
      const [first] = await anomalies();

      const reference = await refunded();
      const resolution = { by: null, reason: 'Its money goes back, or is disputed', at: expect.any(Date) };
      expect(await anomalies()).toEqual([{ ...first, resolution }]);
      expect(await events()).toEqual(['anomaly.found', 'anomaly.resolved']);

      const failed = reported(providerPaymentId, { reference, status: 'failed' });
      await given().recordFacts(facts(payment.id, { reversals: [failed] }));
      const [, second] = await anomalies();
      expect(await anomalies()).toEqual([
        { ...first, resolution },
        { ...first, id: expect.any(String), recordedAt: expect.any(Date) },
      ]);
      expect(second?.id).not.toBe(first?.id);

      await refunded();
      expect(await anomalies()).toEqual([
        { ...first, resolution },
        { ...second, resolution },
      ]);
      expect(await events()).toEqual(['anomaly.found', 'anomaly.resolved', 'anomaly.found', 'anomaly.resolved']);
      const { items } = await given().listTimeline(payment.id, { limit: 100, cursor: null });
      expect(items.filter(({ kind }) => kind === 'resolution')).toMatchObject([
        { by: null, id: first?.id },
        { by: null, id: second?.id },
      ]);
    });

    test('an anomaly is in the story, with who resolved it and why', async () => {
      const { payment, anomaly } = await anAnomaly();
      await given().resolveAnomaly(payment.id, anomaly.id, RESOLUTION);

      const { items } = await given().listTimeline(payment.id, { limit: 100, cursor: null });

      expect(items.slice(-2)).toMatchObject([
        { kind: 'anomaly', anomaly: 'unknown_status', id: anomaly.id },
        { kind: 'resolution', by: 'operator-1', reason: 'Refunded by hand', id: anomaly.id },
      ]);
    });

    test('an anomaly is listed for no payment but its own', async () => {
      const { anomaly } = await anAnomaly();
      const { payment: other } = await anAnomaly();

      expect(await given().resolveAnomaly(other.id, anomaly.id, RESOLUTION)).toBeNull();
      expect(await given().resolveAnomaly(other.id, randomUUID(), RESOLUTION)).toBeNull();
      expect(await given().resolveAnomaly(other.id, 'no id', RESOLUTION)).toBeNull();
      expect(await given().resolveAnomaly('no id', anomaly.id, RESOLUTION)).toBeNull();
    });
  });
}
