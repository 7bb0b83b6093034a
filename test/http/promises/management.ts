import type { Promised } from './promised.ts';

export const MANAGEMENT: readonly Promised[] = [
  ['PUT orders: the whole object, in its shape', 'http/routes/management', 'an order that is %s is shown whole'],
  [
    'PUT orders: what is wrong is named',
    'http/routes/management',
    'an order with the %s %j is refused, naming the field',
  ],
  ['PUT orders: orders:write', 'app/orders/put-order', 'needs its scope, before anything else is looked at'],
  ['GET orders: its owner', 'app/orders/find-order', 'an order is shown to its user'],
  ['PUT orders: what a provider can’t do is 400', 'app/orders/put-order', 'is refused with %s, naming the field'],
  ['PUT orders: 409 for a paid one', 'app/orders/put-order', 'is a conflict for one that is paid'],
  [
    'PUT orders: an open payment leaves description and email free',
    'app/orders/put-order',
    'may be described otherwise',
  ],
  ['PUT orders: and nothing else', 'app/orders/put-order', 'keeps what the customer pays by'],
  [
    'PUT orders: cancelling closes the payment first',
    'app/orders/put-order',
    'closes its open payment at the provider first',
  ],
  ['PUT gyms: the whole object, without credentials', 'http/routes/management', 'shown whole, without its credentials'],
  ['PUT gyms: what is wrong is named', 'http/routes/management', 'a gym is refused naming %s'],
  ['PUT gyms: gyms:write', 'app/gyms/put-gym', 'needs its scope, before anything else is looked at'],
  ['PUT gyms: credentials go in and never come out', 'service/credentials', 'go in through the API and never come out'],
  ['PUT gyms: left out means unchanged', 'app/gyms/put-gym', 'left out stay as they are'],
  ['PUT gyms: a Stripe gym needs a return_url', 'app/gyms/put-gym', 'gives a provider that needs a return_url'],
  ['GET gyms: pages', 'http/routes/management', 'gyms are listed by pages'],
];

export const READING: readonly Promised[] = [
  [
    'GET payments: own ones, newest first',
    'app/payments/list-payments',
    'users see their own payments and no other user’s',
  ],
  [
    'GET payments: payments:manage sees all',
    'app/payments/list-payments',
    'a caller who manages payments sees those of all users',
  ],
  [
    'GET payments: filters, limit 1–100 (20)',
    'http/routes/payments/payment-list',
    'payments are listed as each of them is shown',
  ],
  ['GET payments: what is wrong is named', 'http/routes/payments/payment-list', 'a list is refused naming %s'],
  ['GET payments: stable while rows are added', 'adapters/store/payment-list-cost', 'still goes on where it was'],
  [
    'GET payments: the last page costs what the first does',
    'adapters/store/payment-list-cost',
    'reads no more for its last page than for its first',
  ],
  ['GET details: the owner', 'app/payments/find-details', 'the owner of a payment sees all that is known of it'],
  ['GET details: no other user', 'app/payments/find-details', 'is not shown to another user'],
  ['GET details: in its shape', 'http/routes/payments/payment-details', 'all that is known of a payment is shown'],
  ['GET timeline: in one order', 'conformance/store/stories', 'has everything in one order'],
  [
    'GET timeline: requests, calls, deliveries, transitions',
    'app/payments/timeline',
    'who asked, what the provider was asked',
  ],
  ['GET timeline: payments:read', 'app/payments/timeline', 'a story is not shown to a caller without the scope'],
  ['GET timeline: in its shape', 'http/routes/payments/payment-timeline', 'a story is shown in words and in parts'],
  ['An operator resolves an anomaly with a reason', 'app/payments/resolve-anomaly', 'an operator resolves an anomaly'],
  [
    'It is in the history with who did it',
    'conformance/store/purchases/anomalies',
    'is in the story, with who resolved it and why',
  ],
  [
    'Resolved otherwise before: 409',
    'app/payments/resolve-anomaly',
    'an anomaly that is resolved is not resolved again by %s',
  ],
  ['GET details: neither credentials nor handovers', 'app/payments/find-details', 'what opens an account or a payment'],
];

export const RECOVERY: readonly Promised[] = [
  ['POST sync: asks the provider now', 'app/payments/sync-payment', 'asks the provider now, and settles what it says'],
  [
    'POST sync: the owner, or payments:manage',
    'app/payments/sync-payment',
    'syncing a payment is for no other user, and for what is there',
  ],
  [
    'POST sync: answered as GET shows it',
    'http/routes/payments/payment-sync',
    'a payment is synced, and answered as it is shown',
  ],
  ['POST sync: order of checks', 'http/routes/payments/payment-sync', 'the token comes before the id'],
  ['POST sync: takes an Idempotency-Key', 'http/routes/payments/payment-sync', 'gets the first success again'],
  [
    'An unknown outcome ends by asking',
    'app/opening/unknown-outcomes',
    'is found by a sweep, and a caller who asks again gets it',
  ],
  [
    'and is never failed by guess',
    'app/opening/unknown-outcomes',
    'is never failed by guess: it waits for an operator',
  ],
  ['The circuit is open: 502 with retry-after', 'app/providers/circuits', 'is left alone: a caller learns so at once'],
  [
    'A delivery that was early is tried for 24 hours',
    'app/notifications/waiting-deliveries',
    'is tried over a day, then ignored',
  ],
  [
    'CHECKOUT_TTL: past it the payment is expired',
    'app/background/sweep',
    'is closed at its provider though no caller asks',
  ],
  [
    'Payments also reconcile on a schedule',
    'app/background/sweep',
    'though no notification reported it, is paid after the next sweep',
  ],
];

export const ACTIONS: readonly Promised[] = [
  [
    'POST cancel: by its owner, or with payments:manage',
    'app/captures-and-refunds/capture-payment',
    'for its owner and for who manages payments',
  ],
  [
    'A paid payment can’t be cancelled: 409',
    'app/captures-and-refunds/capture-payment',
    'cancelling a paid payment is refused, and nothing is sent',
  ],
  [
    'Another user’s payment is 403',
    'app/captures-and-refunds/capture-payment',
    'cancelling another user’s payment is refused',
  ],
  [
    'POST capture: all or a part, later',
    'app/captures-and-refunds/capture-payment',
    'of a part is right, because it was asked for',
  ],
  [
    'More than was authorized is 400',
    'app/captures-and-refunds/capture-payment',
    'of %s is refused, and nothing is sent',
  ],
  ['A second capture is 409', 'app/captures-and-refunds/capture-payment', 'a second capture is refused'],
  [
    'What a provider can’t do is refused before anything is sent',
    'app/captures-and-refunds/capture-payment',
    'no longer declares it',
  ],
];

export const REFUNDS: readonly Promised[] = [
  [
    'POST refunds: exactly the documented fields',
    'http/routes/payments/refunds',
    'a refund is answered with 201 and exactly',
  ],
  ['POST refunds needs an Idempotency-Key', 'http/routes/payments/refunds', 'without an Idempotency-Key is refused'],
  ['and its scope', 'app/captures-and-refunds/refund-payment', 'needs its scope'],
  ['Without an amount it is all that is left', 'http/routes/payments/refunds', 'is of all that is left'],
  [
    'The sum never exceeds what was captured',
    'app/captures-and-refunds/refund-payment',
    'may be of a part, several times, until nothing is',
  ],
  ['also when 50 ask at once', 'app/captures-and-refunds/refund-payment', 'when 50 requests ask for it at once'],
  [
    'and whichever session writes to the database',
    'adapters/store/schema/schema',
    'is never of more than was captured',
  ],
  [
    'An unknown outcome is recovered',
    'app/captures-and-refunds/refund-unknown-outcomes',
    'is finished by asking again',
  ],
  ['also when no caller asks again', 'app/captures-and-refunds/refund-payment', 'is finished by the schedule'],
  [
    'Refunds made at the provider are counted',
    'app/captures-and-refunds/refund-payment',
    'is shown with ours, and counts',
  ],
  ['A refund can fail later', 'app/captures-and-refunds/refund-payment', 'fails later frees its part of the money'],
  [
    'What a provider can’t do is refused before anything is sent',
    'app/captures-and-refunds/refund-payment',
    'does not declare it',
  ],
  ['GET refunds', 'http/routes/payments/refunds', 'refunds are listed a page at a time'],
];
