import { needsNothing } from '../body.ts';
import type { ErrorFormat } from '../errors.ts';
import type { Remarks } from './about.ts';
import { parameterReference } from './components.ts';
import type { FailureCode } from './failures.ts';
import { NOTIFICATION_BODY, NOTIFICATION_PARAMETERS } from './notifications.ts';
import { errorResponses, successHeaders } from './responses.ts';
import type { Operation, RequestBody, Response } from './types.ts';

/** An operation as it comes out of a route's schemas. */
export type Draft = Omit<Operation, 'security'> & { readonly 'x-about': Remarks };

/** Adds what all routes of a kind have in common, and what a schema has no words for. */
export function completed({ 'x-about': remarks, ...draft }: Draft, method: string, format: ErrorFormat): Operation {
  const isWebhook = remarks.access === 'webhook';
  const codes = [...new Set([...remarks.fails, ...sharedFailures(remarks, BODY_METHODS.includes(method))])];
  const headers = successHeaders(remarks);
  const successes = Object.entries(draft.responses).map(([status, response]) => [status, { ...response, headers }]);
  const responses = { ...Object.fromEntries(successes), ...errorResponses(format, codes, remarks) };
  return {
    ...draft,
    security: securityOf(remarks),
    parameters: [
      ...(draft.parameters ?? []),
      ...(isWebhook ? NOTIFICATION_PARAMETERS : []),
      ...(remarks.isIdempotent
        ? [parameterReference(remarks.needsKey ? 'RequiredIdempotencyKey' : 'IdempotencyKey')]
        : []),
      parameterReference('RequestId'),
    ],
    ...(draft.requestBody !== undefined && { requestBody: saidIfNeeded(draft.requestBody) }),
    ...(isWebhook && { requestBody: NOTIFICATION_BODY }),
    responses: remarks.isForBrowsers ? alsoAsPages(responses) : responses,
  };
}

function alsoAsPages(responses: Readonly<Record<string, Response>>): Operation['responses'] {
  const page = { 'text/html': { schema: { type: 'string', description: 'The same, for people.' } } };
  const all = Object.entries(responses).map(([status, { content, ...response }]) => [
    status,
    { ...response, content: { ...content, ...page } },
  ]);
  return Object.fromEntries(all);
}

/** Of bodies the framework believes that all are needed. */
function saidIfNeeded(body: RequestBody): RequestBody {
  return { ...body, required: !Object.values(body.content).every(({ schema = {} }) => needsNothing(schema)) };
}

function securityOf({ access, scope, isForOperators }: Remarks): Operation['security'] {
  if (isForOperators) return [{ operators: [] }, {}];
  return access === 'user' ? [{ bearer: scope === undefined ? [] : [scope] }] : [];
}

/** A body is read, and must be JSON, also where nothing in it matters. */
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
