import type { Gym } from '../gym/gym.ts';
import type { Dispute } from '../payment/dispute.ts';
import type { Order } from '../payment/order.ts';
import type { Payment } from '../payment/payment.ts';
import type { Refund } from '../payment/refund.ts';
import type { Attempt } from '../payment/report.ts';
import type { PurchaseAnomaly } from '../purchase/purchase.ts';

/** What subscribers are sent, by name. */
export const EVENT_TYPES = [
  'payment.created',
  'payment.processing',
  'payment.failed', // once for each declined try, while the payment is open
  'payment.succeeded',
  'payment.cancelled',
  'refund.pending', // the provider has taken it and is not done; left out when it succeeds at once
  'refund.succeeded',
  'refund.failed',
  'dispute.opened',
  'dispute.closed',
  'anomaly.found',
  'anomaly.resolved',
  'order.paid',
  'order.cancelled',
  'gym.needs_reconnect',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A payment as it was at the moment of an event. */
export type PaymentSnapshot = {
  readonly payment: Payment;
  /** Refunded to the customer, in minor units of the payment's currency. */
  readonly refundedMinor: number;
  /** The attempt that was declined last, while the payment has failed; the one that succeeded; null otherwise. */
  readonly attempt: Attempt | null;
};

/** A change that subscribers are notified of, with its subject as it was at that moment. */
export type Event =
  | { readonly type: `payment.${string}` & EventType; readonly snapshot: PaymentSnapshot }
  | { readonly type: `refund.${string}` & EventType; readonly snapshot: PaymentSnapshot; readonly refund: Refund }
  | { readonly type: `dispute.${string}` & EventType; readonly snapshot: PaymentSnapshot; readonly dispute: Dispute }
  | {
      readonly type: `anomaly.${string}` & EventType;
      readonly snapshot: PaymentSnapshot;
      readonly anomaly: PurchaseAnomaly;
    }
  | { readonly type: `order.${string}` & EventType; readonly order: Order; readonly paymentId: string | null }
  | { readonly type: 'gym.needs_reconnect'; readonly gym: Gym };
