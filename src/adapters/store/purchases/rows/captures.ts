import { money } from '../../../../domain/money/money.ts';
import type { Capture } from '../../../../domain/payment/capture.ts';
import type { PurchaseCapture } from '../../../../domain/purchase/purchase.ts';
import type { CAPTURES } from '../tables.ts';
import { callsOf, flatCalls } from './calls.ts';
import type { Flat, Of, Row } from './row.ts';

export function captureOf(row: Row<typeof CAPTURES>): PurchaseCapture {
  return {
    id: row.id,
    paymentId: row.payment_id,
    providerPaymentId: row.provider_payment_id,
    amount: money(row.amount_minor, row.currency),
    requestedBy: row.requested_by,
    status: row.status as Capture['status'],
    calls: callsOf(row),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function flatCapture(capture: PurchaseCapture, { accountId }: Of): Flat<typeof CAPTURES> {
  return {
    id: capture.id,
    payment_id: capture.paymentId,
    account_id: accountId,
    provider_payment_id: capture.providerPaymentId,
    amount_minor: capture.amount.minor,
    currency: capture.amount.currency,
    requested_by: capture.requestedBy,
    status: capture.status,
    ...flatCalls(capture.calls),
    created_at: capture.createdAt,
    updated_at: capture.updatedAt,
  };
}
