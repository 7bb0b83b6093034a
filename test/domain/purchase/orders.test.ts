import { describe, expect, test } from 'vitest';
import { type OrderChange, putOrder } from '../../../src/domain/purchase/orders.ts';
import { orderIn, type Purchase } from '../../../src/domain/purchase/purchase.ts';
import { anOrder, aPaidPurchase, aPurchase, at, frozen, NOW, refusal, won, yen } from './builders.ts';

/** The built order, as a client app puts it. */
function aChange(changes: Partial<OrderChange> = {}): OrderChange {
  const { createdAt, updatedAt, status, ...wanted } = orderIn(anOrder());
  return frozen({ ...wanted, status: 'pending', ...changes });
}

const put = (purchase: Purchase, changes: Partial<OrderChange> = {}) => putOrder(purchase, aChange(changes));

const DESCRIPTIVE = [
  ['description', { description: 'Two mats' }],
  ['customer email', { customerEmail: 'ana@example.com' }],
] as const;

const PAYABLE = [
  ['user', { userId: 'user-2' }],
  ['amount', { amount: yen(2_000) }],
  ['currency', { amount: won(1_000) }],
  ['provider', { provider: 'otherpay' }],
  ['capture method', { captureMethod: 'manual' }],
  ['return url', { returnUrl: 'https://example.com/back' }],
] as const satisfies [string, Partial<OrderChange>][];

const CANCELLING = ['status', { status: 'cancelled' }] as const;

describe('putting an order', () => {
  test.each(['pending', 'cancelled'] as const)(
    'putting an order makes one that is %s where there was none',
    (status) => {
      const { changes, answer } = put(aPurchase({ order: null, payment: null, version: null }), { status });

      const made = { ...aChange(), status, createdAt: NOW, updatedAt: NOW };
      expect(answer).toEqual({ value: made, created: true });
      expect(changes.purchase.order).toEqual({ ...made, paidBy: null });
      expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
    },
  );

  test.each([...DESCRIPTIVE, ...PAYABLE, CANCELLING])(
    'putting an order changes its %s while no payment is open',
    (_what, change) => {
      const { changes, answer } = put(aPurchase({ payment: null }), change);

      expect(answer).toEqual({ value: { ...orderIn(anOrder()), ...change, updatedAt: NOW }, created: false });
      expect(changes.purchase.order).toEqual({ ...anOrder(), ...change, updatedAt: NOW });
    },
  );

  test.each([
    ['has no payment', aPurchase({ payment: null })],
    ['has an open payment', aPurchase()],
    ['is cancelled', aPurchase({ order: anOrder({ status: 'cancelled' }) })],
    ['is paid', aPaidPurchase()],
  ])('putting an order again without a difference changes nothing when it %s', (_how, purchase) => {
    const { changes, answer } = put(purchase);

    expect(changes.purchase).toBe(purchase);
    expect(answer).toEqual({ value: purchase.order && orderIn(purchase.order), created: false });
  });

  describe('an order that has an open payment', () => {
    const both = [
      ['its own', aPurchase()],
      ['another one', aPurchase({ payment: null, otherOpen: ['payment-2'] })],
    ] as const;

    test.each(DESCRIPTIVE)('putting an order that has an open payment changes its %s', (_what, change) => {
      for (const [, purchase] of both)
        expect(put(purchase, change).answer.value).toMatchObject({ ...change, updatedAt: NOW });
    });

    test.each([...PAYABLE, CANCELLING])(
      'putting an order that has an open payment refuses a change of its %s',
      (_what, change) => {
        const message = 'The order has an open payment: only description and customer_email may change';

        for (const [, purchase] of both) expect(() => put(purchase, change)).toThrow(refusal('conflict', message));
      },
    );
  });

  test.each([...DESCRIPTIVE, ...PAYABLE, CANCELLING])(
    'putting an order that is paid refuses a change of its %s',
    (_what, change) => {
      expect(() => put(aPaidPurchase({ payment: null }), change)).toThrow(refusal('conflict', 'The order is paid'));
    },
  );

  describe('an order that is cancelled', () => {
    const cancelled = aPurchase({ order: anOrder({ status: 'cancelled', updatedAt: at(10) }), payment: null });

    test.each(DESCRIPTIVE)(
      'putting an order that is cancelled changes its %s and leaves it cancelled',
      (_what, change) => {
        expect(put(cancelled, change).answer.value).toMatchObject({ ...change, status: 'cancelled', updatedAt: NOW });
      },
    );

    test.each(PAYABLE)('putting an order that is cancelled refuses a change of its %s', (_what, change) => {
      expect(() => put(cancelled, change)).toThrow(refusal('conflict', 'The order is cancelled'));
    });
  });
});
