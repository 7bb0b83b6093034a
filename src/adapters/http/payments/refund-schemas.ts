import { type Static, Type } from 'typebox';
import { REFUND_STATUSES, type Refund } from '../../../domain/refund.ts';
import {
  LowerCurrency,
  MinorAmount,
  oneOf,
  optional,
  Printable,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  Uuid,
} from '../fields.ts';
import { page } from '../page.ts';

export const RefundBody = Type.Object(
  {
    amount: optional({
      ...MinorAmount,
      description: "In minor units of the payment's currency; by default the whole remaining amount.",
    }),
    reason: optional(text(256, 'The reason, for people to read.')),
    provider_payment_id: optional({
      ...Printable,
      description:
        'The attempt to refund (see the details), when a payment has several; by default those that made the payment ' +
        'succeed. A refund that is larger than one attempt is split over several.',
    }),
  },
  { title: 'RefundPaymentRequest', examples: [{ amount: 500, reason: 'One of two towels was torn' }] },
);

const RefundView = Type.Object(
  {
    id: Uuid,
    payment_id: Uuid,
    amount: MinorAmount,
    currency: LowerCurrency,
    status: oneOf(REFUND_STATUSES, 'A refund that succeeded can still fail days later.', 'RefundStatus'),
    reason: textOrNull('The reason that the request gave.'),
    created_at: Timestamp,
  },
  { title: 'Refund' },
);
export type RefundView = Static<typeof RefundView>;

const EXAMPLE: RefundView = {
  id: '770e8400-e29b-41d4-a716-446655440000',
  payment_id: '660e8400-e29b-41d4-a716-446655440000',
  amount: 500,
  currency: 'jpy',
  status: 'succeeded',
  reason: 'One of two towels was torn',
  created_at: '2024-01-01T00:00:00',
};

export const RefundAnswer = success(RefundView, {
  description: 'The refund is created at the provider.',
  example: EXAMPLE,
});
export const RefundListAnswer = success(page(RefundView, 'RefundPage'), {
  description: 'A page of refunds.',
  example: { items: [EXAMPLE], next_cursor: null },
});

export function showRefund(refund: Refund): RefundView {
  const { amount } = refund;
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    amount: amount.minor,
    currency: amount.currency.toLowerCase(),
    status: refund.status,
    reason: refund.reason,
    created_at: timestamp(refund.createdAt),
  };
}

/** A refund with what an operator needs to explain it. */
export const DetailedRefundView = Type.Object(
  {
    ...RefundView.properties,
    part_of: Type.Union([Uuid, Type.Null()], {
      description: 'The refund that this is a part of, when it was split over several attempts; null otherwise.',
    }),
    provider_payment_id: Type.String({ description: 'The attempt that is refunded.' }),
    provider_refund_id: textOrNull("The provider's id; null until the provider has answered."),
    requested_by: textOrNull("The user who requested it; null when it was made in the provider's dashboard."),
    updated_at: Timestamp,
  },
  { title: 'DetailedRefund' },
);
export type DetailedRefundView = Static<typeof DetailedRefundView>;

export function showDetailedRefund(refund: Refund): DetailedRefundView {
  return {
    ...showRefund(refund),
    part_of: refund.partOf,
    provider_payment_id: refund.providerPaymentId,
    provider_refund_id: refund.providerRefundId,
    requested_by: refund.requestedBy,
    updated_at: timestamp(refund.updatedAt),
  };
}
