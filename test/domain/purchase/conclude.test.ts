import { describe, expect, test } from 'vitest';
import { conclude } from '../../../src/domain/purchase/conclude.ts';
import { reminder, unchanged } from '../../../src/domain/purchase/decision.ts';
import type { Purchase } from '../../../src/domain/purchase/purchase.ts';
import {
  aCapture,
  aKeptAnomaly,
  aKnownDispute,
  aPaidPurchase,
  aPayment,
  aPurchase,
  aRefund,
  at,
  countedIds,
  yen,
} from './builders.ts';

const forgotten = (before: Purchase, after: Purchase) => conclude(before, unchanged(after), countedIds()).forget;

const won = { status: 'won', occurredAt: at(80), amount: null, reason: null } as const;

describe('what follows from a change', () => {
  test('what follows from a change that changes nothing is nothing', () => {
    const changes = unchanged(aPaidPurchase());

    expect(conclude(changes.purchase, changes, countedIds())).toBe(changes);
  });

  test('what follows from a refund is that anomalies about its money end', () => {
    const before = aPaidPurchase({ anomalies: [aKeptAnomaly({ kind: 'paid_after_cancel' })] });
    const after = { ...before, refunds: [aRefund({ amount: yen(1_000) })] };

    expect(conclude(before, unchanged(after), countedIds()).purchase.anomalies).toMatchObject([
      { id: 'anomaly-1', resolution: { by: null } },
    ]);
  });

  test('what follows from the end of a payment is that it is looked at no more', () => {
    const subject = 'payment-1';

    expect(forgotten(aPurchase(), aPaidPurchase())).toEqual([
      { kind: 'payment', subject },
      { kind: 'completion', subject },
      { kind: 'closing', subject },
    ]);
    expect(forgotten(aPurchase(), aPurchase({ payment: aPayment({ status: 'processing' }) }))).toEqual([]);
  });

  test.each([
    ['refund', aPaidPurchase({ refunds: [aRefund()] }), aPaidPurchase({ refunds: [aRefund({ status: 'failed' })] })],
    [
      'capture',
      aPaidPurchase({ captures: [aCapture()] }),
      aPaidPurchase({ captures: [aCapture({ status: 'succeeded' })] }),
    ],
  ] as const)('what follows from the end of a %s is that it is looked at no more', (kind, before, after) => {
    expect(forgotten(before, after)).toEqual([{ kind, subject: `${kind}-1` }]);
    expect(forgotten(after, { ...after })).toEqual([]);
    expect(forgotten(aPaidPurchase(), before)).toEqual([]);
  });

  test('what follows from the end of the last dispute is that none is looked at', () => {
    const [one, other] = [aKnownDispute(), aKnownDispute({ providerDisputeId: 'dispute-2' })];
    const end = (dispute: typeof one) => ({ ...dispute, said: won });

    expect(
      forgotten(aPaidPurchase({ disputes: [one, other] }), aPaidPurchase({ disputes: [end(one), other] })),
    ).toEqual([]);
    expect(
      forgotten(aPaidPurchase({ disputes: [end(one), other] }), aPaidPurchase({ disputes: [end(one), end(other)] })),
    ).toEqual([{ kind: 'dispute', subject: 'payment-1' }]);
  });

  test('what follows leaves what the change has remembered', () => {
    const [before, after] = [aPaidPurchase({ refunds: [aRefund()] }), aPaidPurchase()];
    const changes = { ...unchanged(after), remember: [reminder('refund', 'refund-1')] };

    expect(conclude(before, changes, countedIds()).forget).toEqual([]);
  });
});
