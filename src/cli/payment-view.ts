import { moment, price, record } from './output.ts';

/** What anybody gets to see of a payment; the answers hold more than is shown here. */
export type Payment = {
  readonly id: string;
  readonly order_id: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
};

/** Everybody's payments. */
export const SCOPE = 'payments:manage';

export function shown(payment: Payment): string {
  return record({
    payment: payment.id,
    status: payment.status,
    amount: price(payment.amount, payment.currency),
    order: payment.order_id,
    created: moment(payment.created_at),
    updated: moment(payment.updated_at),
  });
}
