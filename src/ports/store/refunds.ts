import type { Refund } from '../../domain/payment/refund.ts';
import type { Page, PageRequest } from './queries.ts';

/** Money that goes back. What changes a refund changes its purchase (ports/store/purchases.ts). */
export type Refunds = {
  findRefund(id: string): Promise<Refund | null>;
  /** All refunds of a payment, oldest first, each part by itself, including refunds made at the provider. */
  listRefunds(paymentId: string): Promise<readonly Refund[]>;
  /** Refunds as they were requested (`wholeOf`) or made at the provider; newest first, a page at a time. @throws `invalid` with field `cursor`. */
  pageRefunds(paymentId: string, page: PageRequest): Promise<Page<Refund>>;
};
