import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { STATUSES } from '../../../../domain/payment/fact.ts';
import type { Payment } from '../../../../domain/payment/payment.ts';
import { actorOf } from '../../auth/auth.ts';
import { refuse } from '../../errors/errors.ts';
import { docs } from '../../openapi/route-docs.ts';
import {
  LowerCurrency,
  MinorAmount,
  oneOf,
  succeed,
  success,
  Timestamp,
  textOrNull,
  timestamp,
  Uuid,
} from '../../wire/fields.ts';

const GET_PAYMENT = docs({
  id: 'getPayment',
  tag: 'Orders API',
  summary: 'Get a payment',
  description:
    "The caller's own payment, of an order or of a gym checkout. A token with the scope `payments:read` can read every " +
    "user's payments. The status is the one recorded here; to wait for a change, poll this operation.",
  fails: ['invalid', 'payment_not_found', 'not_yours'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

export const PaymentStatus = oneOf(STATUSES, '`failed` is not final: the customer can try again.', 'PaymentStatus');

/** The time of a payment's status, and of an attempt's. */
export const OCCURRED =
  "By the provider's clock: when the payment succeeded or was cancelled; for an open status, when it was last reported.";

const price = { amount: MinorAmount, currency: LowerCurrency };

export const PaymentParams = Type.Object({ payment_id: Uuid });

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

/** Paths that are there for POST: a GET must not take their last word for a payment's id, and is 405. */
const NOT_PAYMENTS = ['intent', 'webhook', 'checkout'] as const;

export const payments: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const payment = { ...GET_PAYMENT, params: PaymentParams, response: { 200: PaymentAnswer } };
  scope.get('/:payment_id', { schema: payment }, async (request) => {
    const found = await app.findPayment(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showPayment(found));
  });

  for (const word of NOT_PAYMENTS)
    scope.get(`/${word}`, { config: { access: 'none' } }, async () => {
      throw refuse('not_found');
    });
};

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
