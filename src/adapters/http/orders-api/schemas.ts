import { type Static, Type } from 'typebox';
import { STATUSES } from '../../../domain/fact.ts';
import type { Payment } from '../../../domain/payment.ts';
import {
  Email,
  LowerCurrency,
  MinorAmount,
  oneOf,
  optional,
  success,
  Timestamp,
  textOrNull,
  timestamp,
  Uuid,
} from '../fields.ts';

export const PaymentStatus = oneOf(STATUSES, '`failed` is not final: the customer can try again.', 'PaymentStatus');
const price = { amount: MinorAmount, currency: LowerCurrency };

export const IntentBody = Type.Object(
  {
    order_id: Uuid,
    customer_email: optional({
      ...Email,
      description: 'Where the provider sends the receipt. Only the request that opens the payment sets it.',
    }),
  },
  {
    title: 'CreatePaymentIntentRequest',
    examples: [{ order_id: '550e8400-e29b-41d4-a716-446655440000', customer_email: 'user@example.com' }],
  },
);

export const PaymentParams = Type.Object({ payment_id: Uuid });

export const IntentAnswer = success(
  Type.Object(
    {
      payment_id: Uuid,
      client_secret: Type.String({ description: "For the provider's client library. Don't store or log it." }),
      ...price,
      status: PaymentStatus,
    },
    { title: 'PaymentIntent' },
  ),
  {
    description: "The order's open payment, whether new or existing.",
    example: {
      payment_id: '660e8400-e29b-41d4-a716-446655440000',
      client_secret: 'pi_xxx_secret_xxx',
      amount: 1000,
      currency: 'jpy',
      status: 'pending',
    },
  },
);

/** A payment as the orders API documents it. */
export const PaymentView = Type.Object(
  {
    id: Uuid,
    order_id: textOrNull('The order; null for a gym checkout.', { format: 'uuid' }),
    stripe_payment_intent_id: textOrNull('The id of the payment intent at Stripe; null when there is none.'),
    ...price,
    status: PaymentStatus,
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  { title: 'Payment' },
);
export type PaymentView = Static<typeof PaymentView>;

export const PAYMENT_EXAMPLE: PaymentView = {
  id: '660e8400-e29b-41d4-a716-446655440000',
  order_id: '550e8400-e29b-41d4-a716-446655440000',
  stripe_payment_intent_id: 'pi_xxx',
  amount: 1000,
  currency: 'jpy',
  status: 'succeeded',
  created_at: '2024-01-01T00:00:00',
  updated_at: '2024-01-01T00:00:00',
};

export const PaymentAnswer = success(PaymentView, { description: 'The payment.', example: PAYMENT_EXAMPLE });

export const WebhookAnswer = success(
  Type.Object(
    {
      event_id: textOrNull("The provider's id of the webhook."),
      event_type: textOrNull("The provider's type of the webhook."),
      payment_intent_id: textOrNull("The provider's id of the payment."),
      status: oneOf([...STATUSES, 'ignored'], "The payment's status now; `ignored` when the webhook is about none."),
    },
    { title: 'WebhookResult' },
  ),
  {
    description: 'The webhook is processed and committed, or ignored.',
    example: {
      event_id: 'evt_xxx',
      event_type: 'payment_intent.succeeded',
      payment_intent_id: 'pi_xxx',
      status: 'succeeded',
    },
  },
);

export function showPayment(payment: Payment) {
  return {
    id: payment.id,
    order_id: payment.purpose.kind === 'order' ? payment.purpose.orderId : null,
    stripe_payment_intent_id: payment.intentId,
    amount: payment.amount.minor,
    currency: payment.amount.currency.toLowerCase(),
    status: payment.status,
    created_at: timestamp(payment.createdAt),
    updated_at: timestamp(payment.updatedAt),
  };
}
