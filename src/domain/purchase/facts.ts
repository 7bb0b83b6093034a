import type { Anomaly } from '../payment/anomaly.ts';
import type { Fact } from '../payment/fact.ts';
import type { Attempt, Reversal } from '../payment/report.ts';
import type { Cause } from './decision.ts';

/** What may be believed of what was said about a payment; what is left out says nothing. */
export type Facts = {
  readonly paymentId: string;
  readonly cause: Cause;
  readonly fact: Fact | null;
  /** Since when no buyer can pay the parent any more, and nothing of it is undecided; null where the provider doesn't say. */
  readonly overAt: Date | null;
  /** The time for the rest of the money is over, though no provider says that it can't come any more: each part is an anomaly. */
  readonly isRestOverdue: boolean;
  /** Whether several attempts may add up to the amount: the fact then counts as they come to together. */
  readonly splits: boolean;
  readonly attempt: Attempt | null;
  readonly others: readonly Attempt[];
  readonly reversals: readonly Reversal[];
  /** The buyer has agreed, and the money moves when the service asks for it. */
  readonly awaitsCompletion: boolean;
  readonly anomalies: readonly Anomaly[];
  /** Written once: they are ignored when the payment already has others. */
  readonly parentId: string | null;
  readonly intentId: string | null;
  /** The account that said it: it says nothing about another account's payments. Null: the gateway asked the payment's own. */
  readonly accountId: string | null;
  /** When the payment ends by this, its order is cancelled in the same moment. */
  readonly cancelsOrder: boolean;
  /** Nothing is recorded of a payment that has a parent. */
  readonly ifUnopened: boolean;
};

/** What an anomaly about these facts is about. */
export function subjectOf({ attempt, parentId, paymentId }: Facts): string {
  return attempt?.providerPaymentId ?? parentId ?? paymentId;
}
