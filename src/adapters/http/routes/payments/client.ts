import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { succeed, success, textOrNull, Uuid } from '../../wire/fields.ts';
import { PaymentParams } from './payment.ts';

const GET_PAYMENT_CLIENT = docs({
  id: 'getPaymentClient',
  tag: 'Payments',
  summary: "Get what a web page starts the provider's SDK with",
  description:
    'For a page in which the buyer pays: beside the `client_secret` of the payment intent it needs to know which provider ' +
    "it talks to, and under which key. For the payment's user, and for tokens with the scope `payments:read` or " +
    '`payments:manage`.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'credentials_unusable'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

const ClientView = Type.Object(
  {
    payment_id: Uuid,
    provider: Type.String({ description: 'The payment provider, whose SDK the page loads.' }),
    publishable_key: textOrNull(
      "The key that the provider's SDK takes: the platform's, or for a checkout the gym's own. Null when there is none.",
    ),
  },
  { title: 'PaymentClient' },
);
type ClientView = Static<typeof ClientView>;

const EXAMPLE: ClientView = {
  payment_id: '660e8400-e29b-41d4-a716-446655440000',
  provider: 'stripe',
  publishable_key: 'pk_test_xxx',
};

const ClientAnswer = success(ClientView, { description: 'Which SDK, and with which key.', example: EXAMPLE });

export const paymentClient: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const client = { ...GET_PAYMENT_CLIENT, params: PaymentParams, response: { 200: ClientAnswer } };
  scope.get('/:payment_id/client', { schema: client }, async (request) => {
    const paymentId = request.params.payment_id.toLowerCase();
    const { id, provider, publishableKey } = await app.findPaymentClient(actorOf(request), paymentId);
    return succeed({ payment_id: id, provider, publishable_key: publishableKey });
  });
};
