import type { Money } from '../money/money.ts';

/** A refund can fail days after it succeeded: a card that was closed meanwhile sends the money back. */
export const REFUND_STATUSES = ['pending', 'succeeded', 'failed'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Money on its way back to the customer. Everything but the status and the provider's id is fixed at its birth. */
export type Refund = {
  readonly id: string;
  readonly paymentId: string;
  /** The refund that was asked for, of which this goes back through another attempt; null for that one itself. */
  readonly partOf: string | null;
  readonly accountId: string;
  /** Whose money goes back: a payment of ours may have been paid more than once at the provider. */
  readonly providerPaymentId: string;
  readonly amount: Money;
  readonly status: RefundStatus;
  readonly reason: string | null;
  /** Who asked us for it; null when it was made at the provider itself, in its dashboard for example. */
  readonly requestedBy: string | null;
  /** Null until the provider has answered once. Written once. */
  readonly providerRefundId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A refund as its provider reports it. */
export type RefundReport = {
  readonly kind: 'refund';
  readonly providerRefundId: string;
  readonly providerPaymentId: string;
  /** Our refund's id as the provider carries it; null when it carries none, or another's. */
  readonly reference: string | null;
  /**
   * The provider carries no references on refunds, so this may be one of ours: then it is the one of this
   * amount whose call has not been answered yet.
   */
  readonly isAnonymous: boolean;
  /** Null when it can't be read. */
  readonly amount: Money | null;
  /** Null for a word that isn't in the adapter's table: it is there, and nothing more is known. */
  readonly status: RefundStatus | null;
  /** When it was made, by the provider's clock; null where it doesn't say. */
  readonly madeAt: Date | null;
  readonly reason: string | null;
};

/** The further of two: a report that comes late, twice or out of order changes nothing. */
export function joinRefundStatus(a: RefundStatus, b: RefundStatus): RefundStatus {
  return REFUND_STATUSES.indexOf(a) >= REFUND_STATUSES.indexOf(b) ? a : b;
}

/**
 * A refund as the caller requested it, through one attempt or several. Parts that failed move no money, so they count only
 * while nothing else is left: a refund of which a part failed has the amount of the others, and their status.
 */
export function wholeOf(first: Refund, rest: readonly Refund[]): Refund {
  const all = [first, ...rest];
  const alive = all.filter(({ status }) => status !== 'failed');
  const counted = alive.length > 0 ? alive : all;
  const minor = counted.reduce((sum, { amount }) => sum + amount.minor, 0);
  const status = alive.some((part) => part.status === 'pending') ? 'pending' : (counted[0] ?? first).status;
  const updatedAt = new Date(Math.max(...all.map((part) => part.updatedAt.getTime())));
  return { ...first, amount: { ...first.amount, minor }, status, updatedAt };
}
