import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../app/app.ts';
import { deliveryOf, takeRawBodies, WEBHOOK } from '../delivery.ts';
import { succeed } from '../fields.ts';
import { RECEIVE_WEBHOOK, receiveWebhookFrom } from './about.ts';
import { WebhookAnswer } from './schemas.ts';

export type OrdersWebhookOptions = {
  readonly app: App;
  readonly providerNames: readonly string[];
  readonly defaultProvider: string;
};

/** The platform's own accounts: the default provider's at the documented path, each one's below it. */
export const ordersWebhooks: FastifyPluginAsyncTypebox<OrdersWebhookOptions> = async (scope, options) => {
  const { app, providerNames, defaultProvider } = options;
  takeRawBodies(scope);
  const paths = [
    ['/webhook', defaultProvider, RECEIVE_WEBHOOK],
    ...providerNames.map((name) => [`/webhook/${name}`, name, receiveWebhookFrom(name)] as const),
  ] as const;
  for (const [path, provider, about] of paths)
    scope.post(path, { ...WEBHOOK, schema: { ...about, response: { 200: WebhookAnswer } } }, async (request) => {
      const received = await app.receiveNotification({ kind: 'platform', provider }, deliveryOf(request));
      return succeed({
        event_id: received.eventId,
        event_type: received.eventType,
        payment_intent_id: received.intentId,
        status: received.status,
      });
    });
};
