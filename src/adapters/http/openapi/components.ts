import type { Header, Parameter, Reference } from './types.ts';

const SECONDS = { type: 'integer', minimum: 0 };

export const HEADERS = {
  'x-request-id': {
    description: "The caller's own request id, or a new one. It stands in the service's log.",
    required: true,
    schema: { type: 'string', examples: ['3f6c0c1e-6a1b-4bd5-9f43-0f4b5a2c7d11'] },
  },
  'retry-after': {
    description: 'Seconds after which asking again makes sense.',
    schema: SECONDS,
  },
  'x-ratelimit-limit': { description: 'Requests that this caller may make in one window.', schema: SECONDS },
  'x-ratelimit-remaining': { description: 'Requests that are left in this window.', schema: SECONDS },
  'x-ratelimit-reset': { description: 'Seconds until the window ends.', schema: SECONDS },
  'www-authenticate': { description: 'Always `Bearer`.', required: true, schema: { type: 'string', const: 'Bearer' } },
  'idempotency-replayed': {
    description: 'Present on an answer that was kept from the first request with this key.',
    schema: { type: 'string', const: 'true' },
  },
} as const satisfies Record<string, Header>;

export const PARAMETERS = {
  RequestId: {
    name: 'x-request-id',
    in: 'header',
    description:
      'An id of your own, so that both logs can be joined: up to 128 letters, digits, dots, dashes and underscores. ' +
      'Anything else is replaced by a new id.',
    schema: { type: 'string', maxLength: 128 },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A new random value per operation, sent again with every retry of it: 1–255 visible ASCII characters. The first ' +
      'success is kept for 24 hours and given back as it was. Keys belong to one user and one path. The same key with ' +
      'another body is refused (422), and so is a retry while the first request is still being worked on (409).',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  },
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
};

export function headerReferences(names: readonly (keyof typeof HEADERS)[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

export function parameterReference(name: keyof typeof PARAMETERS): Reference {
  return { $ref: `#/components/parameters/${name}` };
}
