import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import type { NewPayment } from '../../../../src/domain/purchase/openings.ts';
import type { OrderChange } from '../../../../src/domain/purchase/orders.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { aGym, anOpened, anOrder, aPaymentOf, credentials, fact, facts, LEASE_MS, PROVIDER } from '../builders.ts';

const FIRST = { token: expect.any(String), round: 1, unknown: null };

export function describeOpenings(given: () => Store): void {
  describe('opening a payment', () => {
    test('opening a payment makes it and gives its caller the lease', async () => {
      const order = await aPutOrder(given());
      const wanted = await paymentFor(given(), order);

      const opened = await given().openPayment(wanted, LEASE_MS);

      const born = { status: 'pending', statusAt: null, parentId: null, intentId: null };
      const moments = { createdAt: expect.any(Date), updatedAt: expect.any(Date) };
      expect(opened).toMatchObject({ payment: { ...wanted, ...born, ...moments }, lease: FIRST });
      expect(await given().findPayment(wanted.id)).toEqual(opened.payment);
      expect(await given().findOpenPayment(order.id)).toEqual(opened.payment);
    });

    test('opening a payment again gives the same payment, and no second lease while the first is held', async () => {
      const { order, payment } = await anOpened(given());

      const again = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(again).toMatchObject({ payment, lease: null });
    });

    test('opening a payment gives the purchase as it is loaded afterwards', async () => {
      const order = await aPutOrder(given());
      const gym = aGym({ credentials: credentials() });
      const { value } = await given().putGym(gym);
      const purpose = { kind: 'checkout', gymSlug: gym.slug } as const;

      const opened = [
        await given().openPayment(await paymentFor(given(), order), LEASE_MS),
        await given().openPayment(await paymentFor(given(), order), LEASE_MS),
        await given().openPayment(aPaymentOf(order, value.accountId ?? '', { purpose }), LEASE_MS),
      ];

      for (const { payment, held } of opened) {
        const loaded = await given().loadPurchase({ kind: 'payment', id: payment.id });
        expect(held.purchase).toEqual({ ...loaded, now: expect.any(Date) });
      }
    });

    test('opening a payment many times at once makes one payment with one holder of the lease', async () => {
      const order = await aPutOrder(given());
      const wanted = await Promise.all(Array.from({ length: 20 }, () => paymentFor(given(), order)));

      const opened = await Promise.all(wanted.map((payment) => given().openPayment(payment, LEASE_MS)));

      expect(new Set(opened.map(({ payment }) => payment.id)).size).toBe(1);
      expect(opened.filter(({ lease }) => lease !== null)).toHaveLength(1);
    });

    test('opening a payment after the first was cancelled makes a new one', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
      expect(await given().findOpenPayment(order.id)).toBeNull();

      const again = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(again.payment.id).not.toBe(payment.id);
      expect(again.lease).toEqual(FIRST);
    });

    test('opening a payment that is ended for having no parent stays as it is when it has one', async () => {
      const { order, payment: open } = await anOpened(given());
      const { order: otherOrder, payment: unopened } = await anOpened(given());
      const end = { fact: fact('cancelled', 1), cancelsOrder: true, ifUnopened: true };
      const attached = await given().recordFacts(facts(open.id, { parentId: randomUUID() }));

      const [kept, ended] = [
        await given().recordFacts(facts(open.id, end)),
        await given().recordFacts(facts(unopened.id, end)),
      ];

      expect(kept).toEqual(attached);
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
      expect(ended.payment).toMatchObject({ status: 'cancelled', parentId: null });
      expect(await given().findOrder(otherOrder.id)).toMatchObject({ status: 'cancelled' });
    });

    test('opening a payment after the first failed gives the same: the customer may try again', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('failed', 1), parentId: randomUUID() }));

      const again = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(again).toMatchObject({ payment: { id: payment.id, status: 'failed' }, lease: null });
    });

    test.each([
      ['asks for another amount', { amount: money(1_001, 'JPY') }],
      ['asks for another currency', { amount: money(1_000, 'USD') }],
      ['is another user’s', { userId: 'user-2' }],
      ['is to be captured later', { captureMethod: 'manual' as const }],
      ['is to be paid through another provider', { provider: 'another' }],
      ['is cancelled', { status: 'cancelled' as const }],
    ])('opening a payment is refused when the order by now %s', async (_how, change) => {
      const order = anOrder();
      await given().putOrder({ ...order, ...change });
      const wanted = await paymentFor(given(), order);

      await expect(given().openPayment(wanted, LEASE_MS)).rejects.toMatchObject({ code: 'order_not_payable' });
      expect(await given().findPayment(wanted.id)).toBeNull();
    });

    test('opening a payment is refused when the order is paid, or unknown', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('succeeded', 1) }));

      const another = await paymentFor(given(), order);
      await expect(given().openPayment(another, LEASE_MS)).rejects.toMatchObject({ code: 'order_not_payable' });
      const ofNoOrder = await paymentFor(given(), anOrder());
      await expect(given().openPayment(ofNoOrder, LEASE_MS)).rejects.toMatchObject({ code: 'order_not_found' });
    });

    test('opening a payment for a gym makes as many as are asked for, and the same id once', async () => {
      const gym = aGym({ credentials: credentials() });
      const { value } = await given().putGym(gym);
      const checkout = (): NewPayment =>
        aPaymentOf(anOrder(), value.accountId ?? '', { purpose: { kind: 'checkout', gymSlug: gym.slug } });
      const [one, two] = [checkout(), checkout()];

      const first = await given().openPayment(one, LEASE_MS);
      const second = await given().openPayment(two, LEASE_MS);

      expect([first.payment.id, second.payment.id]).toEqual([one.id, two.id]);
      expect([first.lease, second.lease]).toEqual([FIRST, FIRST]);
      expect(await given().openPayment(one, LEASE_MS)).toMatchObject({ payment: first.payment, lease: null });
      const stolen = { ...one, userId: 'user-2' };
      await expect(given().openPayment(stolen, LEASE_MS)).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}

async function aPutOrder(store: Store): Promise<OrderChange> {
  const order = anOrder();
  await store.putOrder(order);
  return order;
}

async function paymentFor(store: Store, order: OrderChange): Promise<NewPayment> {
  return aPaymentOf(order, (await store.platformAccount(PROVIDER)).id);
}
