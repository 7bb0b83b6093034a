import type { DisputeReport, DisputeStatus } from '../../../../domain/payment/dispute.ts';
import { fromWire } from '../money.ts';

/**
 * A payment shows its dispute as its own status, so there is one of each payment, by its id. `charged_back` says in
 * `status_detail` how it ended, or that it has not; money that is simply there again, or went back, says that a mediation is over.
 * https://www.mercadopago.com/developers/en/docs/checkout-pro/chargebacks, 2026-11-21
 */
const DISPUTED: Readonly<Record<string, DisputeStatus>> = {
  'in_mediation/': 'open',
  'charged_back/settled': 'lost',
  'charged_back/reimbursed': 'won',
  'charged_back/in_process': 'open',
  'charged_back/': 'open',
};
const OVER: Readonly<Record<string, DisputeStatus>> = { approved: 'won', refunded: 'lost' };

/** What of a payment is read here. */
type Disputable = {
  readonly id: string;
  readonly status: string;
  readonly status_detail?: unknown;
  readonly transaction_amount?: unknown;
  readonly currency_id?: unknown;
};

/** Null for a payment whose status says nothing of disputes. */
export function disputeOf(payment: Disputable, occurredAt: Date): DisputeReport | null {
  const { id, status, status_detail: detail } = payment;
  const words = [`${status}/${detail}`, `${status}/`].find((each) => Object.hasOwn(DISPUTED, each));
  const over = Object.hasOwn(OVER, status) ? OVER[status] : undefined;
  const found = words === undefined ? over : DISPUTED[words];
  if (found === undefined) return null;
  return {
    kind: 'dispute',
    providerDisputeId: id,
    providerPaymentId: id,
    amount: fromWire(payment.transaction_amount, payment.currency_id),
    reason: words === undefined ? null : status,
    status: found,
    occurredAt,
    closesOnly: words === undefined,
    // A mediation is open whatever its detail is.
    ...(words === 'charged_back/' && typeof detail === 'string' && { unknownStatus: detail.slice(0, 64) }),
  };
}
