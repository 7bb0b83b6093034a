import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { STATUSES } from '../../../../domain/payment/fact.ts';
import { deliveryOf, takeRawBodies, WEBHOOK } from '../../bodies/raw-body.ts';
import { docs } from '../../openapi/route-docs.ts';
import { oneOf, succeed, success, textOrNull } from '../../wire/fields.ts';
import { platformWebhook } from '../paths.ts';

const PROCESSING =
  'Webhooks may arrive more than once, late and in any order: the resulting state is the same. 200 means that the ' +
  'result is committed; after a 5xx the provider retries. A webhook about an unknown payment, or of a type that has ' +
  'no effect, is answered with 200 and the status `ignored`.';

const FAILS = [
  'signature_invalid',
  'notification_malformed',
  'provider_not_configured',
  'credentials_unusable',
  'provider_unavailable',
  'provider_rejected',
] as const;

/** The documented path, without a provider's name in it. */
const RECEIVE_WEBHOOK = docs({
  id: 'receiveWebhook',
  tag: 'Webhook receivers',
  summary: 'Receive a webhook of the default provider',
  description: `Called by the provider that orders are paid through by default, which is Stripe. ${PROCESSING}`,
  fails: FAILS,
});

function receiveWebhookFrom(provider: string) {
  const name = `${provider.slice(0, 1).toUpperCase()}${provider.slice(1)}`;
  return docs({
    id: `receive${name}Webhook`,
    tag: 'Webhook receivers',
    summary: `Receive a webhook of ${provider}`,
    description: `Called by ${provider} for orders that are paid through it. ${PROCESSING}`,
    fails: FAILS,
  });
}

const WebhookAnswer = success(
  Type.Object(
    {
      event_id: textOrNull("The provider's id of the webhook."),
      event_type: textOrNull("The provider's type of the webhook."),
      payment_intent_id: textOrNull("The provider's id of the payment."),
      status: oneOf([...STATUSES, 'ignored'], "The payment's status now; `ignored` when the webhook is about none."),
    },
    { title: 'WebhookResult' },
  ),
  {
    description: 'The webhook is processed and committed, or ignored.',
    example: {
      event_id: 'evt_xxx',
      event_type: 'payment_intent.succeeded',
      payment_intent_id: 'pi_xxx',
      status: 'succeeded',
    },
  },
);

type OrdersWebhookOptions = {
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
    ...providerNames.map((name) => [platformWebhook(name), name, receiveWebhookFrom(name)] as const),
  ] as const;
  for (const [path, provider, about] of paths)
    scope.post(path, { ...WEBHOOK, schema: { ...about, response: { 200: WebhookAnswer } } }, async (request) => {
      const received = await app.receiveNotification({ kind: 'platform', provider }, deliveryOf(request));
      request.isVerified = received.isVerified;
      return succeed({
        event_id: received.eventId,
        event_type: received.eventType,
        payment_intent_id: received.intentId,
        status: received.status,
      });
    });
};
