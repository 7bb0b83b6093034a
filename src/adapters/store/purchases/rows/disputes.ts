import type { DisputeStatus } from '../../../../domain/payment/dispute.ts';
import type { PurchaseDispute } from '../../../../domain/purchase/purchase.ts';
import type { DISPUTES } from '../tables.ts';
import { type Flat, type Maybe, moneyIn, type Of, type Row, time } from './row.ts';

export function disputeOf(row: Row<typeof DISPUTES>): PurchaseDispute {
  const amount = moneyIn({ minor: row.amount_minor, currency: row.currency });
  const status = row.status as Maybe<DisputeStatus>;
  const occurredAt = time(row.status_at);
  return {
    providerDisputeId: row.provider_dispute_id,
    providerPaymentId: row.provider_payment_id,
    said: status && occurredAt && { status, occurredAt, amount, reason: row.reason },
    overWonAt: time(row.over_won_at),
    overLostAt: time(row.over_lost_at),
    createdAt: time(row.created_at),
  };
}

export function flatDispute(dispute: PurchaseDispute, { id, accountId }: Of): Flat<typeof DISPUTES> {
  const { said } = dispute;
  return {
    account_id: accountId,
    provider_dispute_id: dispute.providerDisputeId,
    payment_id: id,
    provider_payment_id: dispute.providerPaymentId,
    amount_minor: said?.amount?.minor ?? null,
    currency: said?.amount?.currency ?? null,
    reason: said?.reason ?? null,
    status: said?.status ?? null,
    status_at: said?.occurredAt ?? null,
    over_won_at: dispute.overWonAt,
    over_lost_at: dispute.overLostAt,
    created_at: dispute.createdAt,
  };
}
