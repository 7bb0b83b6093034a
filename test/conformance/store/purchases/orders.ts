import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import type { OrderChange } from '../../../../src/domain/purchase/orders.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anOpened, anOrder, fact, facts } from '../builders.ts';

/** What no buyer pays by: it may change while a payment is open. */
const DESCRIPTIVE = {
  description: { description: 'Two mats' },
  'customer email': { customerEmail: null },
} satisfies Record<string, Partial<OrderChange>>;

/** What a payment was or would be made with. */
const PAYABLE = {
  user: { userId: 'user-2' },
  amount: { amount: money(2_000, 'JPY') },
  currency: { amount: money(1_000, 'USD') },
  provider: { provider: 'other' },
  'capture method': { captureMethod: 'manual' },
  'return url': { returnUrl: 'https://example.com/back' },
  status: { status: 'cancelled' },
} satisfies Record<string, Partial<OrderChange>>;

export function describeOrders(given: () => Store): void {
  describe('orders', () => {
    test('orders are cancelled in the same moment as the payment whose end was to cancel them', async () => {
      const { order, payment } = await anOpened(given());

      await given().recordFacts(facts(payment.id, { fact: fact('failed', 1), cancelsOrder: true }));
      expect((await given().findOrder(order.id))?.status).toBe('pending');
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 2), cancelsOrder: true }));

      expect((await given().findOrder(order.id))?.status).toBe('cancelled');
    });

    test('orders are found as they were put', async () => {
      const order = anOrder({ returnUrl: 'https://example.com/back', captureMethod: 'manual' });

      const put = await given().putOrder(order);

      expect(put).toEqual({
        value: { ...order, createdAt: expect.any(Date), updatedAt: expect.any(Date) },
        created: true,
      });
      expect(await given().findOrder(order.id)).toEqual(put.value);
    });

    test('orders are not found by an unknown id, nor by text that is no id', async () => {
      expect(await given().findOrder(randomUUID())).toBeNull();
      expect(await given().findOrder("' OR 1=1 \0")).toBeNull();
    });

    test('orders put again with nothing changed stay untouched', async () => {
      const order = anOrder();
      const first = await given().putOrder(order);

      expect(await given().putOrder(order)).toEqual({ value: first.value, created: false });
    });

    test.each(Object.entries({ ...DESCRIPTIVE, ...PAYABLE }))(
      'orders may change their %s while nothing is open',
      async (_what, change) => {
        const order = anOrder();
        await given().putOrder(order);

        const put = await given().putOrder({ ...order, ...change });

        expect(put).toMatchObject({ value: change, created: false });
        expect(await given().findOrder(order.id)).toEqual(put.value);
      },
    );

    test('orders may be cancelled from the start', async () => {
      expect(await given().putOrder(anOrder({ status: 'cancelled' }))).toMatchObject({
        value: { status: 'cancelled' },
      });
    });

    describe('with an open payment', () => {
      test.each(Object.entries(DESCRIPTIVE))('with an open payment may change their %s', async (_what, change) => {
        const { order } = await anOpened(given());

        expect(await given().putOrder({ ...order, ...change })).toMatchObject({ value: change });
      });

      test.each(Object.entries(PAYABLE))('with an open payment may not change their %s', async (_what, change) => {
        const { order } = await anOpened(given());
        const before = await given().findOrder(order.id);

        await expect(given().putOrder({ ...order, ...change })).rejects.toMatchObject({
          code: 'conflict',
          message: 'The order has an open payment: only description and customer_email may change',
        });
        expect(await given().findOrder(order.id)).toEqual(before);
      });

      test('with an open payment may be put again unchanged, and freely once it was cancelled', async () => {
        const { order, payment } = await anOpened(given());
        expect(await given().putOrder(order)).toMatchObject({ created: false });

        await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));

        expect(await given().putOrder({ ...order, ...PAYABLE.amount })).toMatchObject({ value: PAYABLE.amount });
      });
    });

    test.each(Object.entries({ ...DESCRIPTIVE, ...PAYABLE }))(
      'orders that are paid may not change their %s',
      async (_what, change) => {
        const { order, payment } = await anOpened(given());
        await given().recordFacts(facts(payment.id, { fact: fact('succeeded', 1) }));

        await expect(given().putOrder({ ...order, ...change })).rejects.toMatchObject({
          code: 'conflict',
          message: 'The order is paid',
        });
        expect(await given().putOrder(order)).toMatchObject({ value: { status: 'paid' }, created: false });
      },
    );

    test('orders that are cancelled stay so, and only what describes them may change', async () => {
      const order = anOrder();
      await given().putOrder({ ...order, status: 'cancelled' });

      expect(await given().putOrder(order)).toMatchObject({ value: { status: 'cancelled' } });
      expect(await given().putOrder({ ...order, ...DESCRIPTIVE.description })).toMatchObject({
        value: { status: 'cancelled' },
      });
      await expect(given().putOrder({ ...order, ...PAYABLE.amount })).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}
