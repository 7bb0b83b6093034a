import type { Promised } from './promised.ts';

export const TOKENS: readonly Promised[] = [
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

export const KEYS: readonly Promised[] = [
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
    'service/payments/idempotency',
    'kill -9 between the beginning and the answer',
  ],
  ['“Still running” ends', 'http/idempotency-keys', 'when its holder is slower than its lease'],
];

export const LIMITS: readonly Promised[] = [
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
