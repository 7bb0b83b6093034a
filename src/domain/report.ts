import type { DisputeReport } from './dispute.ts';
import type { Fact } from './fact.ts';
import type { Money } from './money.ts';
import type { RefundReport } from './refund.ts';

/** One payment at the provider. A parent can have several: each try of the customer may be one. */
export type Attempt = {
  readonly providerPaymentId: string;
  readonly fact: Fact;
  /** What the customer agreed to; null when the provider didn't say, or said it in a currency we don't know. */
  readonly authorized: Money | null;
  /** In minor units of the same currency. */
  readonly capturedMinor: number;
};

/** What a provider said about one payment of ours, in our words. */
export type Report = {
  /** Our payment's id as the provider carries it; null on objects that carry none. */
  readonly reference: string | null;
  readonly parentId: string | null;
  readonly intentId: string | null;
  /** False when the provider's object belongs to another account or mode than the credentials asked with. */
  readonly accountMatches: boolean;
  /** What it means for the payment; null when it means nothing, or isn't understood. */
  readonly fact: Fact | null;
  /**
   * Since when no buyer can pay the parent any more, where nothing that was begun through it is undecided; null where it
   * can be paid, or this doesn't tell. Money of a part of the amount, or of another amount, stays alone then.
   */
  readonly overAt: Date | null;
  readonly attempt: Attempt | null;
  /** Other tries at the same parent, as far as this tells: one that succeeded beside `attempt` is money, too. */
  readonly others: readonly Attempt[];
  /** What goes back of the money, as far as this tells. */
  readonly reversals: readonly Reversal[];
  /** The provider's status word when it isn't in our table. */
  readonly unknownStatus: string | null;
  readonly source: Source;
  /** What was asked beside, and not answered: the rest is true all the same. Left out when nothing is missing. */
  readonly unanswered?: readonly Unanswered[];
};

/** A question that the provider did not answer, to be asked again later. */
export type Unanswered = { readonly about: 'refunds' | 'disputes'; readonly reason: string };

/** Money that goes back to the customer, or may have to. It never changes whether the payment succeeded. */
export type Reversal = RefundReport | DisputeReport;

/** What a report that tells little says about all the rest. */
export const NOTHING_TOLD: Report = {
  reference: null,
  parentId: null,
  intentId: null,
  accountMatches: true,
  fact: null,
  overAt: null,
  attempt: null,
  others: [],
  reversals: [],
  unknownStatus: null,
  source: 'event',
};

/**
 * How a provider came to say it, and so what its time means. `event`: it happened then, and may be old.
 * `state`: the object is like this now, and changed last then. `observation`: the object is like this now,
 * and carries no such time, so the time is when we asked.
 */
export type Source = 'event' | 'state' | 'observation';
