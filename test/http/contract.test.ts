import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { titlesIn, titlesOf } from './titles.ts';

/**
 * What callers are promised, and words of one title of a test that shows it and isn't skipped, with its file below
 * `test/`. The title may be that of the group it stands in, or what a table's row makes of it.
 */
type Promised = readonly [sentence: string, file: string, title: string];

const COMMON: readonly Promised[] = [
  ['Bodies are JSON in UTF-8', 'http/bodies/bodies', 'the media type %s with the coding %j is JSON'],
  [
    'In another charset, or compressed, they are 415',
    'http/bodies/bodies',
    'JSON that says that it %s is 415 in each format',
  ],
  ['Unknown fields are ignored', 'http/openapi/documented-answers', 'an intent is answered with 201'],
  [
    'Null is the same as leaving an optional field out',
    'http/openapi/documented-answers',
    'an optional field may be null or left out',
  ],
  ['Nothing is coerced', 'http/bodies/bodies', 'S2: nothing is coerced or repaired'],
  [
    'Success bodies have exactly the documented fields',
    'http/openapi/documented-answers',
    'exactly the documented fields',
  ],
  ['Every error is in the format of its path: orders API', 'http/errors/errors', 'the orders API says of %s'],
  ['Every error is in the format of its path: gyms API', 'http/errors/errors', 'the gyms API says of %s'],
  [
    'also whatever is wrong with a request, at every route',
    'service/malformed',
    'S3: none of 10,000 malformed requests',
  ],
  [
    'What fails before routing is in the orders format',
    'http/routes/connections',
    'is no better on a path of the gyms API',
  ],
  ['A URL that is none is refused in the orders format', 'http/paths', 'is no URL, which is said in the orders format'],
  ['The wrong method is 405 with `allow`, in the format of its path', 'http/paths', '%s %s is 405 in the gyms format'],
  [
    'A refusal names the form that would be right, for all fields at once',
    'http/errors/refusals',
    'all fields at fault are named at once, in the order of the document, the first in `details.field`',
  ],
  ['The gyms API says all of it in `error`', 'http/errors/refusals', 'the gyms API says all of it in `error`'],
  [
    'An unknown query parameter of a list is 400',
    'http/errors/refusals',
    'an unknown query parameter of %s is refused',
  ],
  ['Currency is taken in either case', 'http/errors/refusals', 'is taken in an order and in a gym'],
  ['A 401 says why in the sandbox, and in the log', 'http/auth/denials', 'the sandbox and the log say why'],
  ['and in the log alone elsewhere', 'http/auth/denials', 'outside the sandbox a 401 for %s does not say why'],
  ['Unknown paths come before everything', 'http/order-of-checks', 'an unknown path is 404 before anything else'],
  ['429 comes before 401', 'http/order-of-checks', 'too many requests come before the question who asks'],
  ['401 comes before the body is read', 'http/order-of-checks', 'a body without a token is not read: 401'],
  ['413 comes before 415, and both before 400', 'http/order-of-checks', 'too large comes before the wrong media type'],
  [
    'Bodies of 64 KiB are taken, larger ones are 413',
    'http/bodies/bodies',
    'a body of 64 KiB is taken, one byte more is 413',
  ],
  [
    'Webhooks take 1 MiB and any content type',
    'http/bodies/deliveries',
    'a notification of one MiB is taken at %s, one byte more is not',
  ],
  ['Nesting over 32 levels is 400', 'http/bodies/bodies', '32 levels are fine, 33 are not'],
  [
    'The same for webhooks, once their signature is verified',
    'app/notifications/receive-notification',
    'is nothing before its signature is verified, and then at most 32 levels of it',
  ],
  ['x-request-id is the caller’s when it can be', 'http/headers', 'request id %s comes back'],
  ['and a new one when not', 'http/headers', 'is replaced by a new one'],
  [
    'x-request-id is on every answer, however malformed the request',
    'service/malformed',
    'S3: none of 10,000 malformed requests',
  ],
  [
    'A 5xx shows no secret and no provider’s text',
    'service/secrets',
    'S6: what is written by a service that logs all it can',
  ],
  ['A 5xx shows nothing from inside', 'http/errors/errors', 'what was not expected is logged'],
  ['A pool that is exhausted is 503 with retry-after', 'service/busy-database', 'says 503 and when to ask again'],
  [
    'A database that is away is 503 with retry-after',
    'http/errors/errors',
    'when to ask again is said where it is known',
  ],
  ['Amounts in the orders API are in minor units', 'http/openapi/documented-answers', 'an intent is answered with 201'],
  ['Amounts in the gyms API are in major units', 'app/opening/open-checkout', "reads the amount in the gym's currency"],
  [
    'Amounts are never rounded: inexact numbers',
    'http/bodies/numbers',
    'a digit more than a double has makes a number inexact',
  ],
  ['Amounts are never rounded: too many decimals', 'app/opening/open-checkout', 'for the amount %j'],
  [
    'An amount that the provider can’t carry is refused before any call',
    'app/opening/open-intent',
    'that the provider can not carry any more',
  ],
  ['The upper limit is 999,999,999,999 minor units', 'domain/money', 'is refused at %d minor units'],
  ['Currency is lower-case in the orders API', 'http/openapi/documented-answers', 'an intent is answered with 201'],
  [
    'Times have neither zone nor fraction',
    'http/openapi/documented-answers',
    'its times in UTC without zone or fraction',
  ],
  [
    'UUIDs are taken in either case and answered in lower case',
    'http/openapi/documented-answers',
    'a payment is shown with exactly the documented fields',
  ],
  ['Slugs have one form', 'domain/gym', '%s may be a slug'],
];

const TOKENS: readonly Promised[] = [
  [
    'A bearer token is needed everywhere but where it is said',
    'http/openapi/openapi',
    'each operation says how to authenticate',
  ],
  [
    'Missing or invalid tokens are 401, always the same body',
    'http/auth/token-attacks',
    'a token with %s is refused with the same body',
  ],
  ['sub, exp, iat, their types, and the lifetime', 'http/auth/auth', 'a token with %s is refused with the same body'],
  ['and clocks may differ by 30 s', 'http/auth/auth', 'clocks may differ and claims be unknown'],
  ['aud may be a list that contains ours', 'http/auth/token-attacks', 'a good token is taken, whatever else'],
  [
    'payments:read sees all payments, and changes none',
    'app/payments/payments-read',
    'payments:read sees another user',
  ],
  ['iss and aud are checked when configured', 'http/auth/auth', 'an issuer and audiences that no setting asks for'],
  ['401 is in the format of the path', 'http/paths', '%s asks for a token in its own format'],
  ['A public key’s type fixes its algorithm', 'config/config', 'the type of a public key fixes the algorithm'],
  [
    'One of three kinds of keys, and only its algorithm',
    'http/auth/token-attacks',
    'S1, where tokens are verified with %s',
  ],
  ['Two Authorization headers are refused', 'http/routes/connections', 'two Authorization headers are refused'],
  ['Exactly one kind of key is configured', 'config/config', '%s beside %s is one problem'],
  ['A key set is fetched at most once a minute for unknown keys', 'http/auth/key-set', 'at most one fetch in a minute'],
  ['and old keys are kept while it is away', 'http/auth/key-set', 'while the endpoint is away the old keys stay good'],
  ['Scopes grant management routes; without one it is 403', 'app/orders/put-order', 'needs its scope'],
];

const KEYS: readonly Promised[] = [
  ['The first 2xx is answered again, byte for byte', 'http/idempotency-keys', 'gets the first success byte for byte'],
  [
    'Every POST but webhooks takes a key',
    'http/openapi/openapi',
    'every POST but the webhooks takes an Idempotency-Key',
  ],
  ['A repeated answer says so', 'http/idempotency', 'that was kept is given as it was kept'],
  ['Only 2xx are kept', 'http/idempotency', 'that is no success (%s) is not kept'],
  ['Another body is 422', 'http/idempotency-keys', 'with another body gets 422, in each format'],
  ['While the first is running it is 409', 'http/idempotency-keys', 'gets 409 while the first is at work'],
  ['Keys are per user', 'http/idempotency-keys', 'is another one for another user'],
  ['and per path', 'http/idempotency-keys', 'is another one under another path'],
  [
    'A key has 1 to 255 visible characters',
    'http/idempotency',
    'may not be %j, in either format, and nothing is begun',
  ],
  ['Kept for 24 hours', 'adapters/store/operations', 'after 24 hours, and not a minute earlier'],
  [
    'After an unknown outcome the same operation is finished',
    'http/idempotency-keys',
    'is finished by the same key, and never begun',
  ],
  [
    'After a crash the same operation is finished',
    'service/idempotency',
    'kill -9 between the beginning and the answer',
  ],
  ['“Still running” ends', 'http/idempotency-keys', 'when its holder is slower than its lease'],
];

const LIMITS: readonly Promised[] = [
  ['Many requests are 429, and say what is left', 'http/limits/rate-limits', 'a user who asks too often learns'],
  ['Per user when authenticated', 'http/limits/rate-limits', 'users are counted by themselves'],
  ['IPv6 by /64', 'http/limits/rate-limits', 'all addresses of one IPv6 /64 are one caller'],
  ['Ten times as much for management', 'http/limits/rate-limits', 'may ask ten times as often'],
  [
    'Webhooks per address and path',
    'http/limits/rate-limits',
    'webhooks have a limit of their own, per address and path',
  ],
  [
    'Webhooks of unknown gyms per address',
    'http/limits/rate-limits',
    'all slugs that an address makes up have one limit',
  ],
  ['Failed authentication counts against the address', 'http/limits/rate-limits', '%s count against the address'],
  ['404s count', 'http/limits/rate-limits', 'an unknown path counts'],
  ['/health, /ready and /metrics don’t', 'http/limits/rate-limits', '%s is never counted'],
  ['429 says when to come back', 'http/limits/rate-limits', 'learns when to come back'],
  ['In Redis replicas share the count', 'http/limits/shared-limits', 'replicas count a user together'],
  [
    'X-Forwarded-For counts only from trusted proxies',
    'http/limits/rate-limits',
    'unless it comes from a proxy that is trusted',
  ],
  [
    'CORS: credentials, and the headers that may be sent',
    'http/cors',
    'S9: a preflight from %s learns what it may send',
  ],
  ['CORS: the headers that may be read', 'http/cors', 'S9: errors can be read by a known origin, too'],
  ['CORS: never for all', 'http/cors', 'varies by its origin in caches, and is never for all'],
  ['CORS: exact origins only', 'http/cors', 'the origin %j gets no CORS header'],
];

const ORDERS: readonly Promised[] = [
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
    'service/one-payment',
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
  ['and by another replica, and after a crash', 'service/idempotency', 'E6, whole processes on one database'],
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
    'service/stripe-signatures',
    'turns away, and changes nothing by',
  ],
  ['Tolerance of 300 s into the past', 'service/stripe-signatures', 'a stale signature'],
  ['and into the future', 'service/stripe-signatures', 'a signature of the future'],
  ['A signed body that is no JSON is the same 400', 'service/stripe-signatures', 'a signed body that is %s'],
  ['Any of the configured secrets', 'service/stripe-signatures', 'a signature with %s is right'],
  [
    'The answer says the payment’s status after the event',
    'service/stripe-events',
    'is answered with the payment’s status',
  ],
  [
    'Events about nothing of ours are ignored',
    'service/stripe-events',
    'what is not about one of our payments is ignored',
  ],
  [
    'The same event twice, late, or in any order ends in the same state',
    'service/webhooks',
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
    'service/mercadopago-notifications',
    'A notification to the platform’s own account',
  ],
  ['Its failures are 400 in the orders format', 'service/mercadopago-signatures', 'is turned away with %s'],
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

const GYMS: readonly Promised[] = [
  ['POST checkout: VALIDATION_ERROR', 'http/bodies/bodies', 'S2: nothing is coerced or repaired'],
  [
    'POST checkout: no such gym',
    'app/opening/open-checkout',
    'opening a checkout is refused at a gym that is not there',
  ],
  ['POST checkout: payments not enabled', 'app/opening/open-checkout', 'where payments %s'],
  ['POST checkout: credentials that can’t be decrypted', 'app/opening/open-checkout', 'sealed with a key that is gone'],
  ['POST checkout: credentials that the provider refuses', 'app/opening/open-checkout', 'when the provider refuses %s'],
  ['and that open in no other gym’s row', 'service/credentials', 'do not open in another gym’s row'],
  ['POST checkout: what the provider answers is no use', 'app/opening/open-checkout', 'for now when the call %s'],
  ['POST checkout: the documented body', 'http/openapi/documented-answers', 'a checkout is answered with 200'],
  [
    'With a key a retry finishes what was begun',
    'http/idempotency-keys',
    'is finished by the same key, and never begun',
  ],
  ['Two requests are two checkouts', 'app/opening/open-checkout', 'twice makes two payments'],
  ['The codes', 'http/openapi/openapi', 'the codes of the gyms API are listed'],
  ['Webhook: the signed id is the query’s', 'service/mercadopago-signatures', 'is turned away with several data.id'],
  ['or the body’s when the query has none', 'service/mercadopago-signatures', 'with the id in the body alone'],
  ['Webhook: 404 before 401', 'service/mercadopago-notifications', 'to a gym that isn’t there is turned away'],
  ['Webhook: 401 before 400', 'app/notifications/unverified-notifications', 'is turned away before it is read'],
  ['Webhook: too old, or of the future', 'service/mercadopago-signatures', 'a signature over four days old'],
  [
    'Webhook: a body that contradicts what was signed is 400',
    'service/mercadopago-notifications',
    'another id than was signed',
  ],
  [
    'Webhook: everything accepted is processed',
    'http/openapi/documented-answers',
    'is answered as processed, whatever it was about',
  ],
  ['Webhook: older shapes do nothing', 'service/mercadopago-notifications', 'in one of the older shapes'],
  ['Webhook: advisory gyms take them as hints', 'service/mercadopago-accounts', 'takes the older shapes as hints, too'],
  [
    'Webhook: what can’t be fetched comes again',
    'service/mercadopago-accounts',
    'comes again, and counts once the token is right',
  ],
  ['Webhook: and 502 when the provider is no help', 'service/mercadopago-accounts', 'is 502, so that it comes again'],
  ['Webhook: switched-off gyms', 'service/mercadopago-accounts', 'when the gym’s payments were switched off'],
  ['Webhook: replaced credentials', 'service/mercadopago-accounts', 'were replaced by another seller’s'],
  [
    'Webhook: nothing in its body is believed',
    'service/mercadopago-mismatches',
    'money in the right account that doesn’t agree',
  ],
  [
    'Webhook: amount, currency and whom it was paid to are compared',
    'service/mercadopago-mismatches',
    'in what Mercado Pago answers is an anomaly',
  ],
  [
    'Webhook: a payment of another account is an anomaly',
    'service/mercadopago-mismatches',
    'N6: gym B pays itself for gym A’s payment',
  ],
  ['GET health: the documented body', 'http/openapi/documented-answers', 'liveness is exactly the documented body'],
  ['GET health: with and without the base path', 'http/paths', 'without the base path only the health check is there'],
  ['GET ready', 'http/openapi/documented-answers', 'readiness asks the app'],
  ['GET metrics is Prometheus text', 'http/routes/metrics', 'what was counted is there with the token, as text'],
  [
    'GET metrics: behind its own bearer token',
    'http/routes/metrics',
    'a request for the metrics with %s is refused in the gyms format',
  ],
  [
    'GET metrics: what is in it',
    'service/metrics',
    'payments_provider_call_duration_seconds_count{provider="stripe",operation="open",outcome="ok"} is %d',
  ],
  ['GET metrics: off in production without a token', 'service/metrics', 'is not there without a token to read it with'],
];

const MANAGEMENT: readonly Promised[] = [
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

const READING: readonly Promised[] = [
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
    'http/routes/payment-list',
    'payments are listed as each of them is shown',
  ],
  ['GET payments: what is wrong is named', 'http/routes/payment-list', 'a list is refused naming %s'],
  ['GET payments: stable while rows are added', 'adapters/store/payment-list-cost', 'still goes on where it was'],
  [
    'GET payments: the last page costs what the first does',
    'adapters/store/payment-list-cost',
    'reads no more for its last page than for its first',
  ],
  ['GET details: the owner', 'app/payments/find-details', 'its owner sees all that is known of a payment'],
  ['GET details: no other user', 'app/payments/find-details', 'is not shown to another user'],
  ['GET details: in its shape', 'http/routes/payment-details', 'all that is known of a payment is shown'],
  ['GET timeline: in one order', 'conformance/store/stories', 'has everything in one order'],
  [
    'GET timeline: requests, calls, deliveries, transitions',
    'app/payments/timeline',
    'who asked, what the provider was asked',
  ],
  ['GET timeline: payments:read', 'app/payments/timeline', 'a story is not shown to a caller without the scope'],
  ['GET timeline: in its shape', 'http/routes/payment-timeline', 'a story is shown in words and in parts'],
  ['An operator resolves an anomaly with a reason', 'app/payments/resolve-anomaly', 'an operator resolves an anomaly'],
  [
    'It is in the history with who did it',
    'conformance/store/anomalies',
    'is in the story, with who resolved it and why',
  ],
  [
    'Resolved otherwise before: 409',
    'app/payments/resolve-anomaly',
    'an anomaly that is resolved is not resolved again by %s',
  ],
  ['GET details: neither credentials nor handovers', 'app/payments/find-details', 'what opens an account or a payment'],
];

const RECOVERY: readonly Promised[] = [
  ['POST sync: asks the provider now', 'app/payments/sync-payment', 'asks the provider now, and settles what it says'],
  [
    'POST sync: the owner, or payments:manage',
    'app/payments/sync-payment',
    'syncing a payment is for no other user, and for what is there',
  ],
  [
    'POST sync: answered as GET shows it',
    'http/routes/payment-sync',
    'a payment is synced, and answered as it is shown',
  ],
  ['POST sync: order of checks', 'http/routes/payment-sync', 'the token comes before the id'],
  ['POST sync: takes an Idempotency-Key', 'http/routes/payment-sync', 'gets the first success again'],
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

const ACTIONS: readonly Promised[] = [
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

const REFUNDS: readonly Promised[] = [
  ['POST refunds: exactly the documented fields', 'http/routes/refunds', 'a refund is answered with 201 and exactly'],
  ['POST refunds needs an Idempotency-Key', 'http/routes/refunds', 'without an Idempotency-Key is refused'],
  ['and its scope', 'app/captures-and-refunds/refund-payment', 'needs its scope'],
  ['Without an amount it is all that is left', 'http/routes/refunds', 'is of all that is left'],
  [
    'The sum never exceeds what was captured',
    'app/captures-and-refunds/refund-payment',
    'may be of a part, several times, until nothing is',
  ],
  ['also when 50 ask at once', 'app/captures-and-refunds/refund-payment', 'when 50 requests ask for it at once'],
  ['and whichever session writes to the database', 'adapters/store/schema', 'is never of more than was captured'],
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
  ['GET refunds', 'http/routes/refunds', 'refunds are listed a page at a time'],
];

const INTERCHANGEABLE: readonly Promised[] = [
  ['Each API is paid through each provider', 'service/matrix', 'A payment of the %s API'],
  ['The defaults are stripe and mercadopago', 'service/matrix', 'orders go to Stripe and gyms to Mercado Pago'],
  [
    'A Stripe gym is notified at /webhook/:gym_slug, by its own secrets',
    'service/stripe-events',
    'the event %s after a buyer did this at a gym',
  ],
  [
    'return_url is where hosted pages send the buyer back',
    'app/opening/open-checkout',
    'sends the buyer back to an address: %s',
  ],
  ['Pages and intents live for CHECKOUT_TTL', 'service/passing-time', 'is left open until CHECKOUT_TTL has passed'],
  ['past it /intent opens a new one', 'service/passing-time', 'whose time has passed is followed by a new one'],
];

const COMMAND_LINE: readonly Promised[] = [
  ['migrate applies what is lacking', 'service/start', 'is migrated by two processes at once as by one'],
  ['A database that lacks migrations stops the start', 'service/start', 'stops the start with one line that says what'],
  ['and is left as it is', 'adapters/store/migrations', 'stop a start when they are missing'],
  ['token prints a JWT of one hour', 'cli/token', 'a token is good for one hour'],
  ['Every command has --help, with an example, and --json', 'cli/help', 'helps with %s, by an example'],
  ['No command is left out', 'cli/help', 'lists every command'],
  ['--json prints what the API answers', 'cli/orders-and-gyms', 'put --json prints what the API answers'],
  ['Failure is non-zero with one clear line', 'cli/help', 'says in one line that there is %s'],
  ['also when nothing is running', 'cli/help', 'says in one line that nothing is running'],
  [
    'Credentials come from standard input',
    'cli/orders-and-gyms',
    'put makes one, with credentials from standard input',
  ],
  ['or from the environment', 'cli/orders-and-gyms', 'put takes credentials from the environment, too'],
  ['A refund that was cut off is tried again by its key', 'cli/payments', 'prints the key that tries again'],
  ['explain is one readable page', 'cli/payments', 'explain shows everything on one page'],
];

const CONTRACT = {
  COMMON,
  TOKENS,
  KEYS,
  LIMITS,
  ORDERS,
  GYMS,
  MANAGEMENT,
  READING,
  RECOVERY,
  REFUNDS,
  ACTIONS,
  INTERCHANGEABLE,
  COMMAND_LINE,
} as const;

describe.each(Object.entries(CONTRACT))('what is promised (%s)', (_, promises) => {
  test.each(promises)('%s: shown by test/%s', (_sentence, file, words) => {
    const path = `${file}${file.startsWith('conformance/') ? '' : '.test'}.ts`;
    const titles = [...titlesIn(join(import.meta.dirname, '..', path))];

    expect(words).toMatch(/\S \S+ \S/);
    expect(titles).toContainEqual(expect.stringContaining(words));
  });
});

test('what is skipped shows nothing, nor does what is only mentioned', () => {
  const titles = titlesOf(`
    // test('a comment')
    describe('a group', () => {
      test('that runs', () => check('a text'));
      test.skip('that is skipped', () => {});
      test.each([['one', 1], ['two', 2]] as const)('of %s', () => {});
    });
    describe.skip('another group', () => test('in which nothing runs', () => {}));
    describe('an empty group', () => {});
  `);

  expect([...titles]).toEqual(['a group', 'that runs', 'of %s', 'of one', 'of two']);
});
