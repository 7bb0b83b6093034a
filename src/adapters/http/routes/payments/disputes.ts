import { type Static, Type } from 'typebox';
import { DISPUTE_STATUSES, type Dispute } from '../../../../domain/payment/dispute.ts';
import { lowerCurrencyOrNull, minorOrNull, oneOf, textOrNull, timestamp, timestampField } from '../../wire/fields.ts';

export const DisputeView = Type.Object(
  {
    provider_dispute_id: Type.String({ description: "The provider's id." }),
    provider_payment_id: Type.String({ description: 'The attempt that is disputed.' }),
    amount: minorOrNull('In minor units; null when the provider does not say.'),
    currency: lowerCurrencyOrNull,
    reason: textOrNull("The provider's reason code."),
    status: oneOf(DISPUTE_STATUSES, "`won` and `lost` are from the merchant's point of view.", 'DisputeStatus'),
    occurred_at: timestampField("When the dispute last had this status, by the provider's clock."),
    created_at: timestampField('When the service first learned of the dispute.'),
  },
  { title: 'Dispute', description: 'A dispute (chargeback) that the customer opened.' },
);
export type DisputeView = Static<typeof DisputeView>;

export const DISPUTE_EXAMPLE: DisputeView = {
  provider_dispute_id: 'du_xxx',
  provider_payment_id: 'pi_xxx',
  amount: 1000,
  currency: 'jpy',
  reason: 'fraudulent',
  status: 'open',
  occurred_at: '2024-01-03T00:00:00',
  created_at: '2024-01-03T00:00:00',
};

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
