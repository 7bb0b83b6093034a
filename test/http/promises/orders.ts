import type { Promised } from './promised.ts';

export const ORDERS: readonly Promised[] = [
  [
    'POST intent: 404 before 403 before not payable',
    'app/opening/open-intent',
    'is refused for an order that is not there',
  ],
  ['POST intent: another user’s order is 403', 'app/opening/open-intent', 'is refused for another user'],
  ['POST intent: 400 names the field', 'http/bodies/bodies', 'an intent with the %s %j is refused, naming the field'],
  ['POST intent: a cancelled order is 400', 'app/opening/open-intent', 'is refused for an order that was cancelled'],
  [
    'POST intent: exactly the documented body',
    'http/openapi/documented-answers',
    'an intent is answered with 201 and exactly',
  ],
  ['POST intent: a paid order is 400', 'app/opening/open-intent', 'is refused for an order that is paid'],
  [
    'One order has at most one open payment',
    'service/payments/one-payment',
    '100 requests for one order at once get one answer',
  ],
  [
    'Asking again gives the same payment and intent',
    'app/opening/open-intent',
    'again gives the same payment and the same parent',
  ],
  ['A later customer_email is ignored', 'app/opening/open-intent', 'again leaves the email'],
  [
    'Only after the end a new one is opened: cancelled',
    'app/opening/open-intent',
    'cancelled at the provider is followed by a new one',
  ],
  [
    'Only after the end a new one is opened: expired',
    'app/opening/open-intent',
    'a payment whose time has passed is closed',
  ],
  [
    'Who finds a call in flight waits for it',
    'app/opening/openings-at-once',
    'wait for the call in flight and get what it made',
  ],
  ['no longer than one call may take', 'app/opening/openings-at-once', 'give up after the time of one call'],
  ['and by another replica, and after a crash', 'service/payments/idempotency', 'E6, several services on one database'],
  ['429, 5xx, a time-out or rubbish is 502', 'app/opening/lost-openings', 'an opening whose answer was lost'],
  [
    'An open circuit is 502, with retry-after',
    'app/providers/circuits',
    'a caller learns so at once, and when to ask again',
  ],
  ['Amount refused is 400', 'app/opening/refused-openings', 'a refused opening about the amount says so'],
  ['Our key refused is 500', 'app/opening/refused-openings', 'about our credentials'],
  ['Our request refused is 502', 'app/opening/refused-openings', 'about our request'],
  [
    'Asking again after an unknown outcome recovers the payment',
    'app/opening/lost-openings',
    'is found by our reference and never made again',
  ],
  [
    'Stripe’s signature: every failure is the same 400',
    'service/stripe/stripe-signatures',
    'turns away, and changes nothing by',
  ],
  ['Tolerance of 300 s into the past', 'service/stripe/stripe-signatures', 'a stale signature'],
  ['and into the future', 'service/stripe/stripe-signatures', 'a signature of the future'],
  ['A signed body that is no JSON is the same 400', 'service/stripe/stripe-signatures', 'a signed body that is %s'],
  ['Any of the configured secrets', 'service/stripe/stripe-signatures', 'a signature with %s is right'],
  [
    'The answer says the payment’s status after the event',
    'service/stripe/stripe-events',
    'is answered with the payment’s status',
  ],
  [
    'Events about nothing of ours are ignored',
    'service/stripe/stripe-events',
    'what is not about one of our payments is ignored',
  ],
  [
    'The same event twice, late, or in any order ends in the same state',
    'service/payments/webhooks',
    'whatever the order and repetition',
  ],
  [
    'An event that can’t be stored comes again',
    'app/notifications/receive-notification',
    'a notification that can not be taken now',
  ],
  ['A 200 means committed', 'app/notifications/receive-notification', 'is recorded before it is answered'],
  [
    'The platform’s Mercado Pago webhook',
    'service/mercadopago/mercadopago-notifications',
    'A notification to the platform’s own account',
  ],
  ['Its failures are 400 in the orders format', 'service/mercadopago/mercadopago-signatures', 'is turned away with %s'],
  ['GET payment: exactly the documented body', 'http/openapi/documented-answers', 'a payment is shown with exactly'],
  ['GET payment: who may read', 'app/payments/find-payment', 'a payment is not shown to another user'],
  ['GET payment: unknown is 404', 'app/payments/find-payment', 'there is no payment %s'],
  [
    'GET payment: 401 before the id is looked at',
    'http/order-of-checks',
    'who is asked for a payment is asked before its id',
  ],
  [
    'GET payment: a gym’s checkout has no order, and minor units',
    'http/openapi/documented-answers',
    'is shown without an order, in minor units',
  ],
];
