import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { Account } from '../../../src/domain/payment/account.ts';
import {
  type Assessment,
  assess,
  isOnlyAHint,
  isWordOfOwner,
  type Terms,
  withTryOf,
} from '../../../src/domain/payment/assessment.ts';
import type { Capture } from '../../../src/domain/payment/capture.ts';
import type { DisputeReport } from '../../../src/domain/payment/dispute.ts';
import { type Fact, join, STATUSES } from '../../../src/domain/payment/fact.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import type { RefundReport } from '../../../src/domain/payment/refund.ts';
import { EMPTY_REPORT, type Report } from '../../../src/domain/payment/report.ts';
import { aFact, anAttempt, aPayment, aReport, at, WHOLE } from '../builders.ts';

function assessed(payment: Payment, report: Report, terms: Partial<Terms> = {}): Assessment {
  return assess(payment, report, { ...WHOLE, ...terms });
}

describe('a report about a payment', () => {
  test('a report about a payment is believed when account, reference, amount and currency agree', () => {
    const report = aReport({ intentId: 'intent-1' });

    expect(assessed(aPayment(), report)).toEqual({
      fact: report.fact,
      attempt: report.attempt,
      overAt: null,
      others: [],
      reversals: [],
      parentId: 'parent-1',
      intentId: 'intent-1',
      awaitsCompletion: false,
      anomalies: [],
    });
  });

  test('a report about a payment keeps what it says of other tries, unless it is about another payment', () => {
    const others = [anAttempt({ providerPaymentId: 'provider-payment-2' })];

    expect(assessed(aPayment(), aReport({ others }))).toMatchObject({ others, anomalies: [] });
    expect(assessed(aPayment(), aReport({ others, accountMatches: false }))).toMatchObject({ others: [] });
    expect(assessed(aPayment(), aReport({ others, parentId: 'parent-2' }))).toMatchObject({ others: [] });
  });

  test('a report about a payment is believed when less was captured than authorized, and that was asked for', () => {
    const report = aReport({ attempt: anAttempt({ capturedMinor: 100 }) });
    const payment = aPayment({ captureMethod: 'manual' });

    expect(assessed(payment, report, { captures: [aCapture(100)] })).toMatchObject({
      fact: report.fact,
      anomalies: [],
    });
    for (const captures of [[], [aCapture(99), aCapture(101)]])
      expect(assessed(payment, report, { captures })).toMatchObject({
        fact: null,
        anomalies: [{ kind: 'amount_mismatch' }],
      });
    expect(assessed(aPayment(), report, { captures: [aCapture(100)] })).toMatchObject({ fact: null });
  });

  test('a report about a payment is not believed when less was captured than authorized, and that was not asked for', () => {
    const report = aReport({ attempt: anAttempt({ capturedMinor: 100 }) });

    expect(assessed(aPayment(), report)).toMatchObject({ fact: null, anomalies: [{ kind: 'amount_mismatch' }] });
  });

  test.each(['pending', 'processing', 'failed', 'cancelled'] as const)(
    'a report about a payment is believed without an amount when it says %s: no money moved',
    (kind) => {
      const report = aReport({ fact: aFact(kind), attempt: null });

      expect(assessed(aPayment(), report)).toMatchObject({ fact: aFact(kind), attempt: null, anomalies: [] });
    },
  );

  test('a report about a payment that says nothing about the payment changes nothing', () => {
    const report = aReport({ reference: null, fact: null, attempt: null });

    expect(assessed(aPayment(), report)).toMatchObject({ fact: null, attempt: null, anomalies: [] });
  });

  test.each<[string, Partial<Report>, object]>([
    [
      'another amount',
      { attempt: anAttempt({ authorized: money(499_999, 'ARS') }) },
      { kind: 'amount_mismatch', detail: { expected: 500_000, found: 499_999 } },
    ],
    [
      'a greater amount',
      { attempt: anAttempt({ authorized: money(500_001, 'ARS') }) },
      { kind: 'amount_mismatch', detail: { expected: 500_000, found: 500_001 } },
    ],
    [
      'no amount, or one in a currency that we do not know',
      { attempt: anAttempt({ authorized: null }) },
      { kind: 'amount_mismatch', detail: { expected: 500_000, found: null } },
    ],
    [
      'the same number in another currency',
      { attempt: anAttempt({ authorized: money(500_000, 'CLP') }) },
      { kind: 'currency_mismatch', detail: { expected: 'ARS', found: 'CLP' } },
    ],
    ['another account', { accountMatches: false }, { kind: 'account_mismatch', detail: {} }],
    [
      'the reference of another payment',
      { reference: 'payment-2' },
      { kind: 'reference_mismatch', detail: { expected: 'payment-1', found: 'payment-2' } },
    ],
    [
      'no reference',
      { reference: null },
      { kind: 'reference_mismatch', detail: { expected: 'payment-1', found: null } },
    ],
  ])('a report about a payment is an anomaly and not believed when a success shows %s', (_, changes, anomaly) => {
    const judgement = assessed(aPayment(), aReport(changes));

    expect(judgement.fact).toBeNull();
    expect(judgement.anomalies).toEqual([{ ...anomaly, subject: 'provider-payment-1' }]);
  });

  test('a report of a success that shows no provider payment at all is an amount mismatch on the parent', () => {
    const judgement = assessed(aPayment(), aReport({ attempt: null }));

    expect(judgement.fact).toBeNull();
    expect(judgement.anomalies).toEqual([
      { kind: 'amount_mismatch', subject: 'parent-1', detail: { expected: 500_000, found: null } },
    ]);
  });

  test('a report about a payment with a mismatch gives the payment no provider ids either', () => {
    const report = aReport({ intentId: 'intent-1', attempt: anAttempt({ authorized: money(1, 'ARS') }) });

    expect(assessed(aPayment(), report)).toMatchObject({ parentId: null, intentId: null });
  });

  test('a report about a payment names each mismatch when there are several', () => {
    const attempt = anAttempt({ authorized: money(1, 'USD') });

    const { anomalies } = assessed(aPayment(), aReport({ accountMatches: false, reference: 'other', attempt }));

    expect(anomalies.map(({ kind }) => kind)).toEqual(['account_mismatch', 'reference_mismatch', 'currency_mismatch']);
  });

  test('a report about a payment does not give the payment a provider payment that belongs to another payment or account', () => {
    expect(assessed(aPayment(), aReport({ reference: 'payment-2' })).attempt).toBeNull();
    expect(assessed(aPayment(), aReport({ accountMatches: false })).attempt).toBeNull();
  });

  test('a report about a payment keeps a provider payment of the wrong amount beside the payment, so that it can be refunded', () => {
    const attempt = anAttempt({ authorized: money(1, 'ARS') });

    expect(assessed(aPayment(), aReport({ attempt })).attempt).toEqual(attempt);
  });

  test('a report about a payment is never believed when anything but its kind of status disagrees', () => {
    const mismatch = fc.constantFrom<Partial<Report>>(
      { accountMatches: false },
      { reference: 'payment-2' },
      { reference: null },
      { attempt: anAttempt({ authorized: money(1, 'ARS') }) },
      { attempt: anAttempt({ authorized: money(500_000, 'USD') }) },
    );

    fc.assert(
      fc.property(
        fc.constantFrom(...STATUSES),
        fc.constantFrom('event', 'state', 'observation'),
        mismatch,
        (kind, source, changes) => {
          const judgement = assessed(aPayment(), aReport({ fact: aFact(kind), source, ...changes }));

          expect(judgement.fact).toBeNull();
          expect(judgement.anomalies).toHaveLength(1);
        },
      ),
    );
  });

  test('a report about a payment that has ended because its provider has forgotten it needs no reference, if it answers for its parent', () => {
    const fact = aFact('cancelled');
    const forgotten = aReport({ fact, attempt: null, reference: null, source: 'observation' });
    const payment = aPayment({ parentId: forgotten.parentId });

    expect(assessed(payment, forgotten)).toMatchObject({ fact, anomalies: [] });
    for (const changes of [
      { source: 'event' },
      { source: 'state' },
      { reference: 'payment-2' },
      { parentId: null },
      { parentId: 'parent-2' },
      { fact: aFact('failed') },
      { attempt: anAttempt() },
    ] satisfies Partial<Report>[])
      expect(assessed(payment, { ...forgotten, ...changes }).fact).toBeNull();
  });

  test('a report about a payment in a word that we have no meaning for is an anomaly that keeps the word', () => {
    const report = aReport({ fact: null, attempt: null, unknownStatus: 'on_the_moon' });

    expect(assessed(aPayment(), report)).toMatchObject({
      fact: null,
      attempt: null,
      anomalies: [{ kind: 'unknown_status', subject: 'parent-1', detail: { status: 'on_the_moon' } }],
    });
  });

  test('a report about a payment is about the payment itself when it names neither a provider payment nor a parent', () => {
    const report = aReport({ fact: null, attempt: null, parentId: null, unknownStatus: 'on_the_moon' });

    expect(assessed(aPayment(), report).anomalies.map(({ subject }) => subject)).toEqual(['payment-1']);
  });
});

describe('a surplus parent, made by a call whose answer was lost', () => {
  const surplus = { parentId: 'parent-2' };

  test.each(['pending', 'processing', 'failed', 'cancelled'] as const)(
    'a surplus parent does not make the payment %s, and that is no anomaly',
    (kind) => {
      const report = aReport({ ...surplus, fact: aFact(kind), attempt: null });

      expect(assessed(aPayment(), report)).toMatchObject({ fact: null, attempt: null, anomalies: [] });
    },
  );

  test.each([surplus, { intentId: 'intent-2' }])(
    'a surplus parent that is paid is an anomaly, and not this payment: %o',
    (ids) => {
      const judgement = assessed(aPayment({ intentId: 'intent-1' }), aReport(ids));

      expect(judgement).toMatchObject({ fact: null, attempt: null, parentId: null, intentId: null });
      expect(judgement.anomalies).toMatchObject([{ kind: 'parent_mismatch' }]);
    },
  );

  test('a surplus parent is the only parent known while the payment has none', () => {
    const report = aReport({ ...surplus, fact: aFact('cancelled'), attempt: null });

    expect(assessed(aPayment({ parentId: null }), report).fact).toEqual(aFact('cancelled'));
  });

  test('a surplus parent is not suspected when the report names no parent', () => {
    const report = aReport({ parentId: null, fact: aFact('failed'), attempt: null });

    expect(assessed(aPayment(), report).fact).toEqual(aFact('failed'));
  });
});

describe('a payment that counts as paid', () => {
  const paid = aPayment({ status: 'succeeded', statusAt: at(60) });

  test.each(['pending', 'processing', 'failed', 'cancelled'] as const)(
    'a payment that counts as paid and that its provider shows as %s now is for an operator to look at',
    (kind) => {
      const report = aReport({ fact: aFact(kind, at(70)), attempt: null, source: 'observation' });

      const anomaly = { kind: 'not_paid', subject: 'parent-1', detail: { found: kind } };
      expect(assessed(paid, report).anomalies).toEqual([anomaly]);
    },
  );

  test.each<[string, Partial<Report>]>([
    ['an event, which may be old', { source: 'event' }],
    ['a state that may have lagged behind', { source: 'state' }],
    ['another parent', { parentId: 'parent-2' }],
    ['no parent', { parentId: null }],
    ['a word without a meaning', { fact: null, unknownStatus: 'new' }],
    ['the success again', { fact: aFact('succeeded', at(70)), attempt: anAttempt() }],
  ])('a payment that counts as paid is not doubted for %s', (_, change) => {
    const report = aReport({ fact: aFact('pending', at(70)), attempt: null, source: 'observation', ...change });

    expect(assessed(paid, report).anomalies.map(({ kind }) => kind)).not.toContain('not_paid');
  });

  test('a payment that counts as paid is not doubted before it is paid', () => {
    const report = aReport({ fact: aFact('pending', at(70)), attempt: null, source: 'observation' });

    expect(assessed(aPayment(), report).anomalies).toEqual([]);
  });
});

test('only what a gym signs about its own account is no more than its owner’s word', () => {
  const owned = (owner: Account['owner']): Account => ({
    ...{ id: 'account-1', owner, provider: 'somepay', providerUserId: null, sealed: null, createdAt: at(0) },
  });
  const [gym, platform] = [owned({ kind: 'gym', slug: 'iron-temple' }), owned({ kind: 'platform' })];

  expect(isWordOfOwner(gym, 'event')).toBe(true);
  for (const source of ['state', 'observation'] as const) expect(isWordOfOwner(gym, source)).toBe(false);
  for (const source of ['event', 'state', 'observation'] as const) expect(isWordOfOwner(platform, source)).toBe(false);
});

describe('the present state of an object without a time of its own', () => {
  const known = aPayment({ status: 'processing', statusAt: at(60) });

  test('the present state of an object without a time of its own is later than what was known when it was asked for, whatever the clocks say', () => {
    const report = aReport({ fact: aFact('pending', at(59)), source: 'observation' });

    const { fact } = assessed(known, report);

    expect(join({ kind: 'processing', occurredAt: at(60) }, fact as Fact)).toEqual(fact);
  });

  test('the present state of an object without a time of its own keeps its time when that is later anyway, when it is nothing new, or nothing was known', () => {
    for (const [payment, fact] of [
      [known, aFact('failed', at(61))],
      [known, aFact('processing', at(59))],
      [aPayment(), aFact('failed', at(0))],
    ] as const)
      expect(assessed(payment, aReport({ fact, source: 'observation' })).fact).toEqual(fact);
  });

  test('an object that says when it changed differs from one without a time of its own: an old change stays old', () => {
    const fact = aFact('failed', at(59));

    expect(assessed(known, aReport({ fact, source: 'state' })).fact).toEqual(fact);
  });
});

describe('an event about an open payment', () => {
  const known = aPayment({ status: 'processing', statusAt: at(60) });

  function event(kind: 'pending' | 'processing' | 'failed' | 'cancelled' | 'succeeded', occurredAt: Date | null) {
    return aReport({ fact: aFact(kind, occurredAt), source: 'event' });
  }

  test.each(['pending', 'processing', 'failed'] as const)(
    'an event about an open payment (%s) is only a hint when it ties with what is known',
    (kind) => {
      expect(isOnlyAHint(known, event(kind, at(60)), at(60))).toBe(true);
    },
  );

  test.each(['pending', 'processing', 'failed'] as const)(
    'an event about an open payment (%s) is only a hint when it is older',
    (kind) => {
      expect(isOnlyAHint(known, event(kind, at(59)), at(60))).toBe(true);
    },
  );

  test.each(['pending', 'processing', 'failed'] as const)(
    'an event about an open payment (%s) stands by itself when it is newer',
    (kind) => {
      expect(isOnlyAHint(known, event(kind, at(61)), at(60))).toBe(false);
    },
  );

  test('an event about an open payment is only a hint when it has no time', () => {
    expect(isOnlyAHint(known, event('failed', null), at(60))).toBe(true);
    expect(isOnlyAHint(aPayment(), event('failed', null), at(60))).toBe(true);
  });

  test('an event about an open payment stands by itself when it is the first that is heard', () => {
    expect(isOnlyAHint(aPayment(), event('pending', at(0)), at(60))).toBe(false);
  });

  test.each(['succeeded', 'cancelled'] as const)(
    'an event about an open payment stands by itself whenever it happened if it says %s',
    (kind) => {
      for (const moment of [at(59), at(60), at(61), null])
        expect(isOnlyAHint(known, event(kind, moment), at(60))).toBe(false);
    },
  );

  test('an event about an open payment is more than a hint when the present state was fetched for it, however old that is', () => {
    expect(isOnlyAHint(known, { ...event('failed', at(1)), source: 'state' }, at(60))).toBe(false);
  });

  test('an event about an open payment that is only a hint keeps its try beside the present state', () => {
    const decline = { code: 'declined', providerCode: 'moon_phase' } as const;
    const attempt = anAttempt({
      ...{ fact: aFact('failed', at(60)), capturedMinor: 0, decline },
      charges: [{ id: 'charge-1', decline, method: null }],
    });
    const failed = { ...event('failed', at(60)), attempt, unknownDeclines: ['moon_phase'] };
    const now = aReport({ fact: aFact('failed', at(61)), others: [anAttempt({ providerPaymentId: 'other' })] });
    const foreign = { parentId: 'parent-2' } as const;

    expect(withTryOf(failed, known, now)).toEqual({
      ...now,
      others: [...now.others, attempt],
      unknownDeclines: ['moon_phase'],
    });
    expect(withTryOf({ ...failed, ...foreign }, known, now)).toBe(now);
    expect(withTryOf({ ...failed, accountMatches: false }, known, now)).toBe(now);
    expect(withTryOf({ ...failed, attempt: { ...attempt, charges: [] } }, known, now)).toBe(now);
    expect(withTryOf({ ...failed, attempt: null }, known, now)).toBe(now);
  });

  test('an event about an open payment is no hint when it says nothing about the payment', () => {
    expect(isOnlyAHint(known, aReport({ fact: null, source: 'event' }), at(60))).toBe(false);
  });
});

const refund: RefundReport = {
  kind: 'refund',
  providerRefundId: 'refund-1',
  providerPaymentId: 'provider-payment-1',
  reference: null,
  isAnonymous: false,
  madeAt: null,
  amount: money(100, 'ARS'),
  status: 'succeeded',
  reason: null,
};

describe('what goes back', () => {
  test('what goes back is kept, without a word on how the payment stands', () => {
    const assessment = assessed(aPayment(), { ...EMPTY_REPORT, reversals: [refund] });

    expect(assessment).toMatchObject({ fact: null, attempt: null, reversals: [refund], anomalies: [] });
  });

  test('what goes back is not kept when another account reports it', () => {
    const assessment = assessed(aPayment(), { ...EMPTY_REPORT, reversals: [refund], accountMatches: false });

    expect(assessment).toMatchObject({ reversals: [], anomalies: [{ kind: 'account_mismatch' }] });
  });

  test('what goes back of an amount that can’t be read is there, and an anomaly', () => {
    const odd = { ...refund, amount: null };

    const assessment = assessed(aPayment(), { ...EMPTY_REPORT, reversals: [odd] });

    expect(assessment).toMatchObject({
      reversals: [odd],
      anomalies: [{ kind: 'amount_mismatch', subject: 'refund-1' }],
    });
  });

  test('what goes back is kept with a new word for its status, and an operator has to look', () => {
    const odd = { ...refund, status: null };

    const assessment = assessed(aPayment(), { ...EMPTY_REPORT, reversals: [odd] });

    expect(assessment).toMatchObject({
      reversals: [odd],
      anomalies: [{ kind: 'unknown_status', subject: 'refund-1' }],
    });
  });

  test('what is disputed in a word that is not known is open, and an operator has to look', () => {
    const dispute: DisputeReport = {
      ...{ kind: 'dispute', providerDisputeId: 'dispute-1', providerPaymentId: 'provider-payment-1', amount: null },
      ...{ reason: null, status: 'open', occurredAt: at(1), closesOnly: false, unknownStatus: 'on_the_moon' },
    };

    const assessment = assessed(aPayment(), { ...EMPTY_REPORT, reversals: [dispute] });

    expect(assessment).toMatchObject({
      reversals: [dispute],
      anomalies: [{ kind: 'unknown_status', subject: 'dispute-1', detail: { status: 'on_the_moon' } }],
    });
  });
});

function aCapture(minor: number): Capture {
  const whose = { id: 'capture-1', paymentId: 'payment-1', providerPaymentId: 'provider-payment-1' };
  const rest = { status: 'pending', requestedBy: 'operator-1', createdAt: at(0), updatedAt: at(0) } as const;
  return { ...whose, amount: money(minor, 'ARS'), ...rest };
}
