import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../src/domain/payment/dispute.ts';
import { isOpen } from '../../../../src/domain/payment/fact.ts';
import type { Facts } from '../../../../src/domain/purchase/facts.ts';
import type { Purchase } from '../../../../src/domain/purchase/purchase.ts';
import { recordFacts } from '../../../../src/domain/purchase/record.ts';
import { aPayment, aPurchase, aRefund, callsUnderWay, countedIds, frozen, noOwners, yen } from '../builders.ts';
import { sayings } from './histories.ts';

/** Two refunds that were requested before the provider reported anything. */
const REQUESTED = [1, 2].map((place) => {
  const about = { id: `refund-${place}`, providerPaymentId: `attempt-${place}`, amount: yen(100 + 100 * place) };
  return aRefund({ ...about, calls: callsUnderWay() });
});

const START = aPurchase({ payment: aPayment({ parentId: null }), owners: noOwners(), refunds: REQUESTED });

/** The same facts in two orders, with different repetitions. */
function inTwoOrders(said: fc.Arbitrary<Facts>) {
  return fc.array(said, { minLength: 1, maxLength: 6, size: 'max' }).chain((facts) => {
    const order = fc
      .array(fc.constantFrom(...facts), { maxLength: 4 })
      .chain((more) => fc.shuffledSubarray([...facts, ...more], { minLength: facts.length + more.length }));
    return fc.tuple(order, order);
  });
}

/** Recorded one after the other, a second apart. */
function outcome(facts: readonly Facts[]): Purchase {
  const newId = countedIds();
  let purchase = START;
  for (const [place, said] of facts.entries()) {
    const now = new Date(START.now.getTime() + place * 1_000);
    purchase = recordFacts(frozen({ ...purchase, now }), said, newId).changes.purchase;
  }
  return purchase;
}

function agree(said: fc.Arbitrary<Facts>, view: (purchase: Purchase) => unknown): void {
  fc.assert(
    fc.property(inTwoOrders(said), ([one, two]) => {
      expect(view(outcome(one))).toEqual(view(outcome(two)));
    }),
    { numRuns: 150 },
  );
}

function byKey<T>(list: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const attemptsOf = ({ attempts }: Purchase) =>
  byKey(
    attempts.map(({ createdAt, charges, ...attempt }) => ({ ...attempt, charges: byKey(charges, ({ id }) => id) })),
    (one) => one.providerPaymentId,
  );

const disputesOf = ({ disputes }: Purchase) =>
  byKey(
    disputes.map(({ createdAt, ...known }) => ({ ...known, outcome: outcomeOf(known), isThere: createdAt !== null })),
    (one) => one.providerDisputeId,
  );

/** How much of each attempt's money stands where. */
const refundSumsOf = ({ refunds }: Purchase) => {
  const groups = Object.groupBy(refunds, (one) => `${one.providerPaymentId} ${one.status}`);
  return Object.fromEntries(
    Object.entries(groups).map(([key, list = []]) => [key, list.reduce((sum, { amount }) => sum + amount.minor, 0)]),
  );
};

const statusOf = ({ payment, order }: Purchase) => [payment?.status, payment?.statusAt, order?.status, order?.paidBy];

const MANNERS = [
  ['of which one attempt has to pay the amount', { splits: false, isAnonymous: false }],
  ['that a buyer may split', { splits: true, isAnonymous: false }],
  ['of which refunds carry no references', { splits: true, isAnonymous: true }],
] as const;

describe.each(MANNERS)('the same facts about a purchase %s, in any order and however often', (_which, manner) => {
  test('the same facts, in any order and however often, end in the same attempts', () =>
    agree(sayings(manner), attemptsOf));
  test('the same facts, in any order and however often, end in the same sums of refunds', () =>
    agree(sayings(manner), refundSumsOf));
  test('the same facts, in any order and however often, end in the same disputes', () =>
    agree(sayings(manner), disputesOf));
});

describe('the status of a payment after the same facts, in any order and however often', () => {
  test('the same facts in any order end in the same status at the same time, where one attempt has to pay the amount', () =>
    agree(sayings({ splits: false, isAnonymous: false }), statusOf));

  // What went back before the rest came was no part of it: that depends on what the gateway heard first.
  const withoutReversals = sayings({ splits: true, isAnonymous: false }).map((facts) => ({ ...facts, reversals: [] }));

  test('the same facts in any order end in the same status of a purchase that a buyer may split', () =>
    agree(withoutReversals, (purchase) => purchase.payment?.status));

  // While it waits for its rest its time is later than all that was known, so that it can't be taken for unpaid.
  test('the same facts in any order end in the same status at the same time, once a purchase that a buyer may split has ended', () =>
    agree(withoutReversals, (purchase) => (isOpen(purchase.payment?.status ?? 'pending') ? null : statusOf(purchase))));
});
