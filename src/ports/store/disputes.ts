import type { Dispute } from '../../domain/payment/dispute.ts';

/** The disputes that providers reported; `recordFacts` writes them. */
export type Disputes = {
  /** All of a payment, in the order in which they were first heard of. */
  listDisputes(paymentId: string): Promise<readonly Dispute[]>;
};
