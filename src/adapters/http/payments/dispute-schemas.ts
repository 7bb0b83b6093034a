import { type Static, Type } from 'typebox';
import { DISPUTE_STATUSES, type Dispute } from '../../../domain/dispute.ts';
import { oneOf, Timestamp, textOrNull, timestamp } from '../fields.ts';

export const DisputeView = Type.Object(
  {
    provider_dispute_id: Type.String({ description: "The provider's own id." }),
    provider_payment_id: Type.String({ description: 'The attempt that is disputed.' }),
    amount: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: "In the currency's minor unit; null when not told.",
    }),
    currency: textOrNull('In lower case; null when not told.'),
    reason: textOrNull("The provider's word for it."),
    status: oneOf(DISPUTE_STATUSES, "`won` and `lost` are said from the merchant's side."),
    occurred_at: { ...Timestamp, description: "When it was last said to stand so, by the provider's clock." },
    created_at: { ...Timestamp, description: 'When it was first heard of.' },
  },
  { title: 'Dispute', description: 'A customer says that the payment was not right.' },
);
export type DisputeView = Static<typeof DisputeView>;

export function showDispute(dispute: Dispute): DisputeView {
  return {
    provider_dispute_id: dispute.providerDisputeId,
    provider_payment_id: dispute.providerPaymentId,
    amount: dispute.amount?.minor ?? null,
    currency: dispute.amount?.currency.toLowerCase() ?? null,
    reason: dispute.reason,
    status: dispute.status,
    occurred_at: timestamp(dispute.statusAt),
    created_at: timestamp(dispute.createdAt),
  };
}
