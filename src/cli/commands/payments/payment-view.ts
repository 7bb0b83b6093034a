import type { PaymentView } from '../../answers.ts';
import { moment, price, record } from '../../output.ts';

/** Everybody's payments. */
export const SCOPE = 'payments:manage';

export function shown(payment: PaymentView): string {
  return record({
    payment: payment.id,
    status: payment.status,
    amount: price(payment.amount, payment.currency),
    order: payment.order_id,
    created: moment(payment.created_at),
    updated: moment(payment.updated_at),
  });
}
