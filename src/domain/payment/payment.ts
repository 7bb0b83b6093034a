import type { Money } from '../money/money.ts';
import type { Status } from './fact.ts';

export type CaptureMethod = 'automatic' | 'manual';

/** What a payment is for: an order of the orders API, or a checkout at a gym. */
export type Purpose =
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'checkout'; readonly gymSlug: string };

/**
 * One amount to be collected from one customer. Everything but the status and the provider's ids
 * is fixed at its birth; the ids are written once.
 */
export type Payment = {
  readonly id: string;
  readonly userId: string;
  readonly purpose: Purpose;
  /** The provider account that the money goes to, for ever: credentials may be replaced, this may not. */
  readonly accountId: string;
  readonly provider: string;
  readonly amount: Money;
  readonly title: string;
  readonly customerEmail: string | null;
  readonly captureMethod: CaptureMethod;
  readonly returnUrl: string | null;
  /** What the customer reads on a statement, in the provider's alphabet; null leaves it to the account. */
  readonly statementDescriptor: string | null;
  readonly status: Status;
  /** When, on the provider's clock, the fact happened that `status` shows; null before the first one. */
  readonly statusAt: Date | null;
  /** The provider's object that a customer can pay: null until the provider has answered once. */
  readonly parentId: string | null;
  /** What client SDKs call this payment at the provider, where there is such a thing. */
  readonly intentId: string | null;
  /** After this moment no customer is given the parent any more. Money that arrives later still counts. */
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Whether the payment is past its time and to be closed. One that the provider is processing is never closed. */
export function isOverdue({ status, expiresAt }: Payment, now: Date): boolean {
  return now >= expiresAt && status !== 'processing';
}

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a reference can be one of our ids: another shop may use the same account. */
export function isPaymentId(reference: string): boolean {
  return ID.test(reference);
}
