import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { succeed } from '../fields.ts';
import { PaymentParams } from '../orders-api/schemas.ts';
import { GET_PAYMENT_DETAILS } from './about.ts';
import { DetailsAnswer, showDetails } from './detail-schemas.ts';

export const paymentDetails: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const show = { ...GET_PAYMENT_DETAILS, params: PaymentParams, response: { 200: DetailsAnswer } };
  scope.get('/:payment_id/details', { schema: show }, async (request) => {
    const details = await app.findDetails(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showDetails(details));
  });
};
