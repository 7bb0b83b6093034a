import fc from 'fast-check';
import { CURRENCIES, type Currency, toCurrency } from '../../src/domain/money/currency.ts';
import { MAX_MINOR, type Money, money } from '../../src/domain/money/money.ts';
import type { Terms } from '../../src/domain/payment/assessment.ts';
import { DISPUTE_STATUSES, type DisputeReport } from '../../src/domain/payment/dispute.ts';
import { type Fact, STATUSES } from '../../src/domain/payment/fact.ts';
import type { Payment } from '../../src/domain/payment/payment.ts';
import type { Attempt, Report } from '../../src/domain/payment/report.ts';

const BIRTH = new Date('2026-03-01T12:00:00Z');

/** A moment some seconds after the built payment's birth. */
export function at(seconds: number): Date {
  return new Date(BIRTH.getTime() + seconds * 1000);
}

export function currency(code: string): Currency {
  const known = toCurrency(code);
  if (known === undefined) throw new Error(`${code} is not in the table`);
  return known;
}

/** The amount comes whole and by one attempt. */
export const WHOLE: Terms = { captures: [], splits: false };

/** A checkout of 5000.00 ARS whose parent is known and of which nothing has been heard. */
export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    id: 'payment-1',
    userId: 'user-1',
    purpose: { kind: 'checkout', gymSlug: 'iron-temple' },
    accountId: 'account-1',
    provider: 'somepay',
    amount: money(500_000, 'ARS'),
    title: 'Monthly pass',
    customerEmail: null,
    captureMethod: 'automatic',
    returnUrl: null,
    statementDescriptor: null,
    status: 'pending',
    statusAt: null,
    parentId: 'parent-1',
    intentId: null,
    expiresAt: at(86_400),
    createdAt: BIRTH,
    updatedAt: BIRTH,
    ...changes,
  };
}

export function aFact(kind: Fact['kind'], occurredAt: Date | null = at(60)): Fact {
  return { kind, occurredAt };
}

/** A success of the built payment, in full. */
export function anAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    providerPaymentId: 'provider-payment-1',
    fact: aFact('succeeded'),
    authorized: money(500_000, 'ARS'),
    capturedMinor: 500_000,
    decline: null,
    method: null,
    charges: [],
    ...changes,
  };
}

/** What the provider says when the built payment was paid and all is well. */
export function aReport(changes: Partial<Report> = {}): Report {
  return {
    reference: 'payment-1',
    parentId: 'parent-1',
    intentId: null,
    accountMatches: true,
    fact: aFact('succeeded'),
    attempt: anAttempt(),
    overAt: null,
    others: [],
    reversals: [],
    unknownStatus: null,
    unknownDeclines: [],
    source: 'state',
    ...changes,
  };
}

// Few distinct times, so that ties are frequent, and some wild ones, so that arithmetic on them is tried.
const times = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }).map(at) },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
);

export const facts: fc.Arbitrary<Fact> = fc.record({ kind: fc.constantFrom(...STATUSES), occurredAt: times });

export const amounts: fc.Arbitrary<Money> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: MAX_MINOR })),
    fc.constantFrom(...CURRENCIES),
  )
  .map(([minor, code]) => money(minor, code));

/** An open dispute of 1000 JPY. */
export function aDispute(changes: Partial<DisputeReport> = {}): DisputeReport {
  return {
    kind: 'dispute',
    providerDisputeId: 'dispute-1',
    providerPaymentId: 'provider-payment-1',
    amount: money(1_000, 'JPY'),
    reason: 'fraudulent',
    status: 'open',
    occurredAt: at(60),
    closesOnly: false,
    ...changes,
  };
}

// Few of each, so that words tie in one part and differ in another.
const moments = fc.integer({ min: 0, max: 3 }).map(at);
const words = fc.record({
  status: fc.constantFrom(...DISPUTE_STATUSES),
  occurredAt: moments,
  amount: fc.constantFrom(money(1_000, 'JPY'), money(500, 'JPY'), money(500, 'USD'), null),
  reason: fc.constantFrom('fraudulent', 'duplicate', '', null),
});
const ends = fc.record({ status: fc.constantFrom('won', 'lost'), occurredAt: moments, closesOnly: fc.constant(true) });

/** What a provider reports of one dispute at one time. */
export const disputes: fc.Arbitrary<DisputeReport> = fc.oneof(words, ends).map(aDispute);
