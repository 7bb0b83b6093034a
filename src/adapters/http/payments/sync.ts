import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { succeed } from '../fields.ts';
import { PaymentAnswer, PaymentParams, showPayment } from '../orders-api/schemas.ts';
import { SYNC_PAYMENT } from './about.ts';
import { mayChange } from './actions.ts';

export const paymentSync: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const sync = { ...SYNC_PAYMENT, params: PaymentParams, response: { 200: PaymentAnswer } };
  const mayReplay = (request: FastifyRequest) => mayChange(app, request);
  scope.post('/:payment_id/sync', { schema: sync, config: { idempotent: true, mayReplay } }, async (request) => {
    // Asking once more changes nothing, so a retry need not find what the first one began.
    const payment = await app.syncPayment(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showPayment(payment));
  });
};
