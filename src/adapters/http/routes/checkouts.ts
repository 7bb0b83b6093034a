import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { decimalTextOf } from '../../../domain/money/money.ts';
import { actorOf } from '../auth/auth.ts';
import { docs } from '../openapi/route-docs.ts';
import { formed } from '../wire/expected.ts';
import { Email, Slug, text } from '../wire/fields.ts';

const CREATE_CHECKOUT = docs({
  id: 'createCheckout',
  locates: true,
  tag: 'Gyms API',
  summary: 'Create a checkout',
  description:
    "Creates a checkout in the gym's own provider account and returns the URL of the page where the buyer pays. Two " +
    'requests create two checkouts; with an `Idempotency-Key`, a retry returns the first one.',
  fails: [
    'invalid',
    'gym_not_found',
    'amount_refused',
    'payments_not_enabled',
    'conflict',
    'credentials_unusable',
    'provider_unavailable',
    'provider_rejected',
  ],
  field: 'amount',
  says: { conflict: 'The checkout has ended' },
});

const CheckoutBody = Type.Object(
  {
    gym_id: { ...Slug, description: "The gym's slug." },
    amount: formed(
      'must be a number greater than 0 in major units, such as 5000 or 49.9',
      Type.Number({
        format: 'double',
        exclusiveMinimum: 0,
        description:
          "In major units of the gym's currency. An amount with more decimals than the currency has is refused, never rounded.",
      }),
    ),
    title: text(256, 'Shown to the buyer.'),
    payer_email: Email,
  },
  {
    title: 'CreateCheckoutRequest',
    examples: [{ gym_id: 'iron-temple', amount: 5000, title: 'Monthly pass', payer_email: 'user@example.com' }],
  },
);

const CheckoutAnswer = Type.Object(
  {
    success: Type.Literal(true),
    init_point: Type.String({ format: 'uri', description: 'The URL to redirect the buyer to.' }),
  },
  {
    title: 'Checkout',
    'x-response-description': 'The checkout is created.',
    examples: [
      { success: true, init_point: 'https://www.mercadopago.com.ar/checkout/v1/redirect?pref_id=239610915-xxx' },
    ],
  },
);

export const checkout: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const schema = { ...CREATE_CHECKOUT, body: CheckoutBody, response: { 200: CheckoutAnswer } };
  scope.post('/checkout', { schema, config: { idempotent: true } }, async (request, reply) => {
    const { gym_id, amount, title, payer_email } = request.body;
    const { userId } = actorOf(request);
    const input = { userId, gymSlug: gym_id, amount: decimalTextOf(amount), title, payerEmail: payer_email };
    const { payment, handover } = await app.openCheckout({ ...input, paymentId: request.operation?.id });
    // The documented body has no room for it.
    reply.header('location', `${scope.prefix}/${payment.id}`);
    return { success: true as const, init_point: handover };
  });
};
