import { describe, expect, test } from 'vitest';
import type { Anomaly } from '../../../src/domain/payment/anomaly.ts';
import type { RefundReport } from '../../../src/domain/payment/refund.ts';
import type { Reversal } from '../../../src/domain/payment/report.ts';
import { NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import { OwnersNeeded, type Purchase } from '../../../src/domain/purchase/purchase.ts';
import { withReversal } from '../../../src/domain/purchase/reversals.ts';
import { aDispute } from '../builders.ts';
import {
  anAttempt,
  aPaidPurchase,
  aPayment,
  aPurchase,
  aRefund,
  aRefundReport,
  at,
  callsThatRanOut,
  callsUnderWay,
  countedIds,
  frozen,
  NOW,
  noOwners,
  won,
  yen,
} from './builders.ts';

const reverse = (purchase: Purchase, said: Reversal) =>
  withReversal(purchase, aPayment(), frozen(said), countedIds('refund-new'));

/** The report on a refund of the built payment that has these refunds, and what comes of it. */
function report(refunds: Purchase['refunds'], changes: Partial<RefundReport> = {}) {
  const { purchase, anomalies, remember } = reverse(aPaidPurchase({ refunds }), aRefundReport(changes));
  return { refunds: purchase.refunds, anomalies, remember };
}

const mismatch = (detail: Anomaly['detail'] = {}) => [
  { kind: 'reference_mismatch', subject: 'provider-refund-1', detail },
];

describe('a reversal', () => {
  test('a reversal of an attempt that is not the purchase’s needs to know whose it is', () => {
    for (const said of [aRefundReport(), aDispute()])
      expect(() => reverse(aPurchase(), { ...said, providerPaymentId: 'attempt-1' })).toThrow(OwnersNeeded);
  });

  test('a reversal of an attempt that belongs to no other payment counts here', () => {
    const purchase = aPurchase({ owners: noOwners() });

    expect(reverse(purchase, aRefundReport()).purchase.refunds).toHaveLength(1);
    expect(reverse(purchase, aDispute()).purchase.disputes).toHaveLength(1);
  });

  test.each([
    ['its attempt', { attempts: new Set(['attempt-1']) }],
    ['it', { refunds: new Set(['provider-refund-1']), disputes: new Set(['dispute-1']) }],
  ])('a reversal is an anomaly where %s belongs to another payment', (_what, owners) => {
    const said = [aRefundReport(), aDispute({ providerPaymentId: 'attempt-1' })] as const;
    for (const one of said)
      for (const purchase of [aPurchase({ owners: noOwners(owners) }), aPaidPurchase({ owners: noOwners(owners) })]) {
        const subject = one.kind === 'refund' ? 'provider-refund-1' : 'dispute-1';

        const reversed = reverse(purchase, one);

        expect(reversed.purchase).toBe(purchase);
        expect(reversed.anomalies).toEqual([{ kind: 'reference_mismatch', subject, detail: {} }]);
        expect(reversed.remember).toEqual([]);
      }
  });

  test('a reversal with the id of another payment’s dispute is of no concern to a refund, and the other way round', () => {
    const owners = noOwners({ disputes: new Set(['provider-refund-1']), refunds: new Set(['dispute-1']) });
    const purchase = aPaidPurchase({ owners });

    expect(reverse(purchase, aRefundReport()).anomalies).toEqual([]);
    expect(reverse(purchase, aDispute({ providerPaymentId: 'attempt-1' })).anomalies).toEqual([]);
  });
});

describe('a refund that was made at the provider', () => {
  const made = aRefund({
    id: 'refund-new-1',
    status: 'succeeded',
    requestedBy: null,
    providerRefundId: 'provider-refund-1',
    createdAt: NOW,
    updatedAt: NOW,
  });

  test('a refund that was made at the provider is kept, with the provider’s reason', () => {
    expect(report([], { reason: 'duplicate' })).toEqual({
      refunds: [{ ...made, reason: 'duplicate' }],
      anomalies: [],
      remember: [],
    });
  });

  test.each(['pending', null] as const)(
    'a refund that was made at the provider is come back to while it is not decided: %s',
    (status) => {
      expect(report([], { status })).toEqual({
        refunds: [{ ...made, status: 'pending' }],
        anomalies: [],
        remember: [{ kind: 'refund', subject: 'refund-new-1', by: null }],
      });
    },
  );

  test('a refund that was made at the provider is not kept without an amount', () => {
    expect(report([], { amount: null })).toEqual({ refunds: [], anomalies: [], remember: [] });
  });

  test('a refund that was made at the provider is joined with what was known of it', () => {
    const before = { ...made, status: 'pending' as const, updatedAt: at(200) };

    expect(report([before]).refunds).toEqual([{ ...before, status: 'succeeded', updatedAt: NOW }]);
  });

  test.each(['succeeded', 'pending', null] as const)(
    'a refund that was made at the provider stays as it is after a report of %s',
    (status) => {
      const purchase = aPaidPurchase({ refunds: [made] });

      expect(reverse(purchase, aRefundReport({ status })).purchase).toBe(purchase);
    },
  );
});

describe('a refund that was requested through the gateway', () => {
  const answered = (changes = {}) =>
    aRefund({ status: 'succeeded', providerRefundId: 'provider-refund-1', updatedAt: NOW, ...changes });
  const ofOthers = [aRefund({ id: 'refund-0' }), aRefund()];

  test('a refund that was requested through the gateway is the one to which the report refers', () => {
    const { refunds, anomalies, remember } = report(ofOthers, { reference: 'refund-1' });

    expect(refunds).toEqual([ofOthers[0], answered()]);
    expect([anomalies, remember]).toEqual([[], []]);
  });

  test('a refund that was requested through the gateway has no call under way once the provider has answered', () => {
    const calls = callsUnderWay({ round: 2, unknownCalls: 1, unknownSince: at(500) });

    const { refunds } = report([aRefund({ calls })], { reference: 'refund-1', status: 'pending' });

    expect(refunds).toMatchObject([
      { status: 'pending', providerRefundId: 'provider-refund-1', calls: { round: 2, unknownCalls: 0, lease: null } },
    ]);
  });

  test.each([
    ['another amount', { amount: yen(301) }, 'amount_mismatch', { expected: 300, found: 301 }],
    ['another currency', { amount: won(300) }, 'currency_mismatch', { expected: 'JPY', found: 'KRW' }],
    [
      'another attempt',
      { providerPaymentId: 'attempt-2' },
      'reference_mismatch',
      { expected: 'attempt-1', found: 'attempt-2' },
    ],
  ] as const)(
    'a refund that was requested through the gateway keeps what it was made with when the report has %s, and that is an anomaly',
    (_what, changes, kind, detail) => {
      const attempts = [anAttempt(), anAttempt({ providerPaymentId: 'attempt-2' })];
      const purchase = aPaidPurchase({ attempts, refunds: [aRefund()] });

      const reversed = reverse(purchase, aRefundReport({ reference: 'refund-1', ...changes }));

      expect(reversed.purchase.refunds).toEqual([answered()]);
      expect(reversed.anomalies).toEqual([{ kind, subject: 'provider-refund-1', detail }]);
    },
  );

  test('a refund that was requested through the gateway is found by its reference without an amount, too', () => {
    expect(report([aRefund()], { reference: 'refund-1', amount: null })).toMatchObject({
      refunds: [answered()],
      anomalies: [],
    });
  });

  test.each([
    ['has failed', { status: 'failed' }],
    ['has another id at the provider', { providerRefundId: 'provider-refund-0' }],
  ] as const)(
    'a refund that was requested through the gateway is not the one to which a report refers when it %s',
    (_how, changes) => {
      const { refunds } = report([aRefund(changes)], { reference: 'refund-1' });

      expect(refunds).toMatchObject([aRefund(changes), { id: 'refund-new-1', requestedBy: null }]);
    },
  );

  test('a refund that was requested through the gateway is not taken for one without a reference where the provider carries references', () => {
    expect(report([aRefund()]).refunds).toMatchObject([aRefund(), { id: 'refund-new-1' }]);
  });

  describe('at a provider that carries no references', () => {
    const anonymous = (refunds: Purchase['refunds'], changes: Partial<RefundReport> = {}) =>
      report(refunds, { isAnonymous: true, ...changes });

    test('a refund that was requested through the gateway at a provider that carries no references is the oldest of the amount that waits for an answer', () => {
      const calls = callsUnderWay();
      const waiting = [aRefund({ id: 'refund-0', amount: yen(200) }), aRefund({ calls }), aRefund({ id: 'refund-2' })];

      const { refunds, anomalies } = anonymous(waiting);

      expect(refunds).toEqual([waiting[0], answered(), waiting[2]]);
      expect(anomalies).toEqual([]);
    });

    test.each([
      ['another amount', { amount: yen(301) }],
      ['another currency', { amount: won(300) }],
      ['another attempt', { providerPaymentId: 'attempt-0' }],
    ] as const)(
      'a refund that was requested through the gateway at a provider that carries no references is not one of %s',
      (_what, changes) => {
        expect(anonymous([aRefund(changes)]).refunds).toMatchObject([aRefund(changes), { id: 'refund-new-1' }]);
      },
    );

    test('a refund that was requested through the gateway at a provider that carries no references is doubtful unless its only call is under way', () => {
      const doubt = mismatch({ expected: 'refund-1', found: null });

      expect(anonymous([aRefund({ calls: callsUnderWay() })]).anomalies).toEqual([]);
      expect(anonymous([aRefund()]).anomalies).toEqual(doubt);
      expect(anonymous([aRefund({ calls: callsThatRanOut() })]).anomalies).toEqual(doubt);
      expect(anonymous([aRefund({ calls: callsUnderWay({ unknownCalls: 1 }) })]).anomalies).toEqual(doubt);
      expect(anonymous([aRefund()], { reference: 'refund-1' }).anomalies).toEqual([]);
    });

    const lost = { unknownCalls: 2, unknownSince: at(700) };

    test.each([
      ['the first call', at(100)],
      ['the first call, by a clock that is behind', at(40)],
      ['the last call', at(700)],
      ['the last call, at its end', at(760)],
    ])(
      'a refund that was requested through the gateway at a provider that carries no references is beyond doubt where it was made during %s',
      (_when, madeAt) => {
        const refund = aRefund({ createdAt: at(100), calls: { ...NO_CALLS, ...lost } });

        expect(anonymous([refund], { madeAt })).toMatchObject({ refunds: [{ id: 'refund-1' }], anomalies: [] });
      },
    );

    test('a refund that was requested through the gateway at a provider that carries no references is beyond doubt where it was made during a call that was never ended', () => {
      expect(anonymous([aRefund({ calls: callsThatRanOut() })], { madeAt: at(905) }).anomalies).toEqual([]);
    });

    test.each([
      ['between two calls', at(500)],
      ['after the last call', at(761)],
    ])(
      'a refund that was requested through the gateway at a provider that carries no references is doubtful where it was made %s',
      (_when, madeAt) => {
        const refund = aRefund({ createdAt: at(100), calls: { ...NO_CALLS, ...lost } });

        expect(anonymous([refund], { madeAt })).toMatchObject({
          refunds: [{ id: 'refund-1', providerRefundId: 'provider-refund-1' }],
          anomalies: mismatch({ expected: 'refund-1', found: null }),
        });
      },
    );
  });
});
