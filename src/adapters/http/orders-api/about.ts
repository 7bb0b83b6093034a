import { about } from '../openapi/about.ts';

export const OPEN_INTENT = about({
  id: 'openIntent',
  tag: 'Orders API',
  summary: 'Start paying an order',
  description:
    'Opens a payment for an order of the caller and answers with what the client app needs to collect it. An order ' +
    'has one open payment at most: asking again, from anywhere and however often, answers with the same one. Only ' +
    'after that payment was cancelled, or its time was over, does asking open another.',
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

export const SHOW_PAYMENT = about({
  id: 'showPayment',
  tag: 'Orders API',
  summary: 'Look at a payment',
  description:
    "The caller's own payment of an order, or of a gym checkout. With the scope `payments:manage` it may be anybody's. " +
    'The status is what is known here; waiting for it to change is done by asking again.',
  fails: ['invalid', 'payment_not_found', 'not_yours'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

const ACTED_ON =
  'The same notification twice, late, or in any order ends in the same state. 200 means that it is committed; after ' +
  'a 5xx the provider sends it again. What is not about a payment of ours, or of a kind that nothing follows from, is ' +
  'answered 200 with the status `ignored`.';

const FAILS = [
  'signature_invalid',
  'notification_malformed',
  'provider_not_configured',
  'credentials_unusable',
  'provider_unavailable',
  'provider_rejected',
] as const;

/** The documented path, without a provider's name in it. */
export const RECEIVE_NOTIFICATION = about({
  id: 'receiveNotification',
  tag: 'Webhooks',
  summary: "Notifications to the platform's account",
  description: `For the account that pays orders unless they choose another provider, which is Stripe. ${ACTED_ON}`,
  fails: FAILS,
});

export function receiveNotificationFrom(provider: string) {
  return about({
    id: `receiveNotificationFrom_${provider}`,
    tag: 'Webhooks',
    summary: `Notifications to the platform's account at ${provider}`,
    description: `For orders that are paid through ${provider}. ${ACTED_ON}`,
    fails: FAILS,
  });
}
