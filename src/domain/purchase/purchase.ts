import type { Anomaly } from '../payment/anomaly.ts';
import type { Capture } from '../payment/capture.ts';
import { isDeclinable } from '../payment/decline.ts';
import type { KnownDispute } from '../payment/dispute.ts';
import { type Fact, isOpen } from '../payment/fact.ts';
import type { Order } from '../payment/order.ts';
import type { Payment } from '../payment/payment.ts';
import type { Refund } from '../payment/refund.ts';
import type { Attempt } from '../payment/report.ts';
import type { Calls } from './calls.ts';

/** A payment with what the gateway keeps beside it: how many changes of its status and events there were, and its calls. */
export type PurchasePayment = Payment & {
  readonly transitions: number;
  readonly events: number;
  readonly calls: Calls;
};

export type PurchaseOrder = Order & {
  /** The payment that it was paid by; null until it is paid. */
  readonly paidBy: string | null;
};

/** An attempt with the facts that decide which of several answers about it is the last word. */
export type PurchaseAttempt = Attempt & {
  readonly createdAt: Date;
  /** When its decline was reported, by the provider's clock; null without one. */
  readonly declinedAt: Date | null;
  /** What was reported with its method; null without one. */
  readonly methodFact: Fact | null;
};

export type PurchaseRefund = Refund & { readonly calls: Calls };

export type PurchaseCapture = Capture & { readonly calls: Calls };

export type PurchaseDispute = KnownDispute & {
  readonly providerDisputeId: string;
  readonly providerPaymentId: string;
  /** Null while the provider has only said that no dispute is open. */
  readonly createdAt: Date | null;
};

export type PurchaseAnomaly = Anomaly & {
  readonly id: string;
  readonly recordedAt: Date;
  /** `by` is null where it ended with its cause; null while it is open. */
  readonly resolution: { readonly by: string | null; readonly reason: string; readonly at: Date } | null;
};

/**
 * The unit of consistency: an order with one of its payments, or a checkout's payment, and all that hangs on it. It is
 * loaded in one statement, so that all of it is of one moment, and committed only if its version is still the same.
 */
export type Purchase = {
  /** The database's clock when it was loaded, in whole milliseconds. */
  readonly now: Date;
  /** Of the order; of the payment where there is no order. Null while the purchase is not in the store. */
  readonly version: number | null;
  readonly order: PurchaseOrder | null;
  /** The payment that was asked for, or the order's open one; null where there is none. */
  readonly payment: PurchasePayment | null;
  /** Ids of the order's other payments that are open. */
  readonly otherOpen: readonly string[];
  /** When the payment came to be `succeeded`, by our clock; null before that. */
  readonly succeededAt: Date | null;
  /** In the order in which the gateway first heard of them, as all lists here. */
  readonly attempts: readonly PurchaseAttempt[];
  readonly refunds: readonly PurchaseRefund[];
  readonly captures: readonly PurchaseCapture[];
  readonly disputes: readonly PurchaseDispute[];
  readonly anomalies: readonly PurchaseAnomaly[];
  /** What became of the webhook that is being applied, when it came before; null when it did not, or none is. */
  readonly delivery: DeliveryState | null;
  /** Which of the provider's ids in question belong to other payments; null when this was not looked up. */
  readonly owners: Owners | null;
};

/** `processed` is final, and `ignored` is final unless the webhook is processed after all. */
export type DeliveryState = 'ignored' | 'waiting' | 'processed';

/** The payment of ours that has an id of the provider's, where that is another one than the purchase's. */
export type Owners = {
  readonly parent: string | null;
  readonly intent: string | null;
  readonly attempts: ReadonlySet<string>;
  readonly refunds: ReadonlySet<string>;
  readonly disputes: ReadonlySet<string>;
  /** Whether the id that the caller chose for a new payment belongs to one already. */
  readonly hasPayment: boolean;
};

/** Thrown by a decision that depends on `owners` and has none: the caller loads them and decides again. */
export class OwnersNeeded extends Error {
  constructor() {
    super('this decision needs to know whose the ids of the provider are');
    this.name = 'OwnersNeeded';
  }
}

/** @throws OwnersNeeded */
export function ownersOf({ owners }: Purchase): Owners {
  if (owners === null) throw new OwnersNeeded();
  return owners;
}

/** What callers see of a payment, an order and a refund: not what the gateway keeps beside it. */
export function paymentIn({ transitions, events, calls, ...payment }: PurchasePayment): Payment {
  return payment;
}

export function orderIn({ paidBy, ...order }: PurchaseOrder): Order {
  return order;
}

/**
 * An attempt that is under way again was not declined; and a success whose method was not reported may have come by another
 * one than the declined try before it.
 */
export function attemptIn({ createdAt, declinedAt, methodFact, ...attempt }: PurchaseAttempt): Attempt {
  const { fact, decline, method } = attempt;
  const isOfAnotherTry = fact.kind === 'succeeded' && methodFact !== null && isDeclinable(methodFact.kind);
  return {
    ...attempt,
    decline: isDeclinable(fact.kind) ? decline : null,
    method: isOfAnotherTry ? null : method,
  };
}

export function refundIn({ calls, ...refund }: PurchaseRefund): Refund {
  return refund;
}

export function captureIn({ calls, ...capture }: PurchaseCapture): Capture {
  return capture;
}

/** Payments of a paid order that a customer could still pay, this purchase's own included. */
export function surplusPayments({ order, payment, otherOpen }: Purchase): readonly string[] {
  if (order?.status !== 'paid') return [];
  return payment !== null && isOpen(payment.status) ? [...otherOpen, payment.id] : otherOpen;
}

/** The same list with one entry changed, or added at its end. */
export function replaced<T>(list: readonly T[], is: (one: T) => boolean, by: T): readonly T[] {
  const index = list.findIndex(is);
  return index === -1 ? [...list, by] : list.with(index, by);
}
