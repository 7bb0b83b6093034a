import { about } from '../openapi/about.ts';

export const CREATE_CHECKOUT = about({
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

export const RECEIVE_GYM_WEBHOOK = about({
  id: 'receiveGymWebhook',
  tag: 'Webhook receivers',
  summary: "Receive a webhook for a gym's account",
  description:
    "Called by the gym's provider. A webhook is only a hint: the service fetches the payment from the provider, and " +
    'counts it when the reference, the account, the amount and the currency match. Duplicates, other types and webhooks ' +
    'about unknown payments are answered alike; after a 5xx the provider retries. A gym whose payments are switched off ' +
    'still has its webhooks processed, because the money has moved. The older unsigned notifications ' +
    '(`?topic=payment&id=…`) are accepted without effect.',
  fails: [
    'gym_not_found',
    'signature_invalid',
    'notification_malformed',
    'credentials_unusable',
    'provider_unavailable',
    'provider_rejected',
  ],
});
