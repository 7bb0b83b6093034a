import { describe, expect, test } from 'vitest';
import type { Purchase } from '../../../src/domain/purchase/purchase.ts';
import { type NewRefund, openRefund } from '../../../src/domain/purchase/refunds.ts';
import {
  aKeptAnomaly,
  anAttempt,
  aPaidPurchase,
  aPart,
  aPurchase,
  aRefund,
  callsThatRanOut,
  callsUnderWay,
  countedIds,
  frozen,
  NOW,
  refusal,
  won,
  yen,
} from './builders.ts';

const REQUEST = { id: 'refund-9', paymentId: 'payment-1', providerPaymentId: null, amountMinor: null, reason: null };

const refund = (purchase: Purchase, changes: Partial<NewRefund> = {}) =>
  openRefund(purchase, frozen({ ...REQUEST, requestedBy: 'operator-1', ...changes }), {
    leaseMs: 60_000,
    newId: countedIds(),
  });

/** Which attempts it goes back through, and how much by each. */
const shown = (purchase: Purchase, changes: Partial<NewRefund> = {}) => {
  const { rest, ...first } = refund(purchase, changes).answer;
  return [first, ...rest].map((part) => [part.refund.providerPaymentId, part.refund.amount.minor]);
};

const split = (...minors: number[]) =>
  aPaidPurchase({ attempts: minors.map((minor, index) => aPart(`attempt-${index + 1}`, minor)) });

describe('a refund', () => {
  test('a refund is of all that was captured unless an amount is named, and its caller has the lease', () => {
    const { changes, answer } = refund(aPaidPurchase(), { reason: 'torn' });

    const { calls, ...made } = aRefund({
      id: 'refund-9',
      amount: yen(1_000),
      reason: 'torn',
      createdAt: NOW,
      updatedAt: NOW,
    });
    expect(answer).toEqual({ refund: made, lease: { token: 'new-1', round: 1, unknown: null }, rest: [] });
    expect(changes.purchase.refunds).toMatchObject([
      { id: 'refund-9', calls: { lease: { token: 'new-1', beganAt: NOW } } },
    ]);
    expect(changes).toMatchObject({
      transition: null,
      remember: [{ kind: 'refund', subject: 'refund-9', by: null }],
      forget: [],
    });
  });

  test('a refund is refused where there is no payment', () => {
    expect(() => refund(aPurchase({ payment: null }))).toThrow(refusal('payment_not_found', 'Payment not found'));
  });

  test.each([
    ['no attempt was made', [], {}, 'Nothing was captured'],
    ['the attempt took no money', [anAttempt({ capturedMinor: 0 })], {}, 'Nothing was captured'],
    ['it is not known in which currency', [anAttempt({ authorized: null })], {}, 'Nothing was captured'],
    [
      'another attempt is named',
      [anAttempt()],
      { providerPaymentId: 'attempt-2' },
      'Nothing was captured by this provider_payment_id of the payment',
    ],
  ])('a refund is refused when %s', (_why, attempts, changes, message) => {
    expect(() => refund(aPaidPurchase({ attempts }), changes)).toThrow(refusal('conflict', message));
  });

  test.each([
    ['pending', 700],
    ['succeeded', 700],
    ['failed', 1_000],
  ] as const)('a refund finds of an attempt what did not go back: one of 300 that is %s leaves %i', (status, left) => {
    const purchase = aPaidPurchase({ refunds: [aRefund({ status })] });
    const tooMuch = refusal('conflict', `At most ${left} can be refunded, in minor units`);

    expect(shown(purchase)).toEqual([['attempt-1', left]]);
    expect(shown(purchase, { amountMinor: left })).toEqual([['attempt-1', left]]);
    expect(() => refund(purchase, { amountMinor: left + 1 })).toThrow(tooMuch);
  });

  test.each([0, -1])('a refund of an amount of %i is refused', (amountMinor) => {
    expect(() => refund(aPaidPurchase(), { amountMinor })).toThrow(refusal('conflict'));
  });

  test('a refund of what has gone back already is refused, also where more went back than was captured', () => {
    for (const minor of [1_000, 1_200]) {
      const purchase = aPaidPurchase({ refunds: [aRefund({ amount: yen(minor), status: 'succeeded' })] });

      expect(() => refund(purchase)).toThrow(refusal('conflict', 'At most 0 can be refunded, in minor units'));
    }
  });

  test('a refund counts only what went back of the same attempt', () => {
    const purchase = aPaidPurchase({ refunds: [aRefund({ providerPaymentId: 'attempt-2' })] });

    expect(shown(purchase)).toEqual([['attempt-1', 1_000]]);
  });

  test('a refund is possible for money of a payment that did not succeed', () => {
    expect(shown(aPurchase({ attempts: [aPart('attempt-1', 600)] }))).toEqual([['attempt-1', 600]]);
  });

  test('a refund is in the currency in which the buyer paid', () => {
    const other = won(800);
    const purchase = aPaidPurchase({ attempts: [anAttempt({ authorized: other, capturedMinor: 800 })] });

    expect(refund(purchase).answer.refund.amount).toEqual(other);
  });
});

describe('the same refund again', () => {
  const known = (changes: Parameters<typeof aRefund>[0]) =>
    aPaidPurchase({ refunds: [aRefund({ id: 'refund-9', ...changes })] });

  test.each([
    ['another caller holds its lease', { calls: callsUnderWay() }],
    ['the provider has it', { providerRefundId: 'provider-refund-1' }],
    ['it has failed', { status: 'failed' }],
    ['it has succeeded', { status: 'succeeded' }],
  ] as const)('the same refund again is the same one, without a lease, when %s', (_why, changes) => {
    const purchase = known(changes);

    const decision = refund(purchase);

    expect(decision.answer).toMatchObject({ refund: { id: 'refund-9', amount: yen(300) }, lease: null, rest: [] });
    expect(decision.changes.purchase.refunds).toEqual(purchase.refunds);
    expect(decision.changes.remember).toEqual([]);
  });

  test.each([
    ['free', {}, null],
    ['held by a caller whose time ran out', { calls: callsThatRanOut() }, { calls: 1, lastBeganMsAgo: 100_000 }],
  ])('the same refund again gives the lease when that is %s, and is looked at again', (_how, changes, unknown) => {
    const decision = refund(known(changes));

    expect(decision.answer.lease).toEqual({ token: 'new-1', round: 1, unknown });
    expect(decision.changes.remember).toEqual([{ kind: 'refund', subject: 'refund-9', by: null }]);
  });
});

describe('a refund of a purchase that was split', () => {
  test('a refund of a purchase that was split goes back through all attempts, each part with a lease of its own', () => {
    const { changes, answer } = refund(split(600, 400));

    expect(answer.refund).toMatchObject({ id: 'refund-9', partOf: null, amount: yen(600) });
    expect(answer.rest.map((part) => part.refund)).toMatchObject([
      { id: 'new-1', partOf: 'refund-9', amount: yen(400) },
    ]);
    expect([answer.lease?.token, answer.rest[0]?.lease?.token]).toEqual(['new-2', 'new-3']);
    expect(changes.purchase.refunds.map(({ id, calls }) => [id, calls.lease?.token])).toEqual([
      ['refund-9', 'new-2'],
      ['new-1', 'new-3'],
    ]);
    expect(changes.remember.map(({ subject }) => subject)).toEqual(['refund-9', 'new-1']);
  });

  test.each([
    [[600, 400], 300, [['attempt-1', 300]]],
    [[300, 700], 500, [['attempt-2', 500]]],
    [
      [500, 300, 200],
      700,
      [
        ['attempt-1', 500],
        ['attempt-2', 200],
      ],
    ],
    [
      [600, 600],
      null,
      [
        ['attempt-1', 600],
        ['attempt-2', 600],
      ],
    ],
  ] as const)(
    'a refund of a purchase that was split goes back through one attempt that has enough, else through several: %j of %j',
    (minors, amountMinor, parts) => {
      expect(shown(split(...minors), { amountMinor })).toEqual(parts);
    },
  );

  test('a refund of a purchase that was split leaves out attempts of which all went back', () => {
    const refunds = [aRefund({ amount: yen(600), status: 'succeeded' })];

    expect(shown(aPaidPurchase({ ...split(600, 400), refunds }))).toEqual([['attempt-2', 400]]);
  });

  test('a refund of a purchase that was split of an attempt that is named is of that one', () => {
    const purchase = split(600, 400);

    expect(shown(purchase, { providerPaymentId: 'attempt-2' })).toEqual([['attempt-2', 400]]);
    expect(() => refund(purchase, { providerPaymentId: 'attempt-2', amountMinor: 401 })).toThrow(
      refusal('conflict', 'At most 400 can be refunded, in minor units'),
    );
  });

  test('a refund of a purchase that was split finds all its parts again under its id, and leases those that are free', () => {
    const parts = [
      aRefund({ id: 'refund-9', calls: callsUnderWay() }),
      aRefund({ id: 'refund-10', partOf: 'refund-9', providerPaymentId: 'attempt-2' }),
      aRefund({ id: 'refund-11' }),
    ];

    const { answer } = refund(aPaidPurchase({ ...split(600, 400), refunds: parts }));

    expect(answer).toMatchObject({
      lease: null,
      rest: [{ refund: { id: 'refund-10' }, lease: { token: 'new-1' } }],
    });
    expect(answer.rest).toHaveLength(1);
  });

  test('a refund of a purchase that was split leaves out attempts in another currency than the first', () => {
    const other = anAttempt({
      providerPaymentId: 'attempt-2',
      authorized: won(400),
      capturedMinor: 400,
    });
    const purchase = aPaidPurchase({ attempts: [aPart('attempt-1', 600), other] });

    expect(shown(purchase)).toEqual([['attempt-1', 600]]);
    expect(() => refund(purchase, { amountMinor: 601 })).toThrow(refusal('conflict'));
    expect(shown(purchase, { providerPaymentId: 'attempt-2' })).toEqual([['attempt-2', 400]]);
  });
});

describe('a refund of a payment that was paid twice', () => {
  const [odd, whole] = [aPart('attempt-1', 600), anAttempt({ providerPaymentId: 'attempt-2' })];
  const twice = aPaidPurchase({ attempts: [odd, whole] });

  test('a refund of a payment that was paid twice is of the attempt that pays alone, and of others only when it is of more', () => {
    expect(shown(twice)).toEqual([['attempt-2', 1_000]]);
    expect(shown(twice, { amountMinor: 1_200 })).toEqual([
      ['attempt-2', 1_000],
      ['attempt-1', 200],
    ]);
    expect(shown(twice, { amountMinor: 500 })).toEqual([['attempt-2', 500]]);
  });

  test('a refund of a payment that was paid twice is refused once the attempt that counts went back, unless the other one is named or an amount is', () => {
    const refunds = [aRefund({ providerPaymentId: 'attempt-2', amount: yen(1_000), status: 'succeeded' })];
    const returned = aPaidPurchase({ attempts: [odd, whole], refunds });

    expect(() => refund(returned)).toThrow(refusal('conflict', 'At most 0 can be refunded, in minor units'));
    expect(shown(returned, { amountMinor: 600 })).toEqual([['attempt-1', 600]]);
    expect(shown(returned, { providerPaymentId: 'attempt-1' })).toEqual([['attempt-1', 600]]);
  });

  test('a refund of a payment that was paid twice is last of the attempt that is known to be surplus', () => {
    const attempts = ['attempt-1', 'attempt-2'].map((providerPaymentId) => anAttempt({ providerPaymentId }));

    expect(shown(aPaidPurchase({ attempts }))).toEqual([['attempt-1', 1_000]]);
    expect(shown(aPaidPurchase({ attempts, anomalies: [aKeptAnomaly()] }))).toEqual([['attempt-2', 1_000]]);
  });
});
