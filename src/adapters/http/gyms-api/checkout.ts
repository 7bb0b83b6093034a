import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { decimalTextOf } from '../../../domain/money.ts';
import { actorOf } from '../auth.ts';
import { formed } from '../expected.ts';
import { Email, Slug, text } from '../fields.ts';
import { CREATE_CHECKOUT } from './about.ts';

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
