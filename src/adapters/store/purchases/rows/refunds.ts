import { money } from '../../../../domain/money/money.ts';
import type { RefundStatus } from '../../../../domain/payment/refund.ts';
import type { PurchaseRefund } from '../../../../domain/purchase/purchase.ts';
import type { REFUNDS } from '../tables.ts';
import { callsOf, flatCalls } from './calls.ts';
import type { Flat, Row } from './row.ts';

export function refundOf(row: Row<typeof REFUNDS>): PurchaseRefund {
  return {
    id: row.id,
    paymentId: row.payment_id,
    partOf: row.part_of,
    accountId: row.account_id,
    providerPaymentId: row.provider_payment_id,
    amount: money(row.amount_minor, row.currency),
    reason: row.reason,
    requestedBy: row.requested_by,
    status: row.status as RefundStatus,
    providerRefundId: row.provider_refund_id,
    calls: callsOf(row),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function flatRefund(refund: PurchaseRefund): Flat<typeof REFUNDS> {
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    part_of: refund.partOf,
    account_id: refund.accountId,
    provider_payment_id: refund.providerPaymentId,
    amount_minor: refund.amount.minor,
    currency: refund.amount.currency,
    reason: refund.reason,
    requested_by: refund.requestedBy,
    status: refund.status,
    provider_refund_id: refund.providerRefundId,
    ...flatCalls(refund.calls),
    created_at: refund.createdAt,
    updated_at: refund.updatedAt,
  };
}
