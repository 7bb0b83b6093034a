import { about } from '../openapi/about.ts';

export const CREATE_PAYMENT_INTENT = about({
  id: 'createPaymentIntent',
  locates: true,
  tag: 'Orders API',
  summary: 'Create a payment intent',
  description:
    "Opens a payment for one of the caller's orders and returns what the client app needs to collect it. An order has at " +
    'most one open payment: repeating the request, from any client and any number of times, returns the same payment. ' +
    'A new payment is opened only after the previous one was cancelled or has expired.',
  fails: [
    'invalid',
    'order_not_found',
    'not_yours',
    'order_not_payable',
    'amount_refused',
    'provider_not_configured',
    'credentials_unusable',
    'provider_unavailable',
    'provider_rejected',
  ],
  field: 'order_id',
});

export const GET_PAYMENT = about({
  id: 'getPayment',
  tag: 'Orders API',
  summary: 'Get a payment',
  description:
    "The caller's own payment, of an order or of a gym checkout. A token with the scope `payments:read` can read every " +
    "user's payments. The status is the one recorded here; to wait for a change, poll this operation.",
  fails: ['invalid', 'payment_not_found', 'not_yours'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

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
export const RECEIVE_WEBHOOK = about({
  id: 'receiveWebhook',
  tag: 'Webhook receivers',
  summary: 'Receive a webhook of the default provider',
  description: `Called by the provider that orders are paid through by default, which is Stripe. ${PROCESSING}`,
  fails: FAILS,
});

export function receiveWebhookFrom(provider: string) {
  const name = `${provider.slice(0, 1).toUpperCase()}${provider.slice(1)}`;
  return about({
    id: `receive${name}Webhook`,
    tag: 'Webhook receivers',
    summary: `Receive a webhook of ${provider}`,
    description: `Called by ${provider} for orders that are paid through it. ${PROCESSING}`,
    fails: FAILS,
  });
}
