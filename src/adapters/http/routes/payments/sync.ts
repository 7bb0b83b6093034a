import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { succeed } from '../../wire/fields.ts';
import { mayChange } from './actions.ts';
import { PaymentAnswer, PaymentParams, showPayment } from './payment.ts';
import { CALLS_PROVIDER } from './words.ts';

const SYNC_PAYMENT = docs({
  id: 'syncPayment',
  tag: 'Payments',
  summary: 'Sync a payment with the provider',
  description:
    'Reads the payment from the provider now. This is rarely needed, because providers send webhooks and the service ' +
    'polls on a schedule. It helps after a lost webhook, and when the call that opened the payment got no answer: the ' +
    'object that the call created is then found. Nothing new is created.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'conflict', ...CALLS_PROVIDER],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

export const paymentSync: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const sync = { ...SYNC_PAYMENT, params: PaymentParams, response: { 200: PaymentAnswer } };
  const mayReplay = (request: FastifyRequest) => mayChange(app, request);
  scope.post('/:payment_id/sync', { schema: sync, config: { idempotent: true, mayReplay } }, async (request) => {
    // Asking once more changes nothing, so a retry need not find what the first one began.
    const payment = await app.syncPayment(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showPayment(payment));
  });
};
