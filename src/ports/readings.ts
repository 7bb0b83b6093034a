import type { Status } from '../domain/fact.ts';
import type { Payment } from '../domain/payment.ts';

export type PageRequest = { readonly limit: number; readonly cursor: string | null };
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/** Which payments: all that fit whatever is not null. */
export type PaymentFilter = {
  readonly userId: string | null;
  readonly status: Status | null;
  readonly orderId: string | null;
  readonly gymSlug: string | null;
};

/** What people want to look up. Nothing here changes anything. */
export type Readings = {
  /**
   * Newest first. A page begins where the one before ended, so payments that are opened meanwhile are neither
   * repeated nor in the way, and the last page costs what the first does. @throws `invalid` with field `cursor`.
   */
  listPayments(filter: PaymentFilter, page: PageRequest): Promise<Page<Payment>>;
};
