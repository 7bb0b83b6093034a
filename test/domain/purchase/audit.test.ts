import { describe, expect, test } from 'vitest';
import { auditOf } from '../../../src/domain/purchase/audit.ts';
import { aCapture, aKeptAnomaly, anOrder, aPaidPurchase, aPayment, aPurchase, aRefund, at, yen } from './builders.ts';

describe('what is audited of a purchase', () => {
  test('a purchase that stays as it is has no entry, nor has an order that is paid', () => {
    expect(auditOf(aPurchase(), aPurchase(), null)).toEqual([]);
    expect(auditOf(aPurchase(), aPaidPurchase(), null)).toEqual([]);
  });

  test('an e-mail address is only said to be set, replaced or taken away', () => {
    const changesOf = (from: string | null, to: string | null) => {
      const withEmail = (customerEmail: string | null) => aPurchase({ order: anOrder({ customerEmail }) });
      return auditOf(withEmail(from), withEmail(to), null).flatMap(({ changes }) => changes);
    };

    expect(changesOf(null, 'a@b.example')).toEqual([{ field: 'customer_email', from: null, to: 'set' }]);
    expect(changesOf('a@b.example', 'c@d.example')).toEqual([{ field: 'customer_email', from: 'set', to: 'replaced' }]);
    expect(changesOf('a@b.example', null)).toEqual([{ field: 'customer_email', from: 'set', to: null }]);
  });

  test('a refund in several parts is one entry, with the sum', () => {
    const parts = [aRefund({ id: 'r-1', amount: yen(500) }), aRefund({ id: 'r-2', partOf: 'r-1', amount: yen(200) })];

    const entries = auditOf(aPaidPurchase(), aPaidPurchase({ refunds: parts }), null);

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'payment.refund', subject: 'payment:payment-1' });
    expect(entries[0]?.changes).toContainEqual({ field: 'amount', from: null, to: 700 });
    expect(auditOf(aPaidPurchase({ refunds: parts }), aPaidPurchase({ refunds: parts }), null)).toEqual([]);
  });

  test('a capture has an entry with its amount', () => {
    const capture = aCapture({ amount: yen(300) });

    const [entry, ...more] = auditOf(aPurchase(), aPurchase({ captures: [capture] }), null);

    expect(entry).toMatchObject({ action: 'payment.capture', subject: `payment:${capture.paymentId}` });
    expect(entry?.changes).toEqual([
      { field: 'capture', from: null, to: capture.id },
      { field: 'amount', from: null, to: 300 },
    ]);
    expect(more).toEqual([]);
  });

  test('an anomaly has an entry when it is resolved, and none when it is found or ends with its cause', () => {
    const open = aKeptAnomaly({ id: 'anomaly-1' });
    const resolved = { ...open, resolution: { by: 'anna', reason: 'Looked at', at: at(2_000) } };

    expect(auditOf(aPurchase(), aPurchase({ anomalies: [open] }), null)).toEqual([]);
    expect(auditOf(aPurchase({ anomalies: [open] }), aPurchase({ anomalies: [resolved] }), null)).toEqual([
      {
        action: 'anomaly.resolve',
        subject: 'anomaly:anomaly-1',
        changes: [{ field: 'reason', from: null, to: 'Looked at' }],
      },
    ]);
    expect(auditOf(aPurchase({ anomalies: [resolved] }), aPurchase({ anomalies: [resolved] }), null)).toEqual([]);
    const ended = { ...open, resolution: { ...resolved.resolution, by: null } };
    expect(auditOf(aPurchase({ anomalies: [open] }), aPurchase({ anomalies: [ended] }), null)).toEqual([]);
  });

  test('a payment that is cancelled has an entry only if its cancellation was requested', () => {
    const cancelled = aPurchase({ payment: aPayment({ status: 'cancelled' }) });

    expect(auditOf(aPurchase(), cancelled, null)).toEqual([]);
    expect(auditOf(aPurchase(), aPaidPurchase(), 'pending')).toEqual([]);
    const changes = [{ field: 'status', from: 'pending', to: 'cancelled' }];
    for (const before of [aPurchase(), cancelled])
      expect(auditOf(before, cancelled, 'pending')).toEqual([
        { action: 'payment.cancel', subject: 'payment:payment-1', changes },
      ]);
  });
});
