import type { Promised } from './promised.ts';

export const GYMS: readonly Promised[] = [
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
  [
    'Webhook: the signed id is the query’s',
    'service/mercadopago/mercadopago-signatures',
    'is turned away with several data.id',
  ],
  [
    'or the body’s when the query has none',
    'service/mercadopago/mercadopago-signatures',
    'with the id in the body alone',
  ],
  [
    'Webhook: 404 before 401',
    'service/mercadopago/mercadopago-notifications',
    'to a gym that isn’t there is turned away',
  ],
  ['Webhook: 401 before 400', 'app/notifications/unverified-notifications', 'is turned away before it is read'],
  [
    'Webhook: too old, or of the future',
    'service/mercadopago/mercadopago-signatures',
    'a signature over four days old',
  ],
  [
    'Webhook: a body that contradicts what was signed is 400',
    'service/mercadopago/mercadopago-notifications',
    'another id than was signed',
  ],
  [
    'Webhook: everything accepted is processed',
    'http/openapi/documented-answers',
    'is answered as processed, whatever it was about',
  ],
  ['Webhook: older shapes do nothing', 'service/mercadopago/mercadopago-notifications', 'in one of the older shapes'],
  [
    'Webhook: advisory gyms take them as hints',
    'service/mercadopago/mercadopago-accounts',
    'takes the older shapes as hints, too',
  ],
  [
    'Webhook: what can’t be fetched comes again',
    'service/mercadopago/mercadopago-accounts',
    'comes again, and counts once the token is right',
  ],
  [
    'Webhook: and 502 when the provider is no help',
    'service/mercadopago/mercadopago-accounts',
    'is 502, so that it comes again',
  ],
  [
    'Webhook: switched-off gyms',
    'service/mercadopago/mercadopago-accounts',
    'when the gym’s payments were switched off',
  ],
  ['Webhook: replaced credentials', 'service/mercadopago/mercadopago-accounts', 'were replaced by another seller’s'],
  [
    'Webhook: nothing in its body is believed',
    'service/mercadopago/mercadopago-mismatches',
    'money in the right account that doesn’t agree',
  ],
  [
    'Webhook: amount, currency and whom it was paid to are compared',
    'service/mercadopago/mercadopago-mismatches',
    'in what Mercado Pago answers is an anomaly',
  ],
  [
    'Webhook: a payment of another account is an anomaly',
    'service/mercadopago/mercadopago-mismatches',
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
    'service/process/metrics',
    'payments_provider_call_duration_seconds_count{provider="stripe",operation="open",outcome="ok"} is %d',
  ],
  [
    'GET metrics: off in production without a token',
    'service/process/metrics',
    'is not there without a token to read it with',
  ],
];
