import { expect } from 'vitest';
import type { ErrorCode } from '../../../src/domain/error.ts';
import { type Money, money } from '../../../src/domain/money/money.ts';
import type { RefundReport } from '../../../src/domain/payment/refund.ts';
import { type Calls, NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import type { Facts } from '../../../src/domain/purchase/facts.ts';
import type {
  Owners,
  Purchase,
  PurchaseAnomaly,
  PurchaseAttempt,
  PurchaseCapture,
  PurchaseDispute,
  PurchaseOrder,
  PurchasePayment,
  PurchaseRefund,
} from '../../../src/domain/purchase/purchase.ts';
import { aFact, at, aPayment as plainPayment } from '../builders.ts';

export { aFact, at };

// Everything that a test doesn't care about. All of it is frozen, so that a decision that changes what it was given throws.

/** The moment of every decision here unless a test says another: long after all that was heard before. */
export const NOW = at(1_000);

export function yen(minor: number): Money {
  return money(minor, 'JPY');
}

/** Money in a currency that no test pays in unless it says so. */
export function won(minor: number): Money {
  return money(minor, 'KRW');
}

/** An order of 1000 JPY with an open payment whose parent is known and of which nothing has been heard. */
export function aPurchase(changes: Partial<Purchase> = {}): Purchase {
  return frozen({
    now: NOW,
    version: 0,
    order: anOrder(),
    payment: aPayment(),
    otherOpen: [],
    succeededAt: null,
    attempts: [],
    refunds: [],
    captures: [],
    disputes: [],
    anomalies: [],
    delivery: null,
    owners: null,
    ...changes,
  });
}

/** The same of one that was paid in full by `attempt-1`. */
export function aPaidPurchase(changes: Partial<Purchase> = {}): Purchase {
  return aPurchase({
    order: anOrder({ status: 'paid', paidBy: 'payment-1' }),
    payment: aPayment({ status: 'succeeded', statusAt: at(60), transitions: 1 }),
    succeededAt: at(61),
    attempts: [anAttempt()],
    ...changes,
  });
}

export function anOrder(changes: Partial<PurchaseOrder> = {}): PurchaseOrder {
  return {
    id: 'order-1',
    userId: 'user-1',
    amount: yen(1_000),
    customerEmail: null,
    description: 'A mat',
    provider: 'somepay',
    captureMethod: 'automatic',
    returnUrl: null,
    status: 'pending',
    createdAt: at(0),
    updatedAt: at(0),
    paidBy: null,
    ...changes,
  };
}

export function aPayment(changes: Partial<PurchasePayment> = {}): PurchasePayment {
  const purpose = { kind: 'order', orderId: 'order-1' } as const;
  return { ...plainPayment({ purpose, amount: yen(1_000) }), transitions: 0, events: 0, calls: NO_CALLS, ...changes };
}

/** A success that pays the whole amount. */
export function anAttempt(changes: Partial<PurchaseAttempt> = {}): PurchaseAttempt {
  return {
    providerPaymentId: 'attempt-1',
    fact: aFact('succeeded', at(60)),
    authorized: yen(1_000),
    capturedMinor: 1_000,
    decline: null,
    declinedAt: null,
    method: null,
    methodFact: null,
    charges: [],
    createdAt: at(61),
    ...changes,
  };
}

/** Money of a purchase that the buyer splits. */
export function aPart(id: string, minor: number, changes: Partial<PurchaseAttempt> = {}): PurchaseAttempt {
  return anAttempt({ providerPaymentId: id, authorized: yen(minor), capturedMinor: minor, ...changes });
}

/** Of 300 JPY, requested through the gateway and not yet answered by the provider. */
export function aRefund(changes: Partial<PurchaseRefund> = {}): PurchaseRefund {
  return {
    id: 'refund-1',
    paymentId: 'payment-1',
    partOf: null,
    accountId: 'account-1',
    providerPaymentId: 'attempt-1',
    amount: yen(300),
    status: 'pending',
    reason: null,
    requestedBy: 'operator-1',
    providerRefundId: null,
    createdAt: at(100),
    updatedAt: at(100),
    calls: NO_CALLS,
    ...changes,
  };
}

/** The built refund, as its provider reports it without a reference. */
export function aRefundReport(changes: Partial<RefundReport> = {}): RefundReport {
  return {
    kind: 'refund',
    providerRefundId: 'provider-refund-1',
    providerPaymentId: 'attempt-1',
    reference: null,
    isAnonymous: false,
    madeAt: null,
    amount: yen(300),
    status: 'succeeded',
    reason: null,
    ...changes,
  };
}

/** Of 400 JPY, and not yet answered by the provider. */
export function aCapture(changes: Partial<PurchaseCapture> = {}): PurchaseCapture {
  return {
    id: 'capture-1',
    paymentId: 'payment-1',
    providerPaymentId: 'attempt-1',
    amount: yen(400),
    status: 'pending',
    requestedBy: 'operator-1',
    createdAt: at(100),
    updatedAt: at(100),
    calls: NO_CALLS,
    ...changes,
  };
}

/** An open dispute of the built attempt. */
export function aKnownDispute(changes: Partial<PurchaseDispute> = {}): PurchaseDispute {
  return {
    providerDisputeId: 'dispute-1',
    providerPaymentId: 'attempt-1',
    said: { status: 'open', occurredAt: at(70), amount: null, reason: null },
    overWonAt: null,
    overLostAt: null,
    createdAt: at(71),
    ...changes,
  };
}

export function aKeptAnomaly(changes: Partial<PurchaseAnomaly> = {}): PurchaseAnomaly {
  const about = { kind: 'paid_twice', subject: 'attempt-1', detail: {} } as const;
  return { id: 'anomaly-1', ...about, recordedAt: at(100), resolution: null, ...changes };
}

/** Something said about the built payment; by itself it says nothing. */
export function someFacts(changes: Partial<Facts> = {}): Facts {
  return frozen({
    paymentId: 'payment-1',
    cause: { kind: 'webhook', id: 'event-1' },
    fact: null,
    overAt: null,
    isRestOverdue: false,
    splits: false,
    attempt: null,
    others: [],
    reversals: [],
    awaitsCompletion: false,
    anomalies: [],
    parentId: null,
    intentId: null,
    accountId: null,
    cancelsOrder: false,
    ifUnopened: false,
    ...changes,
  });
}

/** No id in question belongs to another payment. */
export function noOwners(changes: Partial<Owners> = {}): Owners {
  const none: ReadonlySet<string> = new Set();
  return { parent: null, intent: null, attempts: none, refunds: none, disputes: none, hasPayment: false, ...changes };
}

/** Calls of which one is under way: its holder has the token `token-0`. */
export function callsUnderWay(changes: Partial<Calls> = {}): Calls {
  return { ...NO_CALLS, lease: { token: 'token-0', beganAt: at(990), until: at(1_050) }, ...changes };
}

/** Calls whose holder did not end them in time. */
export function callsThatRanOut(changes: Partial<Calls> = {}): Calls {
  return callsUnderWay({ lease: { token: 'token-0', beganAt: at(900), until: at(960) }, ...changes });
}

/** Ids that are as different as those of the world, and are the same in each run. */
export function countedIds(prefix = 'new'): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}

/** What a decision that refuses throws. */
export function refusal(code: ErrorCode, message?: string): unknown {
  return expect.objectContaining({ name: 'DomainError', code, ...(message === undefined ? {} : { message }) });
}

/** The same value, with all that it is made of frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
