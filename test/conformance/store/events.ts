import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { EventFilter, EventRecord } from '../../../src/ports/store/events.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { anAttempt, anOpened, fact, facts, success } from './builders.ts';

export function describeEvents(given: () => Store): void {
  const ALL = { type: null, paymentId: null, orderId: null, gymSlug: null, since: null, until: null };

  async function list(filter: Partial<EventFilter>, limit = 100): Promise<readonly EventRecord[]> {
    const events: EventRecord[] = [];
    let cursor: string | null = null;
    do {
      const page = await given().listEvents({ ...ALL, ...filter }, { limit, cursor });
      events.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return events;
  }

  /** Those that count among the payment's, the oldest first. */
  const numbered = (events: readonly EventRecord[]) =>
    events.filter(({ sequence }) => sequence !== null).toSorted((a, b) => Number(a.sequence) - Number(b.sequence));

  async function aPaid() {
    const { payment, order } = await anOpened(given());
    const failed = anAttempt('failed', 10);
    await given().recordFacts(facts(payment.id, { fact: failed.fact, attempt: failed }));
    await given().recordFacts(facts(payment.id, success(20)));
    return { payment, orderId: order.id };
  }

  describe('events', () => {
    test('the events of a payment are numbered from 1 in the order of its changes', async () => {
      const { payment } = await aPaid();

      const events = numbered(await list({ paymentId: payment.id }));

      expect(events.map(({ type, sequence }) => `${sequence} ${type}`)).toEqual([
        '1 payment.created',
        '2 payment.failed',
        '3 payment.succeeded',
      ]);
    });

    test('an event is a snapshot of the moment of its change, and the same whenever it is read', async () => {
      const { payment } = await aPaid();
      const [, failed] = numbered(await list({ paymentId: payment.id }));

      expect(JSON.parse(failed?.body ?? '')).toMatchObject({
        type: 'payment.failed',
        timestamp: failed?.recordedAt.toISOString(),
        data: { sequence: 2, payment: { id: payment.id, status: 'failed', amount_refunded: 0 } },
      });
      expect(await given().findEvent(failed?.id ?? '')).toEqual(failed);
    });

    test('a webhook that comes twice adds no event', async () => {
      const { payment } = await anOpened(given());
      const paid = success(20);
      await given().recordFacts(facts(payment.id, paid));
      await given().recordFacts(facts(payment.id, paid));

      expect(await list({ paymentId: payment.id, type: 'payment.succeeded' })).toHaveLength(1);
    });

    test('twenty changes of one payment at once leave a sequence without a gap', async () => {
      const { payment } = await anOpened(given());
      const tries = Array.from({ length: 20 }, (_, index) => anAttempt('failed', index));
      await Promise.all(
        tries.map((attempt) => given().recordFacts(facts(payment.id, { fact: attempt.fact, attempt }))),
      );

      const numbers = numbered(await list({ paymentId: payment.id })).map(({ sequence }) => sequence);
      expect(numbers).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    });

    test('the events of an order are its own and those of its payments, newest first, in pages', async () => {
      const { payment, orderId } = await aPaid();

      const events = await list({ orderId }, 2);

      expect(events).toHaveLength(4);
      expect(events.map(({ recordedAt }) => recordedAt.getTime())).toEqual(
        events.map(({ recordedAt }) => recordedAt.getTime()).toSorted((a, b) => b - a),
      );
      const paid = events.find(({ type }) => type === 'order.paid');
      expect(JSON.parse(paid?.body ?? '').data).toMatchObject({ order: { status: 'paid' }, payment_id: payment.id });
    });

    test('the events of a payment are those of its order that came with it, too', async () => {
      const { payment, orderId } = await aPaid();
      const { payment: cancelled } = await anOpened(given());
      await given().recordFacts(facts(cancelled.id, { fact: fact('cancelled', 1), cancelsOrder: true }));

      const typesOf = async (paymentId: string) => (await list({ paymentId })).map(({ type }) => type);
      expect(await list({ paymentId: payment.id })).toEqual(await list({ orderId }));
      expect(await typesOf(payment.id)).toEqual([
        ...['order.paid', 'payment.succeeded', 'payment.failed', 'payment.created'],
      ]);
      expect(await typesOf(cancelled.id)).toEqual(['order.cancelled', 'payment.cancelled', 'payment.created']);
    });

    test('events of one moment come in the sequence of their payment, and paging leaves none out', async () => {
      const { payment, order } = await anOpened(given());
      const anomalies = Array.from({ length: 9 }, (_, index) => ({
        ...({ kind: 'unknown_status', subject: `word-${index}`, detail: {} } as const),
      }));
      await given().recordFacts(facts(payment.id, { ...success(20), anomalies }));

      for (const filter of [{ paymentId: payment.id }, { orderId: order.id }])
        for (const limit of [1, 3, 100]) {
          const events = await list(filter, limit);
          expect(events.map(({ sequence }) => sequence)).toEqual([null, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
          expect(new Set(events.slice(0, -1).map(({ recordedAt }) => recordedAt.getTime())).size).toBe(1);
        }
    });

    test('events are found by their time, from a moment until before another', async () => {
      const { payment } = await aPaid();
      const [created] = numbered(await list({ paymentId: payment.id }));
      const { recordedAt } = created ?? { recordedAt: new Date(0) };

      expect(await list({ paymentId: payment.id, until: recordedAt })).toEqual([]);
      expect(await list({ paymentId: payment.id, since: recordedAt })).toHaveLength(4);
    });

    test('the cursor of another list is refused', async () => {
      const page = { limit: 1, cursor: Buffer.from('payments 2026').toString('base64url') };
      await expect(given().listEvents(ALL, page)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });

    test.each([randomUUID(), 'not-an-id'])('there is no event %s', async (id) => {
      expect(await given().findEvent(id)).toBeNull();
    });
  });
}
