import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../../src/domain/purchase/facts.ts';
import type { Owners, Purchase } from '../../../../src/domain/purchase/purchase.ts';
import { recordFacts } from '../../../../src/domain/purchase/record.ts';
import {
  aFact,
  aKeptAnomaly,
  anAttempt,
  aPayment,
  aPurchase,
  aRefundReport,
  callsUnderWay,
  countedIds,
  NOW,
  noOwners,
  someFacts,
} from '../builders.ts';

const record = (purchase: Purchase, facts: Partial<Facts> = {}) =>
  recordFacts(purchase, someFacts(facts), countedIds());

const unopened = (owners: Partial<Owners> | null = null) =>
  aPurchase({
    payment: aPayment({ parentId: null, calls: callsUnderWay({ round: 2 }) }),
    owners: owners && noOwners(owners),
  });

const SUCCESS = { fact: aFact('succeeded'), attempt: anAttempt() };

describe('a parent', () => {
  test('a parent is attached once: the calls for it are over, and its opening needs no further look', () => {
    const { changes, answer } = record(unopened(), { parentId: 'parent-9' });

    expect(changes.purchase.payment).toMatchObject({
      parentId: 'parent-9',
      updatedAt: NOW,
      transitions: 0,
      events: 0,
      calls: { round: 2, unknownCalls: 0, lease: null },
    });
    expect(changes).toMatchObject({ transition: null, forget: [{ kind: 'opening', subject: 'payment-1' }] });
    expect(answer.newAnomalies).toEqual([]);
  });

  test.each([
    ['is open', aFact('pending'), [{ kind: 'parent', subject: 'payment-1/parent-9', by: null }]],
    ['says nothing', null, [{ kind: 'parent', subject: 'payment-1/parent-9', by: null }]],
    ['has ended', aFact('cancelled'), []],
    ['was paid', aFact('succeeded'), []],
  ])(
    'a parent that turns up after its payment was cancelled, and %s, is closed where it may be open',
    (_how, fact, remember) => {
      const payment = aPayment({ parentId: null, status: 'cancelled', statusAt: NOW });

      const { changes } = record(aPurchase({ payment }), { parentId: 'parent-9', fact });

      expect(changes.purchase.payment?.parentId).toBe('parent-9');
      expect(changes.remember).toEqual(remember);
    },
  );

  test('a parent that is attached stays: what another one reports counts nothing', () => {
    const before = aPurchase();

    const { changes, answer } = record(before, {
      parentId: 'parent-9',
      intentId: 'intent-9',
      ...SUCCESS,
      fact: aFact('failed'),
    });

    expect(changes.purchase).toEqual(before);
    expect(changes.forget).toEqual([]);
    expect(answer.newAnomalies).toEqual([]);
  });

  test.each([
    ['the attempt', SUCCESS, 'attempt-1'],
    ['the parent', { ...SUCCESS, attempt: null }, 'parent-9'],
  ])('a parent that is not the payment’s and was paid is an anomaly about %s', (_what, facts, subject) => {
    const { changes, answer } = record(aPurchase(), { parentId: 'parent-9', ...facts });

    expect(answer).toMatchObject({ payment: { status: 'pending' }, hasSucceeded: false });
    expect(answer.newAnomalies).toEqual([{ kind: 'parent_mismatch', subject, detail: {} }]);
    expect(changes.purchase.attempts).toEqual([]);
  });

  test('a parent that belongs to another payment is an anomaly, and nothing it reports counts', () => {
    const others = [anAttempt({ providerPaymentId: 'attempt-2' })];
    const facts = { parentId: 'parent-9', ...SUCCESS, others, reversals: [aRefundReport()] };

    const { changes, answer } = record(unopened({ parent: 'payment-9' }), facts);

    expect(changes.purchase).toMatchObject({ payment: { status: 'pending', parentId: null, calls: { round: 2 } } });
    expect(changes.purchase).toMatchObject({ attempts: [], refunds: [] });
    expect(changes.purchase.payment?.calls.lease).not.toBeNull();
    expect(answer.newAnomalies).toEqual([
      { kind: 'reference_mismatch', subject: 'parent-9', detail: { belongs_to: 'payment-9' } },
      { kind: 'parent_mismatch', subject: 'attempt-1', detail: {} },
    ]);
  });

  test('a parent that is the payment’s own is looked up for no other owner', () => {
    const purchase = aPurchase({ owners: noOwners({ parent: 'payment-9' }) });

    expect(record(purchase, { parentId: 'parent-1', ...SUCCESS }).answer).toMatchObject({
      newAnomalies: [],
      hasSucceeded: true,
    });
  });
});

describe('an intent', () => {
  test('an intent is attached once', () => {
    const { changes } = record(aPurchase(), { intentId: 'intent-1' });

    expect(changes.purchase.payment).toMatchObject({ intentId: 'intent-1', updatedAt: NOW });
    expect(changes.forget).toEqual([]);
    expect(record(unopened(), { parentId: 'parent-9', intentId: 'intent-9' }).answer.payment).toMatchObject({
      parentId: 'parent-9',
      intentId: 'intent-9',
    });
  });

  test('an intent of another parent is not the payment’s', () => {
    expect(record(aPurchase(), { parentId: 'parent-9', intentId: 'intent-9' }).answer.payment.intentId).toBeNull();
  });

  test('an intent that is not the payment’s and was paid is an anomaly', () => {
    const purchase = aPurchase({ payment: aPayment({ intentId: 'intent-1' }) });

    const { answer } = record(purchase, { intentId: 'intent-9', ...SUCCESS });

    expect(answer).toMatchObject({ payment: { status: 'pending', intentId: 'intent-1' } });
    expect(answer.newAnomalies).toMatchObject([{ kind: 'parent_mismatch', subject: 'attempt-1' }]);
  });

  const IDS = { parentId: 'parent-9', intentId: 'intent-9', fact: aFact('processing') };
  const ownedElsewhere = (subject: string) => ({
    kind: 'reference_mismatch',
    subject,
    detail: { belongs_to: 'payment-9' },
  });

  test('an intent that belongs to another payment is an anomaly', () => {
    const { answer } = record(unopened({ intent: 'payment-9' }), IDS);

    expect(answer.payment).toMatchObject({ status: 'pending', parentId: 'parent-9', intentId: null });
    expect(answer.newAnomalies).toEqual([ownedElsewhere('intent-9')]);
  });

  test('an intent of another payment’s parent is not attached: the payment could never have its own', () => {
    const { answer } = record(unopened({ parent: 'payment-9' }), IDS);

    expect(answer.payment).toMatchObject({ status: 'pending', parentId: null, intentId: null });
    expect(answer.newAnomalies).toEqual([ownedElsewhere('parent-9')]);
  });
});

describe('an attempt that belongs to another payment', () => {
  const purchase = aPurchase({ owners: noOwners({ attempts: new Set(['attempt-1']) }) });
  const mismatch = { kind: 'reference_mismatch', subject: 'attempt-1', detail: {} };

  test('an attempt that belongs to another payment makes this one not paid, and what was said beside it counts nothing', () => {
    const others = [anAttempt({ providerPaymentId: 'attempt-2' })];

    const { changes, answer } = record(purchase, { ...SUCCESS, others });

    expect(answer).toMatchObject({ payment: { status: 'pending' }, newAnomalies: [mismatch] });
    expect(changes.purchase.attempts).toEqual([]);
  });

  test('an attempt that belongs to another payment and is said beside another is an anomaly, and the rest counts', () => {
    const own = anAttempt({ providerPaymentId: 'attempt-2' });

    const { changes, answer } = record(purchase, { fact: own.fact, attempt: own, others: [anAttempt()] });

    expect(answer).toMatchObject({ payment: { status: 'succeeded' }, newAnomalies: [mismatch] });
    expect(changes.purchase.attempts).toMatchObject([{ providerPaymentId: 'attempt-2' }]);
  });
});

describe('anomalies', () => {
  const about = (subject: string, status = 'odd') => ({ kind: 'unknown_status', subject, detail: { status } }) as const;

  test('anomalies are kept with an id and a moment, each once', () => {
    const { changes, answer } = record(aPurchase(), { anomalies: [about('x'), about('x', 'odder'), about('y')] });

    const kept = (id: string, subject: string) => ({ id, ...about(subject), recordedAt: NOW, resolution: null });
    expect(changes.purchase.anomalies).toEqual([kept('new-1', 'x'), kept('new-2', 'y')]);
    expect(answer.newAnomalies).toEqual([about('x'), about('y')]);
  });

  test('anomalies that are known are not new, also when an operator has resolved them', () => {
    const known = aKeptAnomaly({ ...about('x'), resolution: { by: 'ana', reason: 'seen', at: NOW } });
    const before = aPurchase({ anomalies: [known] });

    const { changes, answer } = record(before, { anomalies: [about('x'), { ...about('x'), kind: 'not_paid' }] });

    expect(changes.purchase.anomalies).toMatchObject([known, { kind: 'not_paid', subject: 'x' }]);
    expect(answer.newAnomalies).toMatchObject([{ kind: 'not_paid' }]);
  });
});
