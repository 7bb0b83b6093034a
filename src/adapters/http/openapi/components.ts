import type { Header, Parameter, Reference } from './types.ts';

type NamedHeader = Header & { readonly name: string };

const COUNT = { type: 'integer', minimum: 0 };

const HEADERS = {
  RequestId: {
    name: 'x-request-id',
    description: "The caller's own request id, or a new one. It stands in the service's log.",
    required: true,
    schema: { type: 'string' },
  },
  RetryAfter: {
    name: 'retry-after',
    description: 'Seconds after which asking again makes sense.',
    required: true,
    schema: COUNT,
  },
  RetryAfterWhenKnown: {
    name: 'retry-after',
    description: 'Seconds after which asking again makes sense, when that is known.',
    schema: COUNT,
  },
  RateLimitLimit: {
    name: 'x-ratelimit-limit',
    description: 'Requests that this caller may make in one window.',
    schema: COUNT,
  },
  RateLimitRemaining: {
    name: 'x-ratelimit-remaining',
    description: 'Requests that are left in this window.',
    schema: COUNT,
  },
  RateLimitReset: { name: 'x-ratelimit-reset', description: 'Seconds until the window ends.', schema: COUNT },
  WwwAuthenticate: {
    name: 'www-authenticate',
    description: 'How to authenticate.',
    schema: { type: 'string', const: 'Bearer' },
  },
  IdempotencyReplayed: {
    name: 'idempotency-replayed',
    description: 'There when the answer is the one that was kept for this key.',
    schema: { type: 'string', const: 'true' },
  },
} as const satisfies Record<string, NamedHeader>;

export type HeaderName = keyof typeof HEADERS;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A new random value per operation, sent again with every retry of it: 1–255 visible ASCII characters. The first ' +
    'success is kept for 24 hours and given back as it was. Keys belong to one user and one path. The same key with ' +
    'another body is refused (422), and so is a retry while the first request is still being worked on (409).',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
} as const satisfies Parameter;

export const PARAMETERS = {
  RequestId: {
    name: 'x-request-id',
    in: 'header',
    description:
      'An id of your own, so that both logs can be joined: up to 128 letters, digits, dots, dashes and underscores. ' +
      'Anything else is replaced by a new id.',
    schema: { type: 'string', maxLength: 128 },
  },
  IdempotencyKey: IDEMPOTENCY_KEY,
  /** For what must not happen twice by mistake. */
  RequiredIdempotencyKey: { ...IDEMPOTENCY_KEY, required: true },
} as const satisfies Record<string, Parameter>;

export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A signed JWT. `sub` is the user; `iat` and `exp` are required and lie at most an hour apart, unless the service ' +
      'is configured otherwise. The claim `scope` lists, separated by spaces, what the token grants beyond the ' +
      "user's own things: `orders:write` (put and read orders), `gyms:write` (put and read gyms), `payments:manage` " +
      "(every user's payments), `webhooks:manage`. Where an operation needs one of them, it is named there.",
  },
  operators: {
    type: 'http',
    scheme: 'bearer',
    description: 'The text that the service is configured with as `METRICS_TOKEN`; needed where there is one.',
  },
};

/** As the document has them: a header's name stands where it is used. */
export function headerComponents(): Record<string, Header> {
  const entries: [string, NamedHeader][] = Object.entries(HEADERS);
  return Object.fromEntries(entries.map(([key, { name: _name, ...header }]) => [key, header]));
}

export function headerReferences(keys: readonly HeaderName[]): Record<string, Reference> {
  return Object.fromEntries(keys.map((key) => [HEADERS[key].name, { $ref: `#/components/headers/${key}` }]));
}

export function parameterReference(key: keyof typeof PARAMETERS): Reference {
  return { $ref: `#/components/parameters/${key}` };
}
