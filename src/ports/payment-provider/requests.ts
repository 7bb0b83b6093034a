import type { Money } from '../../domain/money/money.ts';
import type { CaptureMethod } from '../../domain/payment/payment.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Flow } from './capabilities.ts';

/** What of an amount of money a provider can't carry, and why in words for the caller. */
export type Refusal = { readonly field: 'amount' | 'currency'; readonly reason: string };

/** Everything needed to make a parent object; the caller has committed the payment before. */
export type OpenRequest = {
  readonly flow: Flow;
  /** Our payment id: the provider carries it as its reference, and it can be searched for. */
  readonly reference: string;
  /** At most 64 characters; see `repeatsAreSafeForMs`. */
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly title: string;
  readonly customerEmail: string | null;
  readonly captureMethod: CaptureMethod;
  readonly returnUrl: string | null;
  /** What the customer reads on a statement, as `descriptor` gave it; null leaves it to the account. */
  readonly statementDescriptor: string | null;
  /** Where the provider sends notifications, for providers that take this URL with each payment. */
  readonly notificationUrl: string;
  /** Passed on where the provider accepts an expiry. */
  readonly expiresAt: Date;
};

/** A parent object at the provider: what a customer can pay, whatever the provider calls it. */
export type Parent = {
  readonly parentId: string;
  readonly intentId: string | null;
  /**
   * What the customer's app needs to pay: a client token or a page's URL, by the flow. Its holder can pay, and may read
   * the payment: never stored in clear, never logged. Empty when the parent has ended and has none, and where the provider shows
   * it to the call alone that made the parent: then the parent can be handed over once, and the flow is `redirect`.
   */
  readonly handover: string;
  /** What the parent's present state says about the payment. */
  readonly report: Report;
};

/** Everything needed to take the money that a buyer has agreed to on the provider's page. */
export type CompleteRequest = {
  readonly parentId: string;
  /** At most 64 characters, and the same at each call for this parent. */
  readonly idempotencyKey: string;
};

/** Everything needed to take money that a customer has agreed to; the caller has committed the capture before. */
export type CaptureRequest = {
  /** At most 64 characters. */
  readonly idempotencyKey: string;
  readonly providerPaymentId: string;
  /** All that was authorized, or a part of it; what is left is let go. */
  readonly amount: Money;
};

/** Everything needed to send money back; the caller has committed the refund before. */
export type RefundRequest = {
  /** Our refund's id: carried by the provider where it carries references on refunds. */
  readonly reference: string;
  /** At most 64 characters. While the provider remembers it, for 15 minutes at least, repeating makes nothing new. */
  readonly idempotencyKey: string;
  readonly providerPaymentId: string;
  readonly amount: Money;
  /** For people; passed on where the provider accepts a reason. */
  readonly reason: string | null;
};
