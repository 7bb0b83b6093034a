import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { Email, LowerCurrency, MinorAmount, optional, succeed, success, Uuid } from '../../wire/fields.ts';
import { PaymentStatus } from './payment.ts';

const CREATE_PAYMENT_INTENT = docs({
  id: 'createPaymentIntent',
  locates: true,
  tag: 'Orders API',
  summary: 'Create a payment intent',
  description:
    "Opens a payment for one of the caller's orders and returns what the client app needs to collect it. An order has at " +
    'most one open payment: repeating the request, from any client and any number of times, returns the same payment. ' +
    'A new payment is opened only after the previous one was cancelled or has expired.',
  fails: [
    'invalid',
    'order_not_found',
    'not_yours',
    'order_not_payable',
    'amount_refused',
    'provider_not_configured',
    'credentials_unusable',
    'provider_unavailable',
    'provider_rejected',
  ],
  field: 'order_id',
});

const IntentBody = Type.Object(
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

const IntentAnswer = success(
  Type.Object(
    {
      payment_id: Uuid,
      client_secret: Type.String({ description: "For the provider's client library. Don't store or log it." }),
      amount: MinorAmount,
      currency: LowerCurrency,
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

export const intents: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const intent = { ...CREATE_PAYMENT_INTENT, body: IntentBody, response: { 201: IntentAnswer } };
  const mayReplay = async (request: FastifyRequest) => {
    const { order_id } = request.body as Static<typeof IntentBody>;
    await app.findOwnOrder({ orderId: order_id.toLowerCase(), userId: actorOf(request).userId });
  };
  scope.post('/intent', { schema: intent, config: { idempotent: true, mayReplay } }, async (request, reply) => {
    const { order_id, customer_email } = request.body;
    const { userId } = actorOf(request);
    const input = { userId, orderId: order_id.toLowerCase(), customerEmail: customer_email ?? null };
    // The order itself is what a retry finds its payment by: it has one open payment at most.
    const { payment, handover } = await app.openIntent(input);
    const { id, amount, status } = payment;
    const price = { amount: amount.minor, currency: amount.currency.toLowerCase() };
    reply.header('location', `${scope.prefix}/${id}`);
    return reply.code(201).send(succeed({ payment_id: id, client_secret: handover, ...price, status }));
  });
};
