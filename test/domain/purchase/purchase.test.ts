import { describe, expect, test } from 'vitest';
import { NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import {
  OwnersNeeded,
  orderIn,
  ownersOf,
  paymentIn,
  refundIn,
  replaced,
  surplusPayments,
} from '../../../src/domain/purchase/purchase.ts';
import { aPayment as plainPayment } from '../builders.ts';
import { anOrder, aPayment, aPurchase, aRefund, frozen, noOwners, yen } from './builders.ts';

describe('a purchase', () => {
  test('a purchase shows callers nothing of what the gateway keeps beside it', () => {
    const purpose = { kind: 'order', orderId: 'order-1' } as const;
    expect(paymentIn(aPayment({ transitions: 3 }))).toEqual(plainPayment({ purpose, amount: yen(1_000) }));
    expect({ ...orderIn(anOrder({ paidBy: 'payment-1' })), paidBy: null }).toEqual(anOrder());
    expect(orderIn(anOrder())).not.toHaveProperty('paidBy');
    expect({ ...refundIn(aRefund()), calls: NO_CALLS }).toEqual(aRefund());
    expect(refundIn(aRefund())).not.toHaveProperty('calls');
  });

  test('a purchase says whose the ids of the provider are, and that they have to be looked up where they were not', () => {
    const owners = noOwners();

    expect(ownersOf(aPurchase({ owners }))).toBe(owners);
    expect(() => ownersOf(aPurchase())).toThrow(OwnersNeeded);
  });
});

describe('the payments that are surplus', () => {
  const paid = anOrder({ status: 'paid', paidBy: 'payment-0' });

  test.each(['pending', 'processing', 'failed'] as const)(
    'the payments that are surplus are all open ones of a paid order: its own is %s',
    (status) => {
      const purchase = aPurchase({ order: paid, payment: aPayment({ status }), otherOpen: ['payment-2'] });

      expect(surplusPayments(purchase)).toEqual(['payment-2', 'payment-1']);
    },
  );

  test.each([null, aPayment({ status: 'cancelled' }), aPayment({ status: 'succeeded' })])(
    'the payments that are surplus are only the others where its own is not open',
    (payment) => {
      expect(surplusPayments(aPurchase({ order: paid, payment, otherOpen: ['payment-2'] }))).toEqual(['payment-2']);
    },
  );

  test.each([null, anOrder(), anOrder({ status: 'cancelled' })])(
    'the payments that are surplus are none of an order that is not paid',
    (order) => {
      expect(surplusPayments(aPurchase({ order, otherOpen: ['payment-2'] }))).toEqual([]);
    },
  );
});

test('a list with one entry replaced has it at its place, or at the end where it is new', () => {
  const list = frozen([1, 2, 3]);

  expect(replaced(list, (one) => one === 2, 9)).toEqual([1, 9, 3]);
  expect(replaced(list, (one) => one === 4, 9)).toEqual([1, 2, 3, 9]);
});
