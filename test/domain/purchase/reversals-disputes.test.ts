import { describe, expect, test } from 'vitest';
import type { DisputeReport } from '../../../src/domain/payment/dispute.ts';
import type { PurchaseDispute } from '../../../src/domain/purchase/purchase.ts';
import { withReversal } from '../../../src/domain/purchase/reversals.ts';
import { aDispute } from '../builders.ts';
import { aKnownDispute, aPaidPurchase, aPayment, at, countedIds, frozen, NOW } from './builders.ts';

function report(known: readonly PurchaseDispute[], changes: Partial<DisputeReport> = {}) {
  const before = aPaidPurchase({ disputes: known });
  const said = frozen(
    aDispute({ providerPaymentId: 'attempt-1', amount: null, reason: null, occurredAt: at(70), ...changes }),
  );
  const { purchase, anomalies, remember } = withReversal(before, aPayment(), said, countedIds());
  expect(anomalies).toEqual([]);
  return { disputes: purchase.disputes, isUnchanged: purchase === before, remember };
}

const COME_BACK = [{ kind: 'dispute', subject: 'payment-1', by: null }];

describe('a dispute', () => {
  test('a dispute that is new is kept, and come back to while it is open', () => {
    const { disputes, remember } = report([]);

    expect(disputes).toEqual([aKnownDispute({ createdAt: NOW })]);
    expect(remember).toEqual(COME_BACK);
  });

  test.each(['won', 'lost'] as const)('a dispute that is %s needs no further look', (status) => {
    expect(report([], { status })).toMatchObject({ disputes: [{ said: { status } }], remember: [] });
  });

  test('a dispute of which only the end was reported is none yet', () => {
    const { disputes, remember } = report([], { closesOnly: true, status: 'won' });

    expect(disputes).toEqual([aKnownDispute({ said: null, overWonAt: at(70), createdAt: null })]);
    expect(remember).toEqual([]);
  });

  test('a dispute exists since it was first reported, whatever end was reported before', () => {
    const end = aKnownDispute({ said: null, overLostAt: at(80), createdAt: null });

    expect(report([end])).toMatchObject({
      disputes: [aKnownDispute({ overLostAt: at(80), createdAt: NOW })],
      remember: [],
    });
  });

  test('a dispute is joined with what was known of it, beside others', () => {
    const other = aKnownDispute({ providerDisputeId: 'dispute-0' });

    const { disputes } = report([other, aKnownDispute()], { status: 'lost', occurredAt: at(90) });

    const said = { status: 'lost', occurredAt: at(90), amount: null, reason: null };
    expect(disputes).toEqual([other, { ...aKnownDispute(), said }]);
  });

  test('a dispute that is reported again changes nothing, and is still come back to', () => {
    expect(report([aKnownDispute()])).toMatchObject({ isUnchanged: true, remember: COME_BACK });
    expect(report([aKnownDispute()], { status: 'won', occurredAt: at(1) }).isUnchanged).toBe(true);
  });
});
