import { describe, expect, test } from 'vitest';
import { NO_CALLS } from '../../../../src/domain/purchase/calls.ts';
import type { Facts } from '../../../../src/domain/purchase/facts.ts';
import { OwnersNeeded, type Purchase, paymentIn } from '../../../../src/domain/purchase/purchase.ts';
import { recordFacts } from '../../../../src/domain/purchase/record.ts';
import {
  aCapture,
  aFact,
  anAttempt,
  anOrder,
  aPaidPurchase,
  aPart,
  aPayment,
  aPurchase,
  aRefundReport,
  at,
  callsUnderWay,
  countedIds,
  NOW,
  noOwners,
  refusal,
  someFacts,
} from '../builders.ts';

const record = (purchase: Purchase, facts: Partial<Facts> = {}) =>
  recordFacts(purchase, someFacts(facts), countedIds());

const heard = (changes: Parameters<typeof aPayment>[0]) => aPurchase({ payment: aPayment(changes) });

describe('facts', () => {
  test('facts about no payment, or from another account, are refused', () => {
    const notFound = refusal('payment_not_found', 'Payment not found');

    expect(() => record(aPurchase({ payment: null }))).toThrow(notFound);
    expect(() => record(aPurchase(), { accountId: 'account-2' })).toThrow(notFound);
    expect(record(aPurchase(), { accountId: 'account-1' }).answer.payment.id).toBe('payment-1');
  });

  test('facts that say nothing change nothing', () => {
    const { changes, answer } = record(aPurchase());

    expect(changes).toEqual({ purchase: aPurchase(), transition: null, remember: [], forget: [] });
    expect(answer).toEqual({
      payment: paymentIn(aPayment()),
      newAnomalies: [],
      newDeclines: [],
      surplus: [],
      hasSucceeded: false,
    });
  });

  test('facts name each new reason of a decline once, however often it is reported', () => {
    const decline = { code: 'expired_card', providerCode: 'expired' } as const;
    const failed = anAttempt({ fact: aFact('failed', at(5)), capturedMinor: 0, decline });

    const first = record(aPurchase(), { attempt: failed });
    const again = record(first.changes.purchase, { attempt: { ...failed, fact: aFact('failed', at(6)) } });

    expect(first.answer.newDeclines).toEqual([decline]);
    expect(again.answer.newDeclines).toEqual([]);
  });

  test('facts of a webhook that was processed before change nothing, and name the surplus as it is now', () => {
    const order = anOrder({ status: 'paid', paidBy: 'payment-2' });
    const processed = aPurchase({ order, delivery: 'processed' });

    const { changes, answer } = record(processed, { fact: aFact('succeeded'), attempt: anAttempt() });

    expect(changes.purchase).toBe(processed);
    expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
    expect(answer).toMatchObject({ payment: { status: 'pending' }, surplus: ['payment-1'], hasSucceeded: false });
  });

  test.each(['waiting', 'ignored', null] as const)(
    'facts of a webhook that came before and is %s are recorded',
    (delivery) => {
      expect(record(aPurchase({ delivery }), { fact: aFact('failed') }).answer.payment.status).toBe('failed');
    },
  );

  test('facts for a payment without a parent are not recorded once it has one', () => {
    const facts = { fact: aFact('cancelled'), ifUnopened: true };
    const opened = aPurchase();

    expect(record(opened, facts).changes.purchase).toBe(opened);
    expect(record(heard({ parentId: null }), facts).answer.payment.status).toBe('cancelled');
  });
});

describe('a status', () => {
  test('a status is the greatest fact, with one row of history that says why', () => {
    const cause = { kind: 'operator', id: 'ana' } as const;

    const { changes, answer } = record(aPurchase(), { fact: aFact('processing', at(5)), cause });

    const next = aPayment({ status: 'processing', statusAt: at(5), transitions: 1, updatedAt: NOW });
    expect(changes.purchase.payment).toEqual(next);
    expect(answer.payment).toEqual(paymentIn(next));
    expect(changes.transition).toEqual({
      from: 'pending',
      to: 'processing',
      cause,
      occurredAt: at(5),
      recordedAt: NOW,
    });
  });

  test.each([
    ['the same', aFact('processing', at(5))],
    ['an earlier one', aFact('failed', at(4))],
    ['one without a time', aFact('failed', null)],
  ])('a status stays after a fact that is not greater: %s', (_what, fact) => {
    const before = heard({ status: 'processing', statusAt: at(5) });

    const { changes } = record(before, { fact });

    expect(changes.purchase.payment).toBe(before.payment);
    expect(changes.transition).toBeNull();
  });

  test('a status of the same kind at a later time moves its time, and is no history', () => {
    const before = heard({ status: 'processing', statusAt: at(5), transitions: 1 });

    const { changes } = record(before, { fact: aFact('processing', at(6)) });

    expect(changes.purchase.payment).toEqual({ ...before.payment, statusAt: at(6) });
    expect(changes.transition).toBeNull();
  });

  test.each([
    ['a success', true, true, aFact('succeeded', at(60)), aFact('succeeded', at(60))],
    ['a part', true, false, aFact('succeeded', at(60)), { kind: 'failed', occurredAt: at(60) }],
  ])(
    'a status counts what the attempts come to together where they may add up: %s',
    (_what, splits, isWhole, fact, status) => {
      const attempt = isWhole ? anAttempt() : null;

      expect(record(aPurchase(), { splits, fact, attempt }).answer.payment).toMatchObject({
        status: status.kind,
        statusAt: status.occurredAt,
      });
    },
  );

  test('a status counts what the attempts come to also where nothing was said of the payment itself', () => {
    const [first, second] = [aPart('attempt-1', 600), aPart('attempt-2', 400)];
    const tooMuch = aPart('attempt-3', 1_100);

    const { answer } = record(aPurchase(), { splits: true, attempt: tooMuch, others: [first, second] });

    expect(answer).toMatchObject({ payment: { status: 'succeeded' }, hasSucceeded: true });
    expect(answer.newAnomalies).toEqual([{ kind: 'paid_twice', subject: 'attempt-3', detail: {} }]);
  });

  test('a status ends where its parent is over, with what came', () => {
    const { answer } = record(aPurchase(), { splits: true, fact: aFact('failed'), overAt: at(90) });

    expect(answer.payment).toMatchObject({ status: 'cancelled', statusAt: at(90) });
  });
});

describe('captures', () => {
  const captures = [aCapture({ status: 'failed' }), aCapture({ id: 'capture-2', calls: callsUnderWay() })];
  const waiting = aPurchase({ payment: aPayment({ captureMethod: 'manual', status: 'processing' }), captures });

  test.each([
    ['succeeded', 'succeeded'],
    ['cancelled', 'failed'],
  ] as const)('captures end with their payment: %s', (kind, status) => {
    const { changes } = record(waiting, { fact: aFact(kind) });

    expect(changes.purchase.captures).toEqual([
      captures[0],
      { ...captures[1], status, updatedAt: NOW, calls: NO_CALLS },
    ]);
  });

  test('captures go on, and stay leased, while their payment is open', () => {
    expect(record(waiting, { fact: aFact('failed') }).changes.purchase.captures).toEqual(captures);
  });

  test('captures stay as they are when their payment has ended before', () => {
    const ended = aPaidPurchase({ captures });

    expect(record(ended, { fact: aFact('succeeded', at(60)) }).changes.purchase.captures).toEqual(captures);
  });
});

describe('what is said beside a fact', () => {
  test('what is said beside a fact is kept: its attempt, other tries, and what goes back', () => {
    const other = anAttempt({ providerPaymentId: 'attempt-2', fact: aFact('failed'), capturedMinor: 0 });
    const reversals = [aRefundReport({ status: 'pending' })];

    const { changes, answer } = record(aPurchase(), { attempt: anAttempt(), others: [other], reversals });

    const { attempts, refunds } = changes.purchase;
    expect(attempts.map((one) => one.providerPaymentId)).toEqual(['attempt-1', 'attempt-2']);
    expect(refunds).toMatchObject([{ id: 'new-1', providerRefundId: 'provider-refund-1' }]);
    expect(changes.remember).toEqual([{ kind: 'refund', subject: 'new-1', by: null }]);
    expect(answer.payment.status).toBe('pending');
  });

  test('what is said beside a fact is kept also where the fact is not greater', () => {
    const before = heard({ status: 'failed', statusAt: at(90) });

    const { changes } = record(before, { fact: aFact('processing', at(60)), attempt: anAttempt() });

    expect(changes.purchase.payment).toBe(before.payment);
    expect(changes.purchase.attempts).toHaveLength(1);
  });

  test('one attempt of which two reports come at once is kept as one, so that what goes back of it is the purchase’s', () => {
    const { changes } = record(aPurchase(), { others: [anAttempt()], reversals: [aRefundReport()] });

    expect(changes.purchase.refunds).toHaveLength(1);
  });

  test('what is said beside a fact about an attempt that is not the purchase’s needs to know whose it is', () => {
    expect(() => record(aPurchase(), { reversals: [aRefundReport()] })).toThrow(OwnersNeeded);
    const { changes } = record(aPurchase({ owners: noOwners() }), { reversals: [aRefundReport()] });
    expect(changes.purchase.refunds).toHaveLength(1);
  });
});
