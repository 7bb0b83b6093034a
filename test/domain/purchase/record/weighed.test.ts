import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../../src/domain/payment/fact.ts';
import { incompleteAnomalies, weighed } from '../../../../src/domain/purchase/money/parts.ts';
import { surplusAnomalies } from '../../../../src/domain/purchase/money/surplus.ts';
import type { Purchase, PurchasePayment } from '../../../../src/domain/purchase/purchase.ts';
import { aFact, anAttempt, aPart, aPayment, aPurchase, aRefund, at, yen } from '../builders.ts';

const part = (id: string, minor: number, seconds: number) =>
  aPart(id, minor, { fact: aFact('succeeded', at(seconds)) });
const SAID = aFact('succeeded', at(60));

describe('the fact of a purchase that a buyer splits', () => {
  const weigh = (
    changes: Partial<Purchase>,
    said: Fact | null = SAID,
    overAt: Date | null = null,
    payment: Partial<PurchasePayment> = {},
  ) => weighed(aPurchase(changes), aPayment(payment), said, overAt);

  test('the fact of a purchase that a buyer splits is success when an attempt pays alone: at its time, whatever was said of another', () => {
    const attempts = [part('attempt-2', 600, 5), anAttempt()];

    for (const said of [aFact('succeeded', at(5)), aFact('failed', at(70)), aFact('cancelled', at(70)), null])
      expect(weigh({ attempts }, said, at(90))).toEqual(aFact('succeeded', at(60)));
  });

  test('the fact of a purchase that a buyer splits is success when the parts come to the amount: at the time of the part that completed it, whichever came first', () => {
    const parts = [
      part('attempt-1', 600, 1),
      part('attempt-2', 300, 3),
      part('attempt-3', 100, 2),
      part('attempt-4', 50, 4),
    ];

    for (const attempts of [parts, parts.toReversed()])
      expect(weigh({ attempts }, aFact('failed', at(60)))).toEqual(aFact('succeeded', at(3)));
  });

  test('the fact of a purchase that a buyer splits has the time of the part with the greater id where two came in one moment', () => {
    const attempts = [aPart('attempt-2', 400, { fact: aFact('succeeded', null) }), part('attempt-1', 600, 1)];

    expect(weigh({ attempts })).toEqual(aFact('succeeded', null));
  });

  test('the fact of a purchase that a buyer splits is the end when it is over without its rest, whatever was said', () => {
    for (const said of [SAID, aFact('failed'), aFact('cancelled', at(70)), null])
      expect(weigh({ attempts: [part('attempt-1', 600, 1)] }, said, at(90))).toEqual(aFact('cancelled', at(90)));
  });

  test('the fact of a purchase that a buyer splits is processing while a part is there, at a moment later than all that is known', () => {
    const attempts = [part('attempt-1', 600, 50), part('attempt-2', 100, 40)];
    const just = (seconds: number) => ({ kind: 'processing', occurredAt: new Date(at(seconds).getTime() + 1) });

    expect(weigh({ attempts }, aFact('failed', at(60)))).toEqual(just(60));
    expect(weigh({ attempts }, aFact('failed', at(45)))).toEqual(just(50));
    expect(weigh({ attempts }, null)).toEqual(just(50));
    expect(weigh({ attempts }, aFact('failed', null), null, { status: 'failed', statusAt: at(70) })).toEqual(just(70));
  });

  test('the fact of a purchase that a buyer splits moves no further than what is known while it is processing already', () => {
    const attempts = [part('attempt-1', 600, 50)];

    const fact = weigh({ attempts }, aFact('failed', at(60)), null, { status: 'processing', statusAt: at(70) });

    expect(fact).toEqual(aFact('processing', at(70)));
  });

  test('the fact of a purchase that a buyer splits is processing without a time where none has one', () => {
    const attempts = [aPart('attempt-1', 600, { fact: aFact('succeeded', null) })];

    expect(weigh({ attempts }, aFact('pending', null))).toEqual(aFact('processing', null));
  });

  test('the fact of a purchase that a buyer splits is the end that was said, also while a part is there', () => {
    const said = aFact('cancelled', at(90));

    expect(weigh({ attempts: [part('attempt-1', 600, 1)] }, said)).toBe(said);
  });

  test('the fact of a purchase that a buyer splits is what was said where nothing came, but no success', () => {
    const refunds = [aRefund({ amount: yen(600) })];

    for (const attempts of [[], [part('attempt-1', 600, 1)]]) {
      expect(weigh({ attempts, refunds }, aFact('pending'))).toEqual(aFact('pending'));
      expect(weigh({ attempts, refunds })).toEqual({ ...SAID, kind: 'failed' });
      expect(weigh({ attempts, refunds }, null)).toBeNull();
    }
  });
});

describe('anomalies about money', () => {
  const [first, second] = [anAttempt(), anAttempt({ providerPaymentId: 'attempt-2' })];

  test('anomalies about money name each attempt whose money is beyond the amount', () => {
    expect(surplusAnomalies(aPurchase({ attempts: [first, second] }), aPayment())).toEqual([
      { kind: 'paid_twice', subject: 'attempt-2', detail: {} },
    ]);
  });

  test('anomalies about money name an attempt of an unknown amount beside one that pays', () => {
    const unknown = anAttempt({ providerPaymentId: 'attempt-0', authorized: null, capturedMinor: 0 });

    expect(surplusAnomalies(aPurchase({ attempts: [unknown, first] }), aPayment())).toMatchObject([
      { subject: 'attempt-0' },
    ]);
  });

  test.each<[string, Purchase['attempts'], Purchase['refunds']]>([
    ['one attempt succeeded', [first, { ...second, fact: aFact('failed') }], []],
    ['one attempt took more than the amount', [anAttempt({ authorized: yen(2_000), capturedMinor: 2_000 })], []],
    ['the parts come to the amount', [aPart('attempt-1', 600), aPart('attempt-2', 400)], []],
    ['the surplus went back', [first, second], [aRefund({ providerPaymentId: 'attempt-2', amount: yen(1_000) })]],
  ])('anomalies about money name none where %s', (_why, attempts, refunds) => {
    expect(surplusAnomalies(aPurchase({ attempts, refunds }), aPayment())).toEqual([]);
  });

  test('anomalies about money name each part of a purchase that is over and was never complete', () => {
    const attempts = [
      aPart('attempt-1', 600),
      aPart('attempt-2', 100),
      aPart('attempt-3', 50, { fact: aFact('failed') }),
    ];
    const refunds = [aRefund({ providerPaymentId: 'attempt-2', amount: yen(100) })];

    expect(incompleteAnomalies(aPurchase({ attempts, refunds }), aPayment())).toEqual([
      { kind: 'paid_in_part', subject: 'attempt-1', detail: { expected: 1_000, found: 600 } },
    ]);
  });
});
