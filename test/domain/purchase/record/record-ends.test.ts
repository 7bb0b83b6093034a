import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../../src/domain/purchase/facts.ts';
import type { Purchase } from '../../../../src/domain/purchase/purchase.ts';
import { recordFacts } from '../../../../src/domain/purchase/record.ts';
import {
  aFact,
  anAttempt,
  anOrder,
  aPaidPurchase,
  aPart,
  aPayment,
  aPurchase,
  aRefundReport,
  at,
  countedIds,
  NOW,
  someFacts,
  won,
  yen,
} from '../builders.ts';

const record = (purchase: Purchase, facts: Partial<Facts> = {}) =>
  recordFacts(purchase, someFacts(facts), countedIds());

const SUCCESS = { fact: aFact('succeeded'), attempt: anAttempt() };

describe('a success', () => {
  test('a success makes its order paid, in the same moment', () => {
    const { changes, answer } = record(aPurchase(), SUCCESS);

    expect(changes.purchase).toMatchObject({
      order: { ...anOrder({ status: 'paid', paidBy: 'payment-1', updatedAt: NOW }) },
      payment: { status: 'succeeded' },
      succeededAt: NOW,
    });
    expect(answer).toMatchObject({ hasSucceeded: true, newAnomalies: [], surplus: [] });
  });

  test('a success of a checkout has no order', () => {
    const checkout = aPurchase({
      order: null,
      payment: aPayment({ purpose: { kind: 'checkout', gymSlug: 'iron-temple' } }),
    });

    expect(record(checkout, SUCCESS)).toMatchObject({
      changes: { purchase: { order: null } },
      answer: { hasSucceeded: true, newAnomalies: [] },
    });
  });

  test('a success that is reported again is no second one, and its moment stays', () => {
    const { changes, answer } = record(aPaidPurchase(), SUCCESS);

    expect(changes).toEqual({ purchase: aPaidPurchase(), transition: null, remember: [], forget: [] });
    expect(answer).toMatchObject({ hasSucceeded: false, newAnomalies: [] });
  });

  test.each([
    ['failed', aFact('failed', at(999))],
    ['cancelled', aFact('cancelled', at(1))],
  ])('a success stays, whatever is reported later: %s', (_what, fact) => {
    expect(record(aPaidPurchase(), { fact }).answer.payment).toMatchObject({ status: 'succeeded', statusAt: at(60) });
  });

  test.each([
    ['is cancelled', anOrder({ status: 'cancelled' }), { status: 'cancelled', amount: 1_000, currency: 'JPY' }],
    ['asks for another amount', anOrder({ amount: yen(2_000) }), { status: 'pending', amount: 2_000, currency: 'JPY' }],
    [
      'asks for another currency',
      anOrder({ amount: won(1_000) }),
      { status: 'pending', amount: 1_000, currency: 'KRW' },
    ],
  ])('a success for an order that by now %s leaves it alone and is an anomaly', (_how, order, detail) => {
    const { changes, answer } = record(aPurchase({ order }), SUCCESS);

    expect(changes.purchase.order).toEqual(order);
    expect(answer).toMatchObject({ hasSucceeded: true, payment: { status: 'succeeded' } });
    expect(answer.newAnomalies).toEqual([{ kind: 'order_differs', subject: 'attempt-1', detail }]);
  });

  test('a success for an order that another payment has paid is an anomaly', () => {
    const order = anOrder({ status: 'paid', paidBy: 'payment-2' });

    const { changes, answer } = record(aPurchase({ order }), SUCCESS);

    expect(changes.purchase.order).toEqual(order);
    expect(answer.newAnomalies).toEqual([
      { kind: 'order_paid_twice', subject: 'attempt-1', detail: { paid_by: 'payment-2' } },
    ]);
  });

  test('a success of a cancelled payment counts, and is an anomaly', () => {
    const cancelled = aPurchase({ payment: aPayment({ status: 'cancelled', statusAt: at(50), transitions: 1 }) });

    const { changes, answer } = record(cancelled, SUCCESS);

    expect(changes.purchase).toMatchObject({ order: { status: 'paid' }, payment: { transitions: 2 } });
    expect(changes.transition).toMatchObject({ from: 'cancelled', to: 'succeeded' });
    expect(answer.newAnomalies).toEqual([{ kind: 'paid_after_cancel', subject: 'attempt-1', detail: {} }]);
  });

  test.each([
    ['the parent', { parentId: 'parent-1' }, 'parent-1'],
    ['the payment', {}, 'payment-1'],
  ])('a success without an attempt is an anomaly about %s', (_what, facts, subject) => {
    const cancelled = aPurchase({ payment: aPayment({ status: 'cancelled', statusAt: at(50) }) });

    expect(record(cancelled, { ...facts, fact: aFact('succeeded') }).answer.newAnomalies).toMatchObject([{ subject }]);
  });

  test('a success names the order’s other open payments, to be closed at their provider', () => {
    const purchase = aPurchase({
      payment: aPayment({ status: 'cancelled', statusAt: at(50) }),
      otherOpen: ['payment-2', 'payment-3'],
    });

    const { changes, answer } = record(purchase, SUCCESS);

    expect(answer.surplus).toEqual(['payment-2', 'payment-3']);
    expect(changes.remember).toEqual(
      ['payment-2', 'payment-3'].map((subject) => ({ kind: 'closing', subject, by: null })),
    );
  });
});

describe('money beyond the amount', () => {
  const second = anAttempt({ providerPaymentId: 'attempt-2', fact: aFact('succeeded', at(70)) });
  const anomaly = { kind: 'paid_twice', subject: 'attempt-2', detail: {} };

  test.each([
    ['its own attempt', { fact: second.fact, attempt: second }],
    ['another try', { others: [second] }],
  ])('money beyond the amount is an anomaly when it is reported as %s', (_how, facts) => {
    expect(record(aPaidPurchase(), facts).answer.newAnomalies).toEqual([anomaly]);
  });

  test('money beyond the amount is looked for when a refund of it is reported, too: it may have failed', () => {
    const twice = aPaidPurchase({ attempts: [anAttempt(), second] });
    const failed = { providerPaymentId: 'attempt-2', status: 'failed' } as const;

    expect(record(twice, { reversals: [aRefundReport(failed)] }).answer.newAnomalies).toEqual([anomaly]);
  });

  test('money beyond the amount is looked for only where money is reported, and the payment has succeeded', () => {
    const twice = aPaidPurchase({ attempts: [anAttempt(), second] });

    expect(record(twice, { fact: second.fact }).answer.newAnomalies).toEqual([]);
    expect(record(aPurchase(), { attempt: anAttempt(), others: [second] }).answer.newAnomalies).toEqual([]);
  });

  test('money beyond the amount is not looked for in what another parent reports', () => {
    const twice = aPaidPurchase({ attempts: [anAttempt(), second] });

    expect(record(twice, { parentId: 'parent-9', attempt: second }).answer.newAnomalies).toEqual([]);
  });
});

describe('an end', () => {
  const END = { fact: aFact('cancelled', at(90)) };

  test('an end cancels the order where it was to, and changes nothing else of it', () => {
    const { changes } = record(aPurchase(), { ...END, cancelsOrder: true });

    expect(changes.purchase.order).toEqual(anOrder({ status: 'cancelled', updatedAt: NOW }));
    expect(record(aPurchase(), END).changes.purchase.order).toEqual(anOrder());
  });

  test('an end cancels the order also where the payment had ended before', () => {
    const ended = aPurchase({ payment: aPayment({ status: 'cancelled', statusAt: at(50) }) });

    expect(record(ended, { ...END, cancelsOrder: true }).changes.purchase.order).toMatchObject({ status: 'cancelled' });
  });

  test.each<[string, Purchase, Partial<Facts>]>([
    ['the payment is open', aPurchase(), { fact: aFact('failed') }],
    ['the payment has succeeded', aPaidPurchase(), END],
    ['the order is paid', aPurchase({ order: anOrder({ status: 'paid', paidBy: 'payment-2' }) }), END],
    ['the order is cancelled', aPurchase({ order: anOrder({ status: 'cancelled' }) }), END],
    ['there is no order', aPurchase({ order: null }), END],
  ])('an end cancels no order when %s', (_why, purchase, facts) => {
    expect(record(purchase, { ...facts, cancelsOrder: true }).changes.purchase.order).toEqual(purchase.order);
  });

  describe('of a purchase that a buyer splits', () => {
    const part = aPart('attempt-1', 600);
    const incomplete = aPurchase({ attempts: [part] });
    const anomaly = { kind: 'paid_in_part', subject: 'attempt-1', detail: { expected: 1_000, found: 600 } };

    test('an end of a purchase that a buyer splits is an anomaly for each part that came', () => {
      expect(record(incomplete, { ...END, splits: true }).answer.newAnomalies).toEqual([anomaly]);
    });

    test('a rest that is overdue is an anomaly for each part that came, unless all has come', () => {
      const whole = aPaidPurchase({ attempts: [part, aPart('attempt-2', 400)] });

      expect(record(incomplete, { isRestOverdue: true }).answer.newAnomalies).toEqual([anomaly]);
      expect(record(whole, { isRestOverdue: true }).answer.newAnomalies).toEqual([]);
    });

    test('an end of a purchase that a buyer splits is no anomaly when the part went back', () => {
      const reversals = [aRefundReport({ amount: yen(600) })];

      expect(record(incomplete, { ...END, splits: true, reversals }).answer.newAnomalies).toEqual([]);
    });

    test('an end of a purchase that a buyer splits is looked at only where attempts may add up', () => {
      expect(record(incomplete, END).answer.newAnomalies).toEqual([]);
    });

    test('an end of a purchase that a buyer splits is not looked at in what another parent reports', () => {
      const ended = aPurchase({ attempts: [part], payment: aPayment({ status: 'cancelled', statusAt: at(50) }) });

      expect(record(ended, { splits: true, parentId: 'parent-9' }).answer.newAnomalies).toEqual([]);
      expect(record(ended, { splits: true }).answer.newAnomalies).toEqual([anomaly]);
    });
  });
});
