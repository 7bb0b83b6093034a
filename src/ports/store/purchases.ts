import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Changes } from '../../domain/purchase/decision.ts';
import type { Purchase } from '../../domain/purchase/purchase.ts';
import type { DeliveryRecord } from './deliveries.ts';
import type { EventRecord } from './events.ts';

/** Which purchase: that of an order with its open payment, or that of a payment, a refund or a capture. */
export type PurchaseRef = { readonly kind: 'order' | 'payment' | 'refund' | 'capture'; readonly id: string };

/** Ids whose owners a decision depends on: of the provider, of the purchase's account, and of a payment that is to be opened. */
export type IdsInQuestion = {
  readonly paymentId: string | null;
  readonly parentId: string | null;
  readonly intentId: string | null;
  readonly attempts: readonly string[];
  readonly refunds: readonly string[];
  readonly disputes: readonly string[];
};

export const NO_IDS: IdsInQuestion = {
  paymentId: null,
  parentId: null,
  intentId: null,
  attempts: [],
  refunds: [],
  disputes: [],
};

export type Loading = {
  /** The webhook that is being applied. */
  readonly delivery?: Pick<DeliveryRecord, 'accountId' | 'key'> | null;
  /** Fills `owners`. */
  readonly ids?: IdsInQuestion | null;
};

/** What is committed with a decision: the webhook that it answers, the events that it makes, and who made the change. */
export type Beside = {
  readonly delivery: DeliveryRecord | null;
  readonly events: readonly EventRecord[];
  readonly audit: readonly AuditRecord[];
};

/**
 * `conflict`: another commit came first. `taken`: an id belongs to another payment, so the decision needs `owners`. In both
 * cases nothing was written, and the caller loads and decides again.
 */
export type Committed = 'committed' | 'conflict' | 'taken';

/** Purchases, by compare-and-swap: the domain decides, the store compares. Each method is one statement. */
export type Purchases = {
  /** The stored purchase, read at one moment; without a version if there is none. */
  loadPurchase(ref: PurchaseRef, loading?: Loading): Promise<Purchase>;
  /**
   * Writes all that differs between what was loaded and the changes, the webhook as processed, and the events with a
   * delivery to each enabled endpoint that wants them, if its version is still the one that was loaded; otherwise nothing.
   * The version of what is new is 0, and each commit makes it one more.
   */
  commitPurchase(loaded: Purchase, changes: Changes, beside?: Partial<Beside>): Promise<Committed>;
};
