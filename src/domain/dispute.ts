import type { Money } from './money.ts';

/** `open`: the bank or the provider is still deciding. `won` and `lost` are said from the merchant's side. */
export const DISPUTE_STATUSES = ['open', 'won', 'lost'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** A customer says to their bank, or to the provider, that a payment was not right. The payment stays `succeeded`. */
export type Dispute = {
  readonly paymentId: string;
  readonly accountId: string;
  readonly providerDisputeId: string;
  readonly providerPaymentId: string;
  /** What is disputed; null when the provider didn't say, or said it in a currency we don't know. */
  readonly amount: Money | null;
  /** The provider's word for it. */
  readonly reason: string | null;
  readonly status: DisputeStatus;
  /** The provider's clock. */
  readonly statusAt: Date;
  readonly createdAt: Date;
};

/** A dispute as its provider tells of it. */
export type DisputeReport = {
  readonly kind: 'dispute';
  readonly providerDisputeId: string;
  readonly providerPaymentId: string;
  readonly amount: Money | null;
  readonly reason: string | null;
  readonly status: DisputeStatus;
  readonly occurredAt: Date;
  /** It only says that no dispute is open any more: it is no news of one that nobody has heard of. */
  readonly isOnlyAnEnd: boolean;
};

type DisputeFact = Pick<DisputeReport, 'status' | 'occurredAt'>;

/**
 * Time first, since a lost dispute can be appealed and won; then the further status. A total order, so joining
 * is commutative, associative and idempotent. The same comparison stands in SQL.
 */
export function joinDispute<Told extends DisputeFact>(a: Told, b: Told): Told {
  const byTime = a.occurredAt.getTime() - b.occurredAt.getTime();
  const byStatus = DISPUTE_STATUSES.indexOf(a.status) - DISPUTE_STATUSES.indexOf(b.status);
  return (byTime || byStatus) >= 0 ? a : b;
}
