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
      description: "Minor units of the payment's currency; all that is left unless told.",
    }),
    reason: optional(text(256, 'Why, in words for people.')),
    provider_payment_id: optional({
      ...Printable,
      description:
        'Which of the attempts in the details, where a payment was paid more than once; the one that made it succeed ' +
        'unless told.',
    }),
  },
  { title: 'RefundPayment', examples: [{ amount: 500, reason: 'One of two towels was torn' }] },
);

const RefundView = Type.Object(
  {
    id: Uuid,
    payment_id: Uuid,
    amount: MinorAmount,
    currency: LowerCurrency,
    status: oneOf(REFUND_STATUSES, 'A refund that succeeded can still fail, days later.'),
    reason: textOrNull('Why it was made.'),
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

export const RefundAnswer = success(RefundView, { description: 'The provider has the refund.', example: EXAMPLE });
export const RefundListAnswer = success(page(RefundView), {
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

/** As people see it who have to explain it. */
export const DetailedRefundView = Type.Object(
  {
    ...RefundView.properties,
    provider_payment_id: Type.String({ description: 'The attempt whose money goes back.' }),
    provider_refund_id: textOrNull("The provider's own id; null until it has answered."),
    requested_by: textOrNull('Who asked for it here; null when it was made at the provider itself.'),
    updated_at: Timestamp,
  },
  { title: 'DetailedRefund' },
);
export type DetailedRefundView = Static<typeof DetailedRefundView>;

export function showDetailedRefund(refund: Refund): DetailedRefundView {
  return {
    ...showRefund(refund),
    provider_payment_id: refund.providerPaymentId,
    provider_refund_id: refund.providerRefundId,
    requested_by: refund.requestedBy,
    updated_at: timestamp(refund.updatedAt),
  };
}
