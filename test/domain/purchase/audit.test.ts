import { describe, expect, test } from 'vitest';
import { auditOf } from '../../../src/domain/purchase/audit.ts';
import {
  aCapture,
  aKeptAnomaly,
  anAttempt,
  anOrder,
  aPaidPurchase,
  aPayment,
  aPurchase,
  aRefund,
  at,
  yen,
} from './builders.ts';

describe('what is audited of a purchase', () => {
  test('a purchase that stays as it is has no entry, nor has an order that is paid', () => {
    expect(auditOf(aPurchase(), aPurchase())).toEqual([]);
    expect(auditOf(aPurchase(), aPaidPurchase())).toEqual([]);
  });

  test('an e-mail address is only said to be set, replaced or taken away', () => {
    const changesOf = (from: string | null, to: string | null) => {
      const withEmail = (customerEmail: string | null) => aPurchase({ order: anOrder({ customerEmail }) });
      return auditOf(withEmail(from), withEmail(to)).flatMap(({ changes }) => changes);
    };

    expect(changesOf(null, 'a@b.example')).toEqual([{ field: 'customer_email', from: null, to: 'set' }]);
    expect(changesOf('a@b.example', 'c@d.example')).toEqual([{ field: 'customer_email', from: 'set', to: 'replaced' }]);
    expect(changesOf('a@b.example', null)).toEqual([{ field: 'customer_email', from: 'set', to: null }]);
  });

  test('a refund in several parts is one entry, with the sum', () => {
    const parts = [aRefund({ id: 'r-1', amount: yen(500) }), aRefund({ id: 'r-2', partOf: 'r-1', amount: yen(200) })];

    const entries = auditOf(aPaidPurchase(), aPaidPurchase({ refunds: parts }));

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'payment.refund', subject: 'payment:payment-1' });
    expect(entries[0]?.changes).toContainEqual({ field: 'amount', from: null, to: 700 });
    expect(auditOf(aPaidPurchase({ refunds: parts }), aPaidPurchase({ refunds: parts }))).toEqual([]);
  });

  test('a capture has an entry with its amount', () => {
    const capture = aCapture({ amount: yen(300) });

    const [entry, ...more] = auditOf(aPurchase(), aPurchase({ captures: [capture] }));

    expect(entry).toMatchObject({ action: 'payment.capture', subject: `payment:${capture.paymentId}` });
    expect(entry?.changes).toEqual([
      { field: 'capture', from: null, to: capture.id },
      { field: 'amount', from: null, to: 300 },
    ]);
    expect(more).toEqual([]);
  });

  test('a receipt has an entry with what its operator said, once the money is there', () => {
    const amount = yen(400);
    const receipt = {
      id: 'receipt-1',
      reference: 'payment-1',
      amount,
      method: 'cash',
      note: null,
      takenAt: at(0),
    } as const;
    const taken = aPurchase({ attempts: [anAttempt({ providerPaymentId: receipt.id })] });

    expect(auditOf(aPurchase(), taken, { receipt })).toEqual([
      {
        action: 'payment.receive',
        subject: 'payment:payment-1',
        changes: [
          { field: 'receipt', from: null, to: 'receipt-1' },
          { field: 'amount', from: null, to: 400 },
          { field: 'method', from: null, to: 'cash' },
        ],
      },
    ]);
    expect(auditOf(taken, taken, { receipt })).toEqual([]);
    expect(auditOf(aPurchase(), aPurchase(), { receipt })).toEqual([]);
    expect(auditOf(aPurchase(), taken)).toEqual([]);
  });

  test('an anomaly has an entry when it is resolved, and none when it is found or ends with its cause', () => {
    const open = aKeptAnomaly({ id: 'anomaly-1' });
    const resolved = { ...open, resolution: { by: 'anna', reason: 'Looked at', at: at(2_000) } };

    expect(auditOf(aPurchase(), aPurchase({ anomalies: [open] }))).toEqual([]);
    expect(auditOf(aPurchase({ anomalies: [open] }), aPurchase({ anomalies: [resolved] }))).toEqual([
      {
        action: 'anomaly.resolve',
        subject: 'anomaly:anomaly-1',
        changes: [{ field: 'reason', from: null, to: 'Looked at' }],
      },
    ]);
    expect(auditOf(aPurchase({ anomalies: [resolved] }), aPurchase({ anomalies: [resolved] }))).toEqual([]);
    const ended = { ...open, resolution: { ...resolved.resolution, by: null } };
    expect(auditOf(aPurchase({ anomalies: [open] }), aPurchase({ anomalies: [ended] }))).toEqual([]);
  });

  test('a payment that is cancelled has an entry only if its cancellation was requested', () => {
    const cancelled = aPurchase({ payment: aPayment({ status: 'cancelled' }) });

    expect(auditOf(aPurchase(), cancelled)).toEqual([]);
    expect(auditOf(aPurchase(), aPaidPurchase(), { saw: 'pending' })).toEqual([]);
    const changes = [{ field: 'status', from: 'pending', to: 'cancelled' }];
    for (const before of [aPurchase(), cancelled])
      expect(auditOf(before, cancelled, { saw: 'pending' })).toEqual([
        { action: 'payment.cancel', subject: 'payment:payment-1', changes },
      ]);
  });
});
