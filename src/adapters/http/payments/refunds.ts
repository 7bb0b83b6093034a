import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { succeed } from '../fields.ts';
import { operationOf } from '../idempotency.ts';
import { PaymentParams } from '../orders-api/schemas.ts';
import { PageQuery, pageOf } from '../page.ts';
import { LIST_REFUNDS, REFUND_PAYMENT } from './about.ts';
import { RefundAnswer, RefundBody, RefundListAnswer, showRefund } from './refund-schemas.ts';

export const paymentRefunds: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const refund = { ...REFUND_PAYMENT, params: PaymentParams, body: RefundBody, response: { 201: RefundAnswer } };
  scope.post('/:payment_id/refunds', { schema: refund, config: { idempotent: 'required' } }, async (request, reply) => {
    const { amount = null, reason = null, provider_payment_id: providerPaymentId = null } = request.body;
    // The key's operation names the refund, so that a retry finds the one that was begun.
    const { id: refundId } = operationOf(request);
    const paymentId = request.params.payment_id.toLowerCase();
    const made = await app.refundPayment(actorOf(request), { refundId, paymentId, amount, reason, providerPaymentId });
    return reply.code(201).send(succeed(showRefund(made)));
  });

  const list = { ...LIST_REFUNDS, params: PaymentParams, querystring: PageQuery, response: { 200: RefundListAnswer } };
  scope.get('/:payment_id/refunds', { schema: list }, async (request) => {
    const paymentId = request.params.payment_id.toLowerCase();
    const { items, nextCursor } = await app.listRefunds(actorOf(request), paymentId, pageOf(request.query));
    return succeed({ items: items.map(showRefund), next_cursor: nextCursor });
  });
};
