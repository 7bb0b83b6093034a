import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { decimalTextOf } from '../../../domain/money.ts';
import { actorOf } from '../auth.ts';
import { Email, Slug, text } from '../fields.ts';

const CheckoutBody = Type.Object({
  gym_id: Slug,
  /** Major units; how many decimals it may have depends on the gym's currency. */
  amount: Type.Number({ exclusiveMinimum: 0 }),
  title: text(256),
  payer_email: Email,
});

const CheckoutAnswer = Type.Object({ success: Type.Literal(true), init_point: Type.String() });

export const checkout: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const schema = { body: CheckoutBody, response: { 200: CheckoutAnswer } };
  scope.post('/checkout', { schema }, async (request) => {
    const { gym_id, amount, title, payer_email } = request.body;
    const { userId } = actorOf(request);
    const input = { userId, gymSlug: gym_id, amount: decimalTextOf(amount), title, payerEmail: payer_email };
    const { handover } = await app.openCheckout(input);
    return { success: true as const, init_point: handover };
  });
};
