import fc from 'fast-check';
import { type Decline, isDeclinable } from '../../../../src/domain/payment/decline.ts';
import { DISPUTE_STATUSES } from '../../../../src/domain/payment/dispute.ts';
import { STATUSES } from '../../../../src/domain/payment/fact.ts';
import type { Method } from '../../../../src/domain/payment/method.ts';
import { REFUND_STATUSES } from '../../../../src/domain/payment/refund.ts';
import type { Facts } from '../../../../src/domain/purchase/facts.ts';
import { orderIn, paymentIn } from '../../../../src/domain/purchase/purchase.ts';
import { aDispute } from '../../builders.ts';
import { anOrder, aPart, aPayment, aRefundReport, at, frozen, someFacts, yen } from '../builders.ts';
import { type Books, type Deed, EMPTY, type GivenLease, play, type Step } from './play.ts';

// Histories of one order and its payments. What a deed is about is chosen by number among what is there when it is played, so
// that most deeds are about something. Few ids, moments and amounts, so that they meet.

/** What the buyers of a payment of 1000 JPY agreed to, attempt by attempt: more than enough, and in parts. */
const AGREED = [1_000, 600, 400, 1_000];

const moments = fc.integer({ min: 0, max: 5 }).map(at);
const seldom = fc.nat({ max: 7 }).map((n) => n === 0);
const id = (value: string) => seldom.map((isSaid) => (isSaid ? value : null));
const places = fc.nat({ max: AGREED.length - 1 });

const DECLINES = [
  null,
  { code: 'expired_card', providerCode: 'expired' },
  { code: 'declined', providerCode: 'no' },
] as const satisfies readonly (Decline | null)[];

const METHODS = [
  null,
  { type: 'card', brand: 'visa', last4: '4242', installments: null },
  { type: 'card', brand: 'visa', last4: '4242', installments: 3 },
] as const satisfies readonly (Method | null)[];

const attempts = fc
  .record({
    place: places,
    kind: fc.constantFrom(...STATUSES),
    occurredAt: moments,
    decline: fc.constantFrom(...DECLINES),
    method: fc.constantFrom(...METHODS),
    charge: fc.option(fc.constantFrom('charge-1', 'charge-2')),
  })
  .map(({ place, kind, occurredAt, decline, method, charge }) =>
    aPart(`attempt-${place}`, AGREED[place] ?? 0, {
      fact: { kind, occurredAt },
      decline: isDeclinable(kind) ? decline : null,
      method,
      charges: charge === null ? [] : [{ id: charge, decline, method }],
      ...(kind === 'succeeded' ? {} : { capturedMinor: 0 }),
    }),
  );

/**
 * Each refund of the provider is of one attempt and one amount, and half of them are the gateway's. A provider that carries no
 * references may still say whose it is, in its answer to the gateway's call.
 */
const refunds = (isAnonymous: boolean) =>
  fc
    .record({ place: places, status: fc.constantFrom(...REFUND_STATUSES, null), isAnswer: fc.boolean() })
    .map(({ place, status, isAnswer }) => {
      const isOurs = place === 1 || place === 2;
      return aRefundReport({
        providerRefundId: `provider-refund-${place}`,
        providerPaymentId: `attempt-${place}`,
        reference: isOurs && (isAnswer || !isAnonymous) ? `refund-${place}` : null,
        isAnonymous,
        amount: yen(100 + 100 * place),
        status,
      });
    });

const disputes = fc
  .record({
    place: places,
    status: fc.constantFrom(...DISPUTE_STATUSES),
    occurredAt: moments,
    closesOnly: fc.boolean(),
  })
  .map(({ place, closesOnly, status, ...rest }) =>
    aDispute({
      ...{ providerDisputeId: `dispute-${place}`, providerPaymentId: `attempt-${place}`, amount: null, reason: null },
      ...{ ...rest, status: closesOnly && status === 'open' ? 'won' : status, closesOnly },
    }),
  );

/** `splits`: several attempts may add up. `isAnonymous`: refunds carry no references. */
export type Manner = { readonly splits: boolean; readonly isAnonymous: boolean };

/** What a provider may say at once. Most of it is about one attempt, and what that means for the payment. */
export const sayings = ({ splits, isAnonymous }: Manner): fc.Arbitrary<Facts> =>
  fc
    .record({
      attempt: fc.option(attempts, { freq: 5 }),
      end: fc.constantFrom(null, null, null, null, null, 'cancelled', 'over'),
      endAt: moments,
      isSilent: seldom,
      others: fc.array(attempts, { maxLength: 1 }),
      reversals: fc.array(fc.oneof(refunds(isAnonymous), disputes), { maxLength: 2 }),
    })
    .map(({ attempt, end, endAt, isSilent, others, reversals }) => {
      const ended = end === 'cancelled' ? ({ kind: end, occurredAt: endAt } as const) : null;
      const fact = ended ?? (isSilent || attempt?.fact.kind === 'cancelled' ? null : (attempt?.fact ?? null));
      return someFacts({ fact, overAt: end === 'over' ? endAt : null, attempt, others, reversals, splits });
    });

/** A deed whose numbers say what it is about. */
type Plan = {
  readonly kind: Deed['do'];
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly facts: Facts;
};

const KINDS = (isManual: boolean): readonly Deed['do'][] => [
  ...Array.from({ length: 12 }, () => 'record' as const),
  ...(['open', 'open', 'wait', 'lease', 'end', 'put', 'resolve'] as const),
  ...(['refund', 'refund', 'refund', 'lease refund', 'end refund', 'end refund'] as const),
  ...(isManual
    ? (['capture', 'capture', 'capture', 'lease capture', 'end capture', 'end capture'] as const)
    : (['capture'] as const)),
];

const plans = (manner: Manner, isManual: boolean): fc.Arbitrary<Plan> =>
  fc
    .record({
      kind: fc.constantFrom(...KINDS(isManual)),
      a: fc.nat({ max: 11 }),
      b: fc.nat({ max: 11 }),
      c: fc.nat({ max: 11 }),
      facts: sayings(manner),
      parentId: id('parent'),
      intentId: id('intent'),
      cancelsOrder: seldom,
      ifUnopened: seldom,
    })
    .map(({ kind, a, b, c, facts, ...rest }) => ({ kind, a, b, c, facts: { ...facts, ...rest } }));

/** All steps of a history that begins with an order and its first payment. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .record({ splits: fc.boolean(), isAnonymous: fc.boolean(), isManual: fc.boolean() })
  .chain(({ isManual, ...manner }) =>
    fc
      .array(plans(manner, isManual), { minLength: 1, maxLength: 40, size: 'max' })
      .map((all) => stepsOf(all, isManual)),
  );

function stepsOf(all: readonly Plan[], isManual: boolean): readonly Step[] {
  const steps: Step[] = [];
  let books = EMPTY;
  const begin = (['put', 'open'] as const).map((kind) => ({ kind, a: 0, b: 0, c: 0, facts: someFacts() }));
  for (const plan of [...begin, ...all]) {
    const deed = deedOf(books, plan, isManual);
    if (deed === null) continue;
    const step = play(books, frozen(deed));
    steps.push(step);
    books = step.after;
  }
  return steps;
}

/** Of the lease of a refund or a capture. */
const ENDS = ['refused', 'unknown', 'unchanged', 'failed'] as const;

const chosen = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

function deedOf(books: Books, { kind, a, b, c, facts }: Plan, isManual: boolean): Deed | null {
  const captureMethod = isManual ? 'manual' : 'automatic';
  if (kind === 'wait') return { do: kind, seconds: 10 * a };
  if (kind === 'put') {
    const status = c === 1 ? 'cancelled' : 'pending';
    return { do: kind, change: { ...orderIn(anOrder({ captureMethod })), amount: yen(b === 1 ? 900 : 1_000), status } };
  }
  if (kind === 'open') {
    const id = `payment-${books.payments.length + 1}`;
    return { do: kind, payment: null, wanted: { ...paymentIn(aPayment({ id, captureMethod })) } };
  }
  const kept = chosen(books.payments, a);
  if (kept === undefined) return null;
  const { id: payment } = kept.payment;
  const amountMinor = chosen([null, 100, 200, 400], b) ?? null;
  const refund = chosen(kept.refunds, b);
  const capture = chosen(kept.captures, b);
  const subject = kind === 'end' ? payment : kind === 'end capture' ? capture?.id : refund?.id;
  const lease = leaseFor(books, subject, c);
  const wanted = { paymentId: payment, amountMinor, requestedBy: 'operator-1' };
  switch (kind) {
    case 'record':
      return {
        do: kind,
        payment,
        facts: ofPayment(facts, b === 0 ? 'payment-1' : payment, payment),
        webhook: b < 6 ? `event-${c}` : null,
      };
    case 'lease':
      return { do: kind, payment };
    case 'end':
      return lease
        ? {
            do: kind,
            payment,
            token: lease.token,
            end: chosen(['refused', 'unknown', 'unchanged', 'abandoned'], b) ?? 'unknown',
          }
        : null;
    case 'refund': {
      const named = c < 3 ? `${payment}/attempt-${c}` : null;
      return {
        do: kind,
        payment,
        wanted: { ...wanted, id: `${payment}/refund-${c % 4}`, providerPaymentId: named, reason: null },
      };
    }
    case 'lease refund':
      return refund ? { do: kind, payment, id: refund.id } : null;
    case 'end refund':
      return refund && lease
        ? {
            do: kind,
            payment,
            id: refund.id,
            token: lease.token,
            end: chosen(ENDS, a + c) ?? 'unknown',
          }
        : null;
    case 'capture':
      return { do: kind, payment, wanted: { ...wanted, id: `${payment}/capture-${c % 3}` } };
    case 'lease capture':
      return capture ? { do: kind, payment, id: capture.id } : null;
    case 'end capture':
      return capture && lease
        ? { do: kind, payment, id: capture.id, token: lease.token, end: chosen(ENDS, a + c) ?? 'unknown' }
        : null;
    case 'resolve':
      return { do: kind, payment, id: chosen(kept.anomalies, c)?.id ?? 'anomaly-0' };
  }
}

/** Mostly the last one of the subject, and else any: callers may have lost theirs. */
function leaseFor({ leases }: Books, subject: string | undefined, number: number): GivenLease | undefined {
  const own = leases.findLast((one) => one.subject === subject);
  return number > 3 && own !== undefined ? own : chosen(leases, number);
}

/** The same facts with the provider's ids of this payment. */
function ofPayment(facts: Facts, owner: string, paymentId: string): Facts {
  const own = (id: string) => `${owner}/${id}`;
  return {
    ...facts,
    paymentId,
    attempt: facts.attempt && { ...facts.attempt, providerPaymentId: own(facts.attempt.providerPaymentId) },
    others: facts.others.map((one) => ({ ...one, providerPaymentId: own(one.providerPaymentId) })),
    reversals: facts.reversals.map((one) => {
      const providerPaymentId = own(one.providerPaymentId);
      if (one.kind === 'dispute') return { ...one, providerPaymentId, providerDisputeId: own(one.providerDisputeId) };
      const reference = one.reference === null ? null : own(one.reference);
      return { ...one, providerPaymentId, providerRefundId: own(one.providerRefundId), reference };
    }),
    parentId: facts.parentId && own(facts.parentId),
    intentId: facts.intentId && own(facts.intentId),
  };
}
