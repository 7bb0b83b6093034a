import type { Dispute } from '../domain/dispute.ts';

/** What providers told of disputes; it comes in through `recordFacts`. */
export type Disputes = {
  /** All of a payment, in the order in which they were first heard of. */
  listDisputes(paymentId: string): Promise<readonly Dispute[]>;
};
