import type { Money } from '../money/money.ts';
import type { Decline } from './decline.ts';
import type { DisputeReport } from './dispute.ts';
import type { Fact } from './fact.ts';
import type { Method } from './method.ts';
import type { RefundReport } from './refund.ts';

/** One try of the customer at a provider that has one payment for all of them, each with an id of its own. */
export type Charge = {
  /** Of the provider's charge; where it made none, of the payment method that the try was made with. */
  readonly id: string;
  /** Null while it was not declined, or where the provider doesn't say. */
  readonly decline: Decline | null;
  /** Of a declined try; null where the provider doesn't say. */
  readonly method: Method | null;
};

/** One payment at the provider. A parent can have several: each try of the customer may be one. */
export type Attempt = {
  readonly providerPaymentId: string;
  readonly fact: Fact;
  /** What the customer agreed to; null when the provider didn't say, or said it in a currency we don't know. */
  readonly authorized: Money | null;
  /** In minor units of the same currency. */
  readonly capturedMinor: number;
  /** Why it ended without money; null while it did not, or where the provider doesn't say. */
  readonly decline: Decline | null;
  /** Null where the provider doesn't say. */
  readonly method: Method | null;
  /** The tries that it stands for, as far as they are shown; none where each try is a payment. */
  readonly charges: readonly Charge[];
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
   * Since when no buyer can pay the parent any more and no payment through it is undecided; null if it can still be paid,
   * if all of it was, or if the report doesn't say. After this moment no more money comes to complete a part of the amount.
   */
  readonly overAt: Date | null;
  readonly attempt: Attempt | null;
  /** Other attempts on the same parent that the report shows: one that succeeded beside `attempt` is money, too. */
  readonly others: readonly Attempt[];
  /** The refunds and disputes that the report shows. */
  readonly reversals: readonly Reversal[];
  /** The provider's status word when it isn't in our table. */
  readonly unknownStatus: string | null;
  /** The provider's words for declines that aren't in our table. */
  readonly unknownDeclines: readonly string[];
  readonly source: Source;
  /** True if the buyer has agreed, and no money moves until the service asks for it. Left out otherwise. */
  readonly awaitsCompletion?: boolean;
  /** Questions that the provider left unanswered; the rest of the report holds. Left out if nothing is missing. */
  readonly unanswered?: readonly Unanswered[];
};

/** A question that the provider did not answer, to be asked again later. */
export type Unanswered = { readonly about: 'refunds' | 'disputes'; readonly reason: string };

/** Money that goes back to the customer, or may have to. It never changes whether the payment succeeded. */
export type Reversal = RefundReport | DisputeReport;

/** A report that says nothing: the base of reports about one thing only. */
export const EMPTY_REPORT: Report = {
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
  unknownDeclines: [],
  source: 'event',
};

/**
 * How a provider came to say it, and so what its time means. `event`: it happened then, and may be old.
 * `state`: the object is like this now, and changed last then. `observation`: the object is like this now,
 * and carries no such time, so the time is when we asked.
 */
export type Source = 'event' | 'state' | 'observation';
