import { describe, expect, test } from 'vitest';
import { ANOMALIES, type AnomalyKind } from '../../../../src/domain/payment/anomaly.ts';
import { endingOf } from '../../../../src/domain/purchase/anomalies/endings.ts';
import type { Purchase } from '../../../../src/domain/purchase/purchase.ts';
import {
  aCapture,
  aKeptAnomaly,
  aKnownDispute,
  anAttempt,
  aPaidPurchase,
  aPart,
  aPayment,
  aPurchase,
  aRefund,
  at,
  yen,
} from '../builders.ts';

type About = Partial<Pick<ReturnType<typeof aKeptAnomaly>, 'subject' | 'detail'>>;

const endOf = (kind: AnomalyKind, purchase: Purchase, about: About = {}) =>
  endingOf(purchase, aKeptAnomaly({ kind, ...about }));

const BACK = 'Its money goes back, or is disputed';

/** All of what `attempt-1` brought. */
const all = aRefund({ amount: yen(1_000) });

describe('the cause of an anomaly about money', () => {
  const kinds = ANOMALIES.filter((kind) => endOf(kind, aPaidPurchase({ refunds: [all] })) === BACK);

  test('the cause of an anomaly about money is gone once all of it goes back: of these kinds, and of no others', () => {
    expect(kinds).toEqual([
      ...(['amount_mismatch', 'currency_mismatch', 'parent_mismatch', 'paid_in_part', 'paid_after_cancel'] as const),
      ...(['paid_twice', 'order_paid_twice', 'order_differs'] as const),
    ]);
  });

  const UNPAID = { payment: aPayment({ status: 'cancelled' }), attempts: [aPart('attempt-1', 400)] } as const;

  test.each([
    ['pending', BACK],
    ['succeeded', BACK],
    ['failed', null],
  ] as const)('the cause of an anomaly about money is gone with a refund that is not failed: %s', (status, reason) => {
    const refunds = [aRefund({ amount: yen(400), status })];

    for (const kind of ['amount_mismatch', 'currency_mismatch', 'parent_mismatch', 'paid_in_part'] as const)
      expect(endOf(kind, aPurchase({ ...UNPAID, refunds }))).toBe(reason);
    for (const kind of ['paid_after_cancel', 'order_paid_twice', 'order_differs'] as const)
      expect(endOf(kind, aPaidPurchase({ refunds: [{ ...all, status }] }))).toBe(reason);
  });

  test.each(kinds.filter((kind) => kind !== 'paid_twice' && kind !== 'paid_in_part'))(
    'the cause of %s is there while some of the money is, or its attempt is unknown',
    (kind) => {
      const refunds = [aRefund({ amount: yen(999) })];
      const unknown = { ...all, providerPaymentId: 'attempt-2' };

      expect(endOf(kind, aPaidPurchase({ refunds }))).toBeNull();
      expect(endOf(kind, aPaidPurchase({ refunds: [unknown] }), { subject: 'attempt-2' })).toBeNull();
      expect(endOf(kind, aPurchase({ attempts: [anAttempt({ capturedMinor: 0 })] }))).toBeNull();
    },
  );

  test('the cause of money that was not wanted is gone when every part of a split purchase goes back, but for its surplus', () => {
    const attempts = [aPart('attempt-1', 600), aPart('attempt-2', 400), aPart('attempt-3', 400)];
    const anomalies = [aKeptAnomaly({ subject: 'attempt-3' })];
    const back = [600, 400, 400].map((minor, index) =>
      aRefund({
        id: `refund-${index}`,
        providerPaymentId: `attempt-${index + 1}`,
        amount: yen(minor),
        createdAt: at(900),
      }),
    );
    const refunded = (...places: number[]) =>
      aPaidPurchase({ attempts, anomalies, refunds: places.flatMap((place) => back[place] ?? []) });

    expect(endOf('paid_after_cancel', refunded(0), { subject: 'attempt-2' })).toBeNull();
    expect(endOf('paid_after_cancel', refunded(1), { subject: 'attempt-2' })).toBeNull();
    expect(endOf('paid_after_cancel', refunded(0, 1), { subject: 'attempt-2' })).toBe(BACK);
    expect(endOf('paid_twice', refunded(0, 1), { subject: 'attempt-3' })).toBeNull();
    expect(endOf('paid_twice', refunded(2), { subject: 'attempt-3' })).toBe(BACK);
  });

  test('the cause of what was paid twice is gone when what is beyond the amount goes back, though the rest stays', () => {
    const attempts = [aPart('attempt-1', 600), aPart('attempt-2', 600)];
    const anomalies = [aKeptAnomaly({ subject: 'attempt-2' })];
    const refunds = [aRefund({ providerPaymentId: 'attempt-2', amount: yen(200), createdAt: at(900) })];

    expect(endOf('paid_twice', aPaidPurchase({ attempts, anomalies }), { subject: 'attempt-2' })).toBeNull();
    expect(endOf('paid_twice', aPaidPurchase({ attempts, anomalies, refunds }), { subject: 'attempt-2' })).toBe(BACK);
    expect(endOf('paid_twice', aPaidPurchase({ attempts }), { subject: 'attempt-9' })).toBeNull();
  });

  test('the cause of a part is gone once its rest has come', () => {
    expect(endOf('paid_in_part', aPurchase(UNPAID))).toBeNull();
    expect(endOf('paid_in_part', aPaidPurchase({ attempts: [aPart('attempt-1', 400), aPart('attempt-2', 600)] }))).toBe(
      'The rest has come',
    );
  });

  test('the cause of another amount is gone once an operator has requested a capture of it', () => {
    const attempts = [anAttempt({ capturedMinor: 400 })];
    const accepted = aPaidPurchase({ attempts, captures: [aCapture({ status: 'succeeded' })] });

    expect(endOf('amount_mismatch', aPaidPurchase({ attempts }))).toBeNull();
    expect(endOf('amount_mismatch', { ...accepted, payment: aPayment({ status: 'processing' }) })).toBeNull();
    expect(endOf('amount_mismatch', accepted, { subject: 'attempt-2' })).toBeNull();
    expect(endOf('amount_mismatch', accepted)).toBe('It was captured as requested');
  });

  test('the cause of money that pays is not gone with a dispute: that may be won', () => {
    const disputes = [aKnownDispute()];

    expect(endOf('paid_after_cancel', aPaidPurchase({ disputes }))).toBeNull();
    expect(endOf('order_paid_twice', aPaidPurchase({ disputes }))).toBeNull();
  });
});

describe('the cause of an unknown outcome', () => {
  test.each(['refund', 'capture'] as const)('the cause of an unknown outcome is gone once the %s has ended', (what) => {
    const of = (status: 'pending' | 'succeeded' | 'failed') =>
      aPaidPurchase(what === 'refund' ? { refunds: [aRefund({ status })] } : { captures: [aCapture({ status })] });

    for (const about of [{ subject: `${what}-1` }, { subject: 'theirs', detail: { refund: `${what}-1` } }]) {
      expect(endOf('outcome_unknown', of('pending'), about)).toBeNull();
      expect(endOf('outcome_unknown', of('succeeded'), about)).toBe('It has succeeded');
      expect(endOf('outcome_unknown', of('failed'), about)).toBe('It has failed');
    }
  });

  const about = (check: string) => ({ subject: 'payment-1', detail: { check } });

  test('the cause of an unknown outcome is gone once an opening has its parent', () => {
    const unopened = aPurchase({ payment: aPayment({ parentId: null, status: 'cancelled' }) });

    expect(endOf('outcome_unknown', unopened, about('opening'))).toBeNull();
    expect(endOf('outcome_unknown', aPurchase(), about('opening'))).toBe('The provider has answered');
  });

  test.each(['payment', 'completion'])(
    'the cause of an unknown outcome is gone once the payment has ended: %s',
    (check) => {
      expect(endOf('outcome_unknown', aPurchase(), about(check))).toBeNull();
      expect(endOf('outcome_unknown', aPaidPurchase(), about(check))).toBe('The payment is succeeded');
    },
  );

  test.each(['leftover', 'reversals'])(
    'the cause of an unknown outcome is not seen to go in a payment: %s',
    (check) => {
      expect(endOf('outcome_unknown', aPaidPurchase(), about(check))).toBeNull();
    },
  );

  test('the cause of what was not closed is gone once the payment has ended, and not seen to go of another parent', () => {
    expect(endOf('not_closed', aPurchase(), { subject: 'payment-1' })).toBeNull();
    expect(endOf('not_closed', aPaidPurchase(), { subject: 'payment-1' })).toBe('The payment is succeeded');
    expect(endOf('not_closed', aPaidPurchase(), { subject: 'parent-9' })).toBeNull();
  });
});

test('what is only history has a cause for ever, and so has what belongs to no payment', () => {
  for (const kind of ['account_mismatch', 'reference_mismatch', 'not_paid', 'unknown_status'] as const)
    expect(endOf(kind, aPaidPurchase({ refunds: [all] }))).toBeNull();
  for (const kind of ANOMALIES) expect(endOf(kind, aPurchase({ payment: null }))).toBeNull();
});
