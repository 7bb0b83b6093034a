import { describe, expect, test } from 'vitest';
import { NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import { endOpening, leaseOpening, type NewPayment, openPayment } from '../../../src/domain/purchase/openings.ts';
import { type Purchase, paymentIn } from '../../../src/domain/purchase/purchase.ts';
import {
  anOrder,
  aPayment,
  aPurchase,
  at,
  callsThatRanOut,
  callsUnderWay,
  countedIds,
  frozen,
  NOW,
  noOwners,
  refusal,
  won,
  yen,
} from './builders.ts';

const CHECKOUT = { kind: 'checkout', gymSlug: 'iron-temple' } as const;
const FIRST = { token: 'token-1', round: 1, unknown: null };

const options = () => ({ leaseMs: 60_000, newId: countedIds('token') });

/** A payment for the built order, as its caller describes it. */
function aNewPayment(changes: Partial<NewPayment> = {}): NewPayment {
  const { status, statusAt, parentId, intentId, createdAt, updatedAt, ...wanted } = paymentIn(aPayment());
  return frozen({ ...wanted, id: 'payment-2', ...changes });
}

const open = (purchase: Purchase, changes: Partial<NewPayment> = {}) =>
  openPayment(purchase, aNewPayment(changes), options());

describe('opening a payment of an order', () => {
  const unopened = aPurchase({ payment: null });

  test('opening a payment of an order makes a payment of which nothing was heard, and gives its caller the lease', () => {
    const { changes, answer } = open(unopened);

    const heard = { status: 'pending', statusAt: null, parentId: null, intentId: null };
    expect(answer).toEqual({
      payment: { ...aNewPayment(), ...heard, createdAt: NOW, updatedAt: NOW },
      lease: FIRST,
    });
    expect(changes.purchase.payment).toMatchObject({
      id: 'payment-2',
      transitions: 0,
      events: 0,
      calls: { lease: { beganAt: NOW } },
    });
    expect(changes.purchase.order).toBe(unopened.order);
    expect(changes.transition).toBeNull();
  });

  test('opening a payment of an order is come back to: the payment when its time is over, and its opening soon', () => {
    const { changes } = open(unopened, { expiresAt: at(5_000) });

    expect(changes.remember).toEqual([
      { kind: 'payment', subject: 'payment-2', by: at(5_000) },
      { kind: 'opening', subject: 'payment-2', by: null },
    ]);
  });

  test('opening a payment of an order is refused where the order is not there', () => {
    const none = aPurchase({ order: null, payment: null });

    expect(() => open(none)).toThrow(refusal('order_not_found', 'Order not found'));
  });

  test.each([
    ['is paid', { status: 'paid' }],
    ['is cancelled', { status: 'cancelled' }],
    ['asks for another amount', { amount: yen(1_001) }],
    ['asks for another currency', { amount: won(1_000) }],
    ['is another user’s', { userId: 'user-2' }],
    ['goes through another provider', { provider: 'otherpay' }],
    ['is captured in another way', { captureMethod: 'manual' }],
  ] as const)('opening a payment of an order is refused when the order by now %s', (_how, changes) => {
    const purchase = aPurchase({ order: anOrder(changes as object), payment: null });

    expect(() => open(purchase)).toThrow(refusal('order_not_payable', 'Order is not payable'));
  });

  test('opening a payment of an order is refused when the id that its caller chose belongs to another payment', () => {
    const taken = aPurchase({ payment: null, owners: noOwners({ hasPayment: true }) });

    expect(() => open(taken)).toThrow(refusal('conflict', 'This id belongs to another payment'));
    expect(open(aPurchase({ payment: null, owners: noOwners() })).answer.lease).toEqual(FIRST);
  });

  test('opening a payment of an order answers with the open payment instead, whatever id its caller chose', () => {
    const purchase = aPurchase();

    const { changes, answer } = open(purchase);

    expect(answer).toEqual({ payment: paymentIn(aPayment()), lease: null });
    expect(changes).toEqual({ purchase, transition: null, remember: [], forget: [] });
    expect(changes.purchase).toBe(purchase);
  });

  test('opening a payment of an order gives the open payment’s lease when that is free and the parent is missing', () => {
    const { changes, answer } = open(aPurchase({ payment: aPayment({ parentId: null }) }));

    expect(answer).toMatchObject({ payment: { id: 'payment-1' }, lease: FIRST });
    expect(changes.remember).toEqual([{ kind: 'opening', subject: 'payment-1', by: null }]);
  });
});

describe('opening a checkout’s payment', () => {
  const checkout = (changes = {}) => aPayment({ id: 'payment-2', purpose: CHECKOUT, parentId: null, ...changes });
  const purchaseOf = (payment: Purchase['payment']) => aPurchase({ order: null, payment });

  test('opening a checkout’s payment needs no order', () => {
    expect(open(purchaseOf(null), { purpose: CHECKOUT }).answer).toMatchObject({
      payment: { id: 'payment-2' },
      lease: FIRST,
    });
  });

  test('opening a checkout’s payment under the same id is the same payment', () => {
    const opened = purchaseOf(checkout({ calls: callsUnderWay() }));

    const { changes, answer } = open(opened, { purpose: CHECKOUT });

    expect(answer).toMatchObject({ payment: { id: 'payment-2' }, lease: null });
    expect(changes.purchase).toBe(opened);
  });

  test.each([
    ['another user', checkout(), { userId: 'user-2' }],
    ['another gym', checkout(), { purpose: { kind: 'checkout', gymSlug: 'other' } as const }],
    ['an order', aPayment({ id: 'payment-2', parentId: null }), {}],
  ])('opening a checkout’s payment is refused under an id that belongs to %s', (_whose, payment, changes) => {
    expect(() => open(purchaseOf(payment), { purpose: CHECKOUT, ...changes })).toThrow(
      refusal('conflict', 'This id belongs to another payment'),
    );
  });
});

describe('leasing an opening', () => {
  const lease = (payment: Purchase['payment']) => leaseOpening(aPurchase({ payment }), options());

  test('leasing an opening is refused where there is no payment', () => {
    expect(() => lease(null)).toThrow(refusal('payment_not_found', 'Payment not found'));
  });

  test.each(['pending', 'processing', 'failed', 'cancelled', 'succeeded'] as const)(
    'leasing an opening is possible for a payment that is %s and has no parent',
    (status) => {
      expect(lease(aPayment({ parentId: null, status })).answer.lease).toEqual(FIRST);
    },
  );

  test.each([
    ['another caller holds it', { parentId: null, calls: callsUnderWay() }],
    ['the parent is there', { parentId: 'parent-1' }],
  ])('leasing an opening gives no lease and changes nothing when %s', (_why, changes) => {
    const purchase = aPurchase({ payment: aPayment(changes) });

    const decision = leaseOpening(purchase, options());

    expect(decision.answer.lease).toBeNull();
    expect(decision.changes.purchase).toBe(purchase);
    expect(decision.changes.remember).toEqual([]);
  });

  test('leasing an opening takes over from a holder whose time ran out, and reckons with its call', () => {
    const { changes, answer } = lease(aPayment({ parentId: null, calls: callsThatRanOut() }));

    expect(answer.lease).toEqual({ token: 'token-1', round: 1, unknown: { calls: 1, lastBeganMsAgo: 100_000 } });
    expect(changes.purchase.payment?.calls.lease?.token).toBe('token-1');
    expect(changes.remember).toEqual([{ kind: 'opening', subject: 'payment-1', by: null }]);
  });
});

describe('ending an opening', () => {
  const held = aPurchase({ payment: aPayment({ parentId: null, calls: callsUnderWay() }) });
  const opening = { kind: 'opening', subject: 'payment-1' };

  test.each([
    ['refused', { round: 2 }, [], [opening]],
    ['abandoned', { round: 2 }, [{ kind: 'leftover', subject: 'payment-1', by: null }], [opening]],
    ['unchanged', {}, [], [opening]],
    ['unknown', { unknownCalls: 1, unknownSince: at(990) }, [], []],
  ] as const)(
    'ending an opening as %s frees the lease and says what has to be looked at',
    (end, calls, remember, forget) => {
      const { changes } = endOpening(held, 'token-0', end);

      expect(changes.purchase.payment).toEqual({ ...held.payment, calls: { ...NO_CALLS, ...calls } });
      expect(changes).toMatchObject({ transition: null, remember, forget });
    },
  );

  test('ending an opening as unchanged is still come back to when an earlier call is unknown', () => {
    const calls = callsUnderWay({ unknownCalls: 1, unknownSince: at(500) });
    const { changes } = endOpening(aPurchase({ payment: aPayment({ parentId: null, calls }) }), 'token-0', 'unchanged');

    expect(changes.forget).toEqual([]);
  });

  test.each([
    ['the lease was lost', held, 'token-of-another'],
    ['the lease was ended before', aPurchase(), 'token-0'],
    ['there is no payment', aPurchase({ payment: null }), 'token-0'],
  ])('ending an opening changes nothing when %s', (_why, purchase, token) => {
    const { changes } = endOpening(purchase, token, 'abandoned');

    expect(changes.purchase).toBe(purchase);
    expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
  });
});
