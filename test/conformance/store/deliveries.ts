import { describe, expect, test } from 'vitest';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { aDelivery, anOpened, at, fact, facts } from './builders.ts';

const PROCESSING = { payment: { status: 'processing' } };

export function describeDeliveries(given: () => Store): void {
  describe('a delivery', () => {
    test('a delivery that was processed before changes nothing, whatever it says now', async () => {
      const { payment } = await anOpened(given());
      const delivery = aDelivery(payment.accountId);
      const first = await given().recordFacts(facts(payment.id, { delivery, fact: fact('processing', 1) }));

      const again = await given().recordFacts(
        facts(payment.id, { delivery, fact: fact('succeeded', 2), parentId: 'p' }),
      );

      expect(again).toEqual({
        payment: first.payment,
        newAnomalies: [],
        newDeclines: [],
        surplus: [],
        hasSucceeded: false,
      });
      expect(await given().findPayment(payment.id)).toEqual(first.payment);
    });

    test.each(['waiting', 'ignored'] as const)('a delivery that was kept as %s is still processed', async (state) => {
      const { payment } = await anOpened(given());
      const delivery = aDelivery(payment.accountId);
      await given().keepDelivery(delivery, state);
      await given().keepDelivery(delivery, state);

      const said = facts(payment.id, { delivery, fact: fact('processing', 1) });

      expect(await given().recordFacts(said)).toMatchObject(PROCESSING);
      expect(await given().recordFacts({ ...said, fact: fact('failed', 2) })).toMatchObject(PROCESSING);
    });

    test('a delivery that was processed stays so when it is kept again', async () => {
      const { payment } = await anOpened(given());
      const delivery = aDelivery(payment.accountId);
      const said = facts(payment.id, { delivery, fact: fact('processing', 1) });
      await given().recordFacts(said);

      await given().keepDelivery(delivery, 'waiting');

      expect(await given().recordFacts({ ...said, fact: fact('failed', 2) })).toMatchObject(PROCESSING);
    });

    test('a delivery is found as it was kept, in the state that it is in', async () => {
      const { payment } = await anOpened(given());
      const raw = {
        body: Buffer.from('{"id":"é"}'),
        headers: [
          ['x-a', '1'],
          ['x-a', '2'],
        ],
        query: [['data.id', '7']],
        receivedAt: at(3),
      } as const;
      const record = aDelivery(payment.accountId, { delivery: raw });
      expect(await given().findDelivery(record.accountId, record.key)).toBeNull();
      expect(await given().findDelivery('no-account', record.key)).toBeNull();

      await given().keepDelivery(record, 'waiting');
      const waiting = await given().findDelivery(record.accountId, record.key);
      expect(waiting).toMatchObject({ state: 'waiting', record: { ...record, delivery: { ...raw, body: {} } } });
      expect(Buffer.from(waiting?.record.delivery.body ?? []).toString()).toBe('{"id":"é"}');
      await given().keepDelivery(record, 'ignored');
      expect(await given().findDelivery(record.accountId, record.key)).toMatchObject({ state: 'ignored' });
      await given().recordFacts(facts(payment.id, { delivery: record }));

      expect(await given().findDelivery(record.accountId, record.key)).toMatchObject({ state: 'processed' });
    });

    test('a delivery on one account says nothing about the payments of another', async () => {
      const { payment } = await anOpened(given());
      const stranger = await given().platformAccount('stranger');
      const delivery = aDelivery(stranger.id);

      const forged = facts(payment.id, { delivery, fact: fact('succeeded', 1) });

      await expect(given().recordFacts(forged)).rejects.toMatchObject({ code: 'payment_not_found' });
      expect(await given().findPayment(payment.id)).toEqual(payment);
    });

    test('a delivery with the same key on another account is another delivery', async () => {
      const { payment } = await anOpened(given());
      const delivery = aDelivery(payment.accountId);
      await given().keepDelivery({ ...delivery, accountId: (await given().platformAccount('other')).id }, 'ignored');

      const said = facts(payment.id, { delivery, fact: fact('processing', 1) });

      expect(await given().recordFacts(said)).toMatchObject(PROCESSING);
    });

    test('a delivery may hold whatever strangers send', async () => {
      const { payment } = await anOpened(given());
      const hostile = '\0\uD800"\\u0000\u2028';
      const pairs = [[hostile, hostile]] as const;
      const raw = { body: Uint8Array.of(0, 255, 128), headers: pairs, query: pairs, receivedAt: new Date() };
      const delivery = aDelivery(payment.accountId, {
        key: `${payment.id}${hostile}`,
        eventId: hostile,
        delivery: raw,
      });

      await given().keepDelivery(delivery, 'waiting');
      const said = facts(payment.id, {
        delivery,
        cause: { kind: 'webhook', id: hostile },
        fact: fact('processing', 1),
      });

      expect(await given().recordFacts(said)).toMatchObject(PROCESSING);
      expect(await given().recordFacts({ ...said, fact: fact('failed', 2) })).toMatchObject(PROCESSING);
    });
  });
}
