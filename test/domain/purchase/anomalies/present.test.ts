import { describe, expect, test } from 'vitest';
import { newAmong, withPresentAnomalies } from '../../../../src/domain/purchase/anomalies/present.ts';
import { aKeptAnomaly, aPaidPurchase, aRefund, at, countedIds, NOW, yen } from '../builders.ts';

const REASON = 'Its money goes back, or is disputed';
const late = aKeptAnomaly({ kind: 'paid_after_cancel', detail: { found: 1 } });
const ended = { ...late, resolution: { by: null, reason: REASON, at: at(200) } };
const resolved = { ...late, resolution: { by: 'operator-1', reason: 'accepted', at: at(200) } };
const back = [aRefund({ amount: yen(1_000) })];

describe('anomalies', () => {
  test('anomalies end with their cause, which is the reason, and by no operator', () => {
    const purchase = aPaidPurchase({ anomalies: [late], refunds: back });

    expect(withPresentAnomalies(purchase, countedIds())).toEqual({
      ...purchase,
      anomalies: [{ ...late, resolution: { by: null, reason: REASON, at: NOW } }],
    });
  });

  test('anomalies whose cause is back are found anew, under another id, once', () => {
    const purchase = aPaidPurchase({ anomalies: [ended] });

    const after = withPresentAnomalies(purchase, countedIds());

    expect(after.anomalies).toEqual([ended, { ...late, id: 'new-1', recordedAt: NOW }]);
    expect(withPresentAnomalies(after, countedIds())).toBe(after);
  });

  test.each([
    ['open with a cause', aPaidPurchase({ anomalies: [late] })],
    ['ended without one', aPaidPurchase({ anomalies: [ended], refunds: back })],
    ['resolved by an operator, whose cause is there', aPaidPurchase({ anomalies: [resolved] })],
    ['resolved by an operator, whose cause was gone before', aPaidPurchase({ anomalies: [ended, resolved] })],
  ])('anomalies stay as they are that are %s', (_which, purchase) => {
    expect(withPresentAnomalies(purchase, countedIds())).toBe(purchase);
  });
});

describe('reported anomalies', () => {
  const { kind, subject, detail } = late;
  const report = { kind, subject, detail };

  test('reported anomalies are new once, also when their cause is gone already', () => {
    expect(newAmong(aPaidPurchase(), [report, { ...report, detail: {} }])).toEqual([report]);
    expect(newAmong(aPaidPurchase({ refunds: back }), [report])).toEqual([report]);
  });

  test.each([
    ['open', aPaidPurchase({ anomalies: [late] }), false],
    ['resolved by an operator', aPaidPurchase({ anomalies: [resolved] }), false],
    ['ended with their cause', aPaidPurchase({ anomalies: [ended], refunds: back }), false],
    ['ended, and have a cause again', aPaidPurchase({ anomalies: [ended] }), true],
  ])('reported anomalies that are known are new only when they have a cause again: %s', (_which, purchase, isNew) => {
    expect(newAmong(purchase, [report])).toEqual(isNew ? [report] : []);
  });
});
