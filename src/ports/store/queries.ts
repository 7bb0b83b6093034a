import type { Currency } from '../../domain/money/currency.ts';
import type { ProblemKind } from '../../domain/operator/problem.ts';
import type { Search } from '../../domain/operator/search.ts';
import type { TimelineEntry } from '../../domain/operator/timeline.ts';
import type { Account } from '../../domain/payment/account.ts';
import type { Anomaly } from '../../domain/payment/anomaly.ts';
import type { DeclineCode } from '../../domain/payment/decline.ts';
import type { Status } from '../../domain/payment/fact.ts';
import type { MethodType } from '../../domain/payment/method.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Attempt } from '../../domain/payment/report.ts';

export type PageRequest = { readonly limit: number; readonly cursor: string | null };
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** Which payments to list: those that match every field that is not null. */
export type PaymentFilter = {
  readonly userId: string | null;
  readonly status: Status | null;
  readonly orderId: string | null;
  readonly gymSlug: string | null;
  readonly search: Search | null;
  readonly provider: string | null;
  readonly currency: Currency | null;
  readonly amountMinor: number | null;
  /** Opened at this moment or later. */
  readonly createdFrom: Date | null;
  /** Opened before this moment. */
  readonly createdTo: Date | null;
  /** Only those that wait for a person (ports/store/problems.ts). */
  readonly hasProblems: boolean;
};

export const EVERY_PAYMENT: PaymentFilter = {
  userId: null,
  status: null,
  orderId: null,
  gymSlug: null,
  search: null,
  provider: null,
  currency: null,
  amountMinor: null,
  createdFrom: null,
  createdTo: null,
  hasProblems: false,
};

/** An anomaly as it is stored: with an id, and with its resolution. `by` is null where it ended with its cause. */
export type KeptAnomaly = Anomaly & {
  readonly id: string;
  readonly recordedAt: Date;
  readonly resolution: { readonly by: string | null; readonly reason: string; readonly at: Date } | null;
};

/** What a call with an unknown outcome may have done. */
export const DOUBTFUL = ['opening', 'capture', 'refund'] as const;
export type Doubtful = (typeof DOUBTFUL)[number];

/** `surplusMinor`: how much of its money exceeds the payment's amount and has not gone back. */
export type FoundAttempt = Attempt & { readonly surplusMinor: number };

/** All that is known of a payment, without credentials and without handovers. */
export type PaymentDetails = {
  readonly payment: Payment;
  readonly account: Pick<Account, 'id' | 'owner' | 'providerUserId'>;
  /** In the order in which they were first heard of. */
  readonly attempts: readonly FoundAttempt[];
  /** What has not come of the payment's amount; 0 once it has succeeded. */
  readonly missingMinor: number;
  /** In the order they were found. */
  readonly anomalies: readonly KeptAnomaly[];
  /** Calls whose effect is unknown; null if there are none. */
  readonly inDoubt: { readonly calls: number; readonly since: Date; readonly operations: readonly Doubtful[] } | null;
};

/** A payment with what a table of payments says besides. */
export type PaymentSummary = {
  readonly payment: Payment;
  /** What went back, in minor units of the payment's currency. */
  readonly refundedMinor: number;
  /** Of the attempt that succeeded, else of the last one: its id, why it was declined, and with what it was made. */
  readonly providerPaymentId: string | null;
  readonly declineCode: DeclineCode | null;
  readonly methodType: MethodType | null;
  /** The kinds of its open problems, each once, in alphabetical order. */
  readonly problems: readonly ProblemKind[];
};

/** What operators and client apps look up. Nothing here changes anything. */
export type Queries = {
  /**
   * Newest first. A page begins where the one before ended, so payments that are opened meanwhile are neither
   * repeated nor in the way, and the last page costs what the first does. @throws `invalid` with field `cursor`.
   */
  listPayments(filter: PaymentFilter, page: PageRequest): Promise<Page<Payment>>;
  /** The same payments in the same order, and the same cursors. */
  listSummaries(filter: PaymentFilter, page: PageRequest): Promise<Page<PaymentSummary>>;
  findDetails(paymentId: string): Promise<PaymentDetails | null>;
  /** In chronological order. @throws `invalid` with field `cursor`. */
  listTimeline(paymentId: string, page: PageRequest): Promise<Page<TimelineEntry>>;
};
