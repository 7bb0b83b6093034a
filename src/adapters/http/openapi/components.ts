import { isDeepStrictEqual } from 'node:util';
import { PageQuery } from '../wire/pagination.ts';
import type { Header, Parameter, Reference, Schema } from './types.ts';

type NamedHeader = Header & { readonly name: string };

const COUNT = { type: 'integer', format: 'int64', minimum: 0 };

const HEADERS = {
  RequestId: {
    name: 'x-request-id',
    description: "The caller's request id, or a new one. The service's log lines contain it.",
    required: true,
    schema: { type: 'string' },
  },
  RetryAfter: {
    name: 'retry-after',
    description: 'Seconds to wait before a retry.',
    required: true,
    schema: COUNT,
  },
  RetryAfterWhenKnown: {
    name: 'retry-after',
    description: 'Seconds to wait before a retry, when known.',
    schema: COUNT,
  },
  RateLimitLimit: {
    name: 'x-ratelimit-limit',
    description: 'The limit of requests per window for this caller.',
    schema: COUNT,
  },
  RateLimitRemaining: {
    name: 'x-ratelimit-remaining',
    description: 'The remaining requests in this window.',
    schema: COUNT,
  },
  RateLimitReset: { name: 'x-ratelimit-reset', description: 'Seconds until the window resets.', schema: COUNT },
  Location: {
    name: 'location',
    description: 'The path of the payment.',
    required: true,
    schema: { type: 'string' },
  },
  WwwAuthenticate: {
    name: 'www-authenticate',
    description:
      '`Bearer`; in the sandbox also why the token was refused, as `error` and `error_description` (RFC 6750).',
    schema: { type: 'string', pattern: '^Bearer' },
  },
  IdempotencyReplayed: {
    name: 'idempotency-replayed',
    description: 'Present when the response is the stored one for this key.',
    schema: { type: 'string', const: 'true' },
  },
} as const satisfies Record<string, NamedHeader>;

export type HeaderName = keyof typeof HEADERS;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first ' +
    'successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. ' +
    'The same key with another body is refused (422), and so is a retry while the first request is in progress (409).',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
} as const satisfies Parameter;

export const PARAMETERS = {
  RequestId: {
    name: 'x-request-id',
    in: 'header',
    description:
      "The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other " +
      'value is replaced by a new id.',
    schema: { type: 'string', maxLength: 128 },
  },
  IdempotencyKey: IDEMPOTENCY_KEY,
  /** For operations that must not happen twice by mistake. */
  RequiredIdempotencyKey: { ...IDEMPOTENCY_KEY, required: true },
  Limit: queryParameter('limit', PageQuery.properties.limit),
  Cursor: queryParameter('cursor', PageQuery.properties.cursor),
} as const satisfies Record<string, Parameter>;

export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A signed JWT, or an API key (`fsp_…`) that `POST /api/v1/api-keys` made. Of a JWT, `sub` is the user; `iat` and `exp` are required and at most one hour apart, unless the service is ' +
      'configured otherwise. The claim `scope` lists, separated by spaces, what the token grants beyond the ' +
      "user's own payments: `orders:write` (write and read orders), `gyms:write` (write and read gyms), `payments:read` " +
      "(read every user's payments), `payments:manage` (change them, too), `webhooks:manage` (endpoints that events are sent to, and the events), `keys:manage` (API keys), " +
      '`audit:read` (who changed what). An operation that requires a scope names it.',
  },
  operators: {
    type: 'http',
    scheme: 'bearer',
    description: 'The value of the setting `METRICS_TOKEN`; required where it is set.',
  },
};

const PARAMETER_NAMES = Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[];

/** The components, without the header's name: that is the key where a header is used. */
export function headerComponents(): Record<string, Header> {
  const entries: [string, NamedHeader][] = Object.entries(HEADERS);
  return Object.fromEntries(entries.map(([key, { name: _name, ...header }]) => [key, header]));
}

export function headerReferences(keys: readonly HeaderName[]): Record<string, Reference> {
  return Object.fromEntries(keys.map((key) => [HEADERS[key].name, { $ref: `#/components/headers/${key}` }]));
}

function queryParameter(name: string, { description = '', ...schema }: Schema): Parameter {
  // Without the symbols that are for this service's own refusals.
  return { name, in: 'query', required: false, description, schema: Object.fromEntries(Object.entries(schema)) };
}

/** Parameters that several operations have, such as those of pages, as references to components. */
export function sharedParameters(parameters: readonly (Parameter | Reference)[]): readonly (Parameter | Reference)[] {
  return parameters.map((parameter) => {
    const key = PARAMETER_NAMES.find((name) => isDeepStrictEqual(PARAMETERS[name], parameter));
    return key === undefined ? parameter : parameterReference(key);
  });
}

export function parameterReference(key: keyof typeof PARAMETERS): Reference {
  return { $ref: `#/components/parameters/${key}` };
}
