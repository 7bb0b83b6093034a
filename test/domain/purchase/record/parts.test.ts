import { describe, expect, test } from 'vitest';
import { partsOf, paysAlone } from '../../../../src/domain/purchase/money/parts.ts';
import { surplusOf } from '../../../../src/domain/purchase/money/surplus.ts';
import type { Purchase, PurchaseAttempt } from '../../../../src/domain/purchase/purchase.ts';
import {
  aCapture,
  aFact,
  aKeptAnomaly,
  aKnownDispute,
  anAttempt,
  aPart,
  aPayment,
  aPurchase,
  aRefund,
  at,
  won,
  yen,
} from '../builders.ts';

describe('an attempt that pays alone', () => {
  test.each<[string, boolean, Partial<PurchaseAttempt>]>([
    ['the whole amount was captured', true, {}],
    ['a part was captured that was asked for', true, { capturedMinor: 400 }],
    ['a part was captured that was not asked for', false, { capturedMinor: 401 }],
    ['another amount was agreed to', false, { authorized: yen(1_001) }],
    ['another currency was agreed to', false, { authorized: won(1_000) }],
    ['it is not known what was agreed to', false, { authorized: null }],
  ])('an attempt pays alone when %s: %s', (_when, isAlone, changes) => {
    expect(paysAlone(aPayment(), anAttempt(changes), [aCapture({ status: 'failed' })])).toBe(isAlone);
  });
});

describe('what an attempt brings toward the amount', () => {
  const minorOf = (changes: Partial<Purchase>) =>
    partsOf(aPurchase(changes), aPayment()).map(({ partMinor }) => partMinor);
  const back = { status: 'succeeded', amount: yen(200) } as const;

  test.each<[string, Partial<PurchaseAttempt>, number[]]>([
    ['all of a part', { authorized: yen(600), capturedMinor: 600 }, [600]],
    ['the amount where it pays alone', {}, [1_000]],
    ['nothing of a part in another currency', { authorized: won(600), capturedMinor: 600 }, [0]],
    ['nothing where it is not known what was agreed to', { authorized: null, capturedMinor: 600 }, [0]],
    ['nothing where less was taken than was agreed to', { authorized: yen(900), capturedMinor: 600 }, [0]],
    ['nothing where it is of more than the amount', { authorized: yen(1_100), capturedMinor: 1_100 }, [0]],
    ['no part at all where it did not succeed', { fact: aFact('processing') }, []],
  ])('what an attempt brings toward the amount is %s', (_what, changes, minors) => {
    expect(minorOf({ attempts: [anAttempt(changes)] })).toEqual(minors);
  });

  test('what an attempt brings toward the amount is less by what goes back of it before the payment is complete', () => {
    const attempts = [aPart('attempt-1', 600)];

    expect(minorOf({ attempts, refunds: [aRefund(back)] })).toEqual([400]);
    expect(minorOf({ attempts, refunds: [aRefund({ ...back, status: 'pending' })] })).toEqual([400]);
    expect(minorOf({ attempts, refunds: [aRefund({ ...back, amount: yen(700) })] })).toEqual([0]);
    expect(minorOf({ attempts, refunds: [aRefund({ ...back, status: 'failed' })] })).toEqual([600]);
    expect(minorOf({ attempts, refunds: [aRefund({ ...back, providerPaymentId: 'attempt-2' })] })).toEqual([600]);
  });

  test('what an attempt brings toward the amount is not less by what goes back of an attempt that pays alone', () => {
    expect(minorOf({ attempts: [anAttempt()], refunds: [aRefund(back)] })).toEqual([1_000]);
  });

  test('what an attempt brings toward the amount does not change by what goes back after the payment was complete', () => {
    const attempts = [aPart('attempt-1', 600)];
    const refunds = [aRefund({ ...back, createdAt: at(100) })];
    const disputes = [aKnownDispute({ createdAt: at(100) })];

    for (const reversals of [{ refunds }, { disputes }]) {
      expect(minorOf({ attempts, ...reversals, succeededAt: at(99) })).toEqual([600]);
      expect(minorOf({ attempts, ...reversals, succeededAt: at(100) })).not.toEqual([600]);
    }
  });

  test.each([
    ['is open', aKnownDispute(), 0],
    ['was lost', aKnownDispute({ said: { status: 'lost', occurredAt: at(70), amount: null, reason: null } }), 0],
    ['was won', aKnownDispute({ said: { status: 'won', occurredAt: at(70), amount: null, reason: null } }), 600],
    ['is of another attempt', aKnownDispute({ providerPaymentId: 'attempt-2' }), 600],
    ['was never reported but its end', aKnownDispute({ said: null, overLostAt: at(70), createdAt: null }), 600],
  ])(
    'what an attempt brings toward the amount is nothing while a dispute takes it: one that %s',
    (_how, dispute, minor) => {
      expect(minorOf({ attempts: [aPart('attempt-1', 600)], disputes: [dispute] })).toEqual([minor]);
    },
  );

  test('what an attempt brings toward the amount is distinguished from what went back of it at any time', () => {
    const refunds = [aRefund({ ...back, createdAt: at(50) }), aRefund({ ...back, createdAt: at(100) })];
    const purchase = aPurchase({ attempts: [aPart('attempt-1', 600)], refunds, succeededAt: at(60) });

    expect(partsOf(purchase, aPayment())).toMatchObject([{ partMinor: 400, backMinor: 400, paysAlone: false }]);
    const disputed = { ...purchase, disputes: [aKnownDispute({ createdAt: at(50) })] };
    expect(partsOf(disputed, aPayment())).toMatchObject([{ partMinor: 0, backMinor: 600 }]);
  });
});

describe('surplus', () => {
  const surplus = (changes: Partial<Purchase>) =>
    surplusOf(aPurchase(changes), aPayment()).map((one) => [one.providerPaymentId, one.surplusMinor, one.isUnused]);

  test('surplus is what goes beyond the amount, in the order in which the parts came', () => {
    const attempts = [
      aPart('attempt-3', 600, { createdAt: at(63) }),
      aPart('attempt-1', 600, { createdAt: at(61) }),
      aPart('attempt-2', 100, { createdAt: at(62) }),
    ];

    expect(surplus({ attempts })).toEqual([
      ['attempt-1', 0, false],
      ['attempt-2', 0, false],
      ['attempt-3', 300, false],
    ]);
  });

  test('surplus is none while the amount has not come', () => {
    expect(surplus({ attempts: [aPart('attempt-1', 600), aPart('attempt-2', 300)] })).toEqual([
      ['attempt-1', 0, false],
      ['attempt-2', 0, false],
    ]);
  });

  test('surplus is all of what is beside an attempt that pays alone, also where that came last', () => {
    const attempts = [aPart('attempt-1', 600), anAttempt({ providerPaymentId: 'attempt-2', createdAt: at(99) })];

    expect(surplus({ attempts })).toEqual([
      ['attempt-2', 0, false],
      ['attempt-1', 600, true],
    ]);
  });

  test('surplus is not what an attempt keeps that pays alone by a smaller capture', () => {
    const attempts = [anAttempt({ capturedMinor: 400 }), anAttempt({ providerPaymentId: 'attempt-2' })];

    expect(surplus({ attempts, captures: [aCapture()] })).toEqual([
      ['attempt-1', 0, false],
      ['attempt-2', 1_000, true],
    ]);
  });

  test.each<[string, Partial<Purchase>, number]>([
    ['was refunded', { refunds: [aRefund({ amount: yen(300) })] }, 700],
    ['is disputed', { disputes: [aKnownDispute()] }, 0],
  ])('surplus is less by what %s of it, and then it was used', (_how, changes, minor) => {
    const attempts = [anAttempt(), anAttempt({ providerPaymentId: 'attempt-0' })];

    expect(surplus({ attempts, ...changes })).toEqual([
      ['attempt-0', 0, false],
      ['attempt-1', minor, false],
    ]);
  });

  test('surplus of an unknown amount is unused money beside money that pays', () => {
    const attempts = [anAttempt({ authorized: null, capturedMinor: 0 }), anAttempt({ providerPaymentId: 'attempt-2' })];

    expect(surplus({ attempts })).toEqual([
      ['attempt-2', 0, false],
      ['attempt-1', 0, true],
    ]);
  });

  test.each<[string, Partial<PurchaseAttempt>, Partial<Purchase>]>([
    ['was not called surplus before', {}, { anomalies: [aKeptAnomaly({ subject: 'attempt-1' })] }],
    ['was reported first', { createdAt: at(60) }, {}],
    ['was paid first', { fact: aFact('succeeded', at(59)) }, {}],
    ['has a time', {}, { attempts: [anAttempt({ fact: aFact('succeeded', null) })] }],
    ['has the lesser id', { providerPaymentId: 'attempt-0' }, {}],
  ])('surplus is the one of two alike that does not come first: the first %s', (_how, changes, purchase) => {
    const second = anAttempt({ providerPaymentId: 'attempt-2', ...changes });
    const [first = anAttempt()] = purchase.attempts ?? [];

    const names = surplus({ ...purchase, attempts: [first, second] }).map(([id]) => id);

    expect(names).toEqual([second.providerPaymentId, 'attempt-1']);
  });
});
