import { Type } from 'typebox';
import type { Payment } from '../../../domain/payment.ts';
import { Email, optional, success, TextOrNull, timestamp, Uuid } from '../fields.ts';

export const IntentBody = Type.Object({ order_id: Uuid, customer_email: optional(Email) });
export const PaymentParams = Type.Object({ payment_id: Uuid });

export const IntentAnswer = success(
  Type.Object({
    payment_id: Type.String(),
    client_secret: Type.String(),
    amount: Type.Integer(),
    currency: Type.String(),
    status: Type.String(),
  }),
);

export const PaymentAnswer = success(
  Type.Object({
    id: Type.String(),
    order_id: TextOrNull,
    stripe_payment_intent_id: TextOrNull,
    amount: Type.Integer(),
    currency: Type.String(),
    status: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  }),
);

export const WebhookAnswer = success(
  Type.Object({
    event_id: TextOrNull,
    event_type: TextOrNull,
    payment_intent_id: TextOrNull,
    status: Type.String(),
  }),
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
