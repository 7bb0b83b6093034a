import { needsNothing } from '../bodies/body.ts';
import type { ErrorFormat } from '../errors/errors.ts';
import { parameterReference, sharedParameters } from './components.ts';
import type { FailureCode } from './failures.ts';
import { errorResponses, successHeaders, unroutedResponse } from './responses.ts';
import type { Remarks } from './route-docs.ts';
import type { Operation, Reference, RequestBody, Response } from './types.ts';
import type { WebhookParts } from './webhooks.ts';

/** An operation as Fastify derives it from a route's schemas. */
export type Draft = Omit<Operation, 'security'> & { readonly 'x-docs': Remarks };

/** What operations of a kind have in common. */
type Shared = { readonly format: ErrorFormat; readonly webhooks: WebhookParts };

/** Adds what all routes of a kind share, and what a route's schema can't say. */
export function completed({ 'x-docs': remarks, ...draft }: Draft, method: string, shared: Shared): Operation {
  const { format, webhooks } = shared;
  const isWebhook = remarks.access === 'webhook';
  const codes = [...new Set([...remarks.fails, ...sharedFailures(remarks, BODY_METHODS.includes(method))])];
  const headers = successHeaders(remarks);
  const successes = Object.entries(draft.responses).map(([status, response]) => [
    status,
    { ...(remarks.isAlsoCsv ? alsoAsTable(response) : response), headers },
  ]);
  const responses = {
    ...Object.fromEntries(successes),
    ...errorResponses(format, codes, remarks),
    ...(remarks.access === 'probe' && unroutedResponse(remarks)),
  };
  return {
    ...draft,
    description: withScope(draft.description, remarks),
    security: securityOf(remarks),
    parameters: [
      ...sharedParameters(draft.parameters ?? []),
      ...(isWebhook ? webhooks.parameters : []),
      ...(remarks.isIdempotent
        ? [parameterReference(remarks.needsKey ? 'RequiredIdempotencyKey' : 'IdempotencyKey')]
        : []),
      parameterReference('RequestId'),
    ],
    ...(draft.requestBody !== undefined && { requestBody: withRequired(draft.requestBody) }),
    ...(isWebhook && { requestBody: webhooks.requestBody }),
    responses: remarks.isForBrowsers ? alsoAsPages(responses) : responses,
  };
}

const TABLE = { 'text/csv': { schema: { type: 'string', description: 'The same as a table (RFC 4180).' } } };

function alsoAsTable(response: Response | Reference): Response | Reference {
  return 'content' in response ? { ...response, content: { ...response.content, ...TABLE } } : response;
}

function alsoAsPages(responses: Readonly<Record<string, Response>>): Operation['responses'] {
  const page = { 'text/html': { schema: { type: 'string', description: 'The same content as a page.' } } };
  const all = Object.entries(responses).map(([status, { content, ...response }]) => [
    status,
    { ...response, content: { ...content, ...page } },
  ]);
  return Object.fromEntries(all);
}

/** Fastify declares every body as required. */
function withRequired(body: RequestBody): RequestBody {
  return { ...body, required: !Object.values(body.content).every(({ schema = {} }) => needsNothing(schema)) };
}

/** In words: OpenAPI lists the scopes of OAuth 2 and OpenID Connect only, and linters hold documents to that. */
function withScope(description: string, { scope }: Remarks): string {
  return scope === undefined ? description : `${description}\n\nRequires the scope \`${scope}\`.`;
}

function securityOf({ access, isForOperators }: Remarks): Operation['security'] {
  if (isForOperators) return [{ operators: [] }, {}];
  return access === 'user' ? [{ bearer: [] }] : [];
}

/** The body is read and must be JSON, even where no field of it matters. */
const BODY_METHODS: readonly string[] = ['post', 'put'];
const JSON_BODY = ['bad_request', 'request_timeout', 'payload_too_large', 'unsupported_media_type'] as const;
const RAW_BODY = ['request_timeout', 'payload_too_large'] as const;

function sharedFailures({ access, isIdempotent }: Remarks, readsBody: boolean): readonly FailureCode[] {
  return [
    ...(access === 'user' ? (['unauthorized'] as const) : []),
    ...(access === 'webhook' ? RAW_BODY : readsBody ? JSON_BODY : []),
    ...(isIdempotent ? (['operation_running', 'key_reused'] as const) : []),
    ...(access === 'probe' ? [] : (['rate_limited', 'store_unavailable'] as const)),
    'internal',
    'closing',
  ];
}
