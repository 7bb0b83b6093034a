import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { refuse } from '../errors.ts';
import { succeed } from '../fields.ts';
import { CREATE_PAYMENT_INTENT, GET_PAYMENT } from './about.ts';
import { IntentAnswer, IntentBody, PaymentAnswer, PaymentParams, showPayment } from './schemas.ts';

/** Paths that are there for POST: a GET must not take their last word for a payment's id, and is 405. */
const NOT_PAYMENTS = ['intent', 'webhook', 'checkout'] as const;

export const payments: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
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

  const payment = { ...GET_PAYMENT, params: PaymentParams, response: { 200: PaymentAnswer } };
  scope.get('/:payment_id', { schema: payment }, async (request) => {
    const found = await app.findPayment(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showPayment(found));
  });

  for (const word of NOT_PAYMENTS)
    scope.get(`/${word}`, { config: { access: 'nobody' } }, async () => {
      throw refuse('not_found');
    });
};
