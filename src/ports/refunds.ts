import type { Refund } from '../domain/refund.ts';
import type { Claim, ClaimEnd } from './claim.ts';
import type { Page, PageRequest } from './readings.ts';

/** A refund that somebody asks for; the caller chose its id. */
export type NewRefund = {
  readonly id: string;
  readonly paymentId: string;
  /** Null: the provider payments that made the payment succeed, and only then others. */
  readonly providerPaymentId: string | null;
  /** Minor units; null: all that is left. */
  readonly amountMinor: number | null;
  readonly reason: string | null;
  readonly requestedBy: string;
};

/** `claim` is null when somebody else holds it, the provider has the refund already, or it has failed. */
export type OpenedRefund = { readonly refund: Refund; readonly claim: Claim | null };

/** `rest`: what of it goes back through further attempts, each with a claim of its own. */
export type OpenedWhole = OpenedRefund & { readonly rest: readonly OpenedRefund[] };

/** As for openings; `failed`: the provider refuses this refund for good, and its part of the money is free again. */
export type RefundEnd = ClaimEnd | 'failed';

/** Money that goes back. Each method is atomic. What providers tell of refunds comes in through `recordFacts`. */
export type Refunds = {
  /**
   * Commits a refund before its provider is called, and gives its caller the claim. What is more than one attempt has
   * left goes back in parts, which are committed together. The same id again is the same refund. @throws `payment_not_found`; `conflict` when more would go back than was captured.
   */
  openRefund(refund: NewRefund, leaseMs: number): Promise<OpenedWhole>;
  /** Claims a refund that the provider has not answered for. @throws `conflict` when there is none of this id. */
  claimRefund(refundId: string, leaseMs: number): Promise<OpenedRefund>;
  /** Gives a claim back. A claim that was lost meanwhile changes nothing. */
  endRefund(refundId: string, claim: Claim, end: RefundEnd): Promise<void>;
  findRefund(id: string): Promise<Refund | null>;
  /** All of a payment, oldest first, each part by itself, those that were made at the provider included. */
  listRefunds(paymentId: string): Promise<readonly Refund[]>;
  /** As they were asked for (`wholeOf`), or made at the provider; newest first, a page at a time. @throws `invalid` with field `cursor`. */
  pageRefunds(paymentId: string, page: PageRequest): Promise<Page<Refund>>;
};
