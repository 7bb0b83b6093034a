import { about } from '../openapi/about.ts';

export const OPEN_CHECKOUT = about({
  id: 'openCheckout',
  tag: 'Gyms API',
  summary: 'Send a buyer to a payment page',
  description:
    "Opens a checkout at the gym's own provider account and answers with the address of the page where the buyer pays. " +
    'Two requests are two checkouts; with an `Idempotency-Key` a retry finds the one that was begun.',
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
  says: { conflict: 'The checkout is over' },
});

export const RECEIVE_GYM_NOTIFICATION = about({
  id: 'receiveGymNotification',
  tag: 'Webhooks',
  summary: "Notifications to a gym's account",
  description:
    "Called by the gym's provider, whichever it is. A notification is only a hint: what it names is fetched from the " +
    'provider, and counts when our reference, the account, the amount and the currency fit. Duplicates, other kinds ' +
    'and what is not ours are answered alike; after a 5xx the provider sends it again. A gym whose payments are ' +
    'switched off still gets its notifications: the money has moved. The older unsigned shapes ' +
    '(`?topic=payment&id=…`) are accepted and nothing is done.',
  fails: [
    'gym_not_found',
    'signature_invalid',
    'notification_malformed',
    'credentials_unusable',
    'provider_unavailable',
    'provider_rejected',
  ],
});
