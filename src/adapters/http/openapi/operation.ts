import type { ErrorFormat } from '../errors.ts';
import type { Remarks } from './about.ts';
import { parameterReference } from './components.ts';
import type { FailureCode } from './failures.ts';
import { NOTIFICATION_BODY, NOTIFICATION_PARAMETERS } from './notifications.ts';
import { errorResponses, successHeaders } from './responses.ts';
import type { Operation } from './types.ts';

/** An operation as it comes out of a route's schemas. */
export type Draft = Omit<Operation, 'security'> & { readonly 'x-about': Remarks };

/** Adds what all routes of a kind have in common, and what a schema has no words for. */
export function completed({ 'x-about': remarks, ...draft }: Draft, format: ErrorFormat): Operation {
  const isWebhook = remarks.access === 'webhook';
  const codes = [...new Set([...remarks.fails, ...sharedFailures(remarks, draft.requestBody !== undefined)])];
  const headers = successHeaders(remarks);
  const successes = Object.entries(draft.responses).map(([status, response]) => [status, { ...response, headers }]);
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
    ...(isWebhook && { requestBody: NOTIFICATION_BODY }),
    responses: { ...Object.fromEntries(successes), ...errorResponses(format, codes, remarks) },
  };
}

function securityOf({ access, scope, isForOperators }: Remarks): Operation['security'] {
  if (isForOperators) return [{ operators: [] }, {}];
  return access === 'user' ? [{ bearer: scope === undefined ? [] : [scope] }] : [];
}

const JSON_BODY = ['bad_request', 'request_timeout', 'payload_too_large', 'unsupported_media_type'] as const;
const RAW_BODY = ['request_timeout', 'payload_too_large'] as const;

function sharedFailures({ access, isIdempotent }: Remarks, hasJsonBody: boolean): readonly FailureCode[] {
  return [
    ...(access === 'user' ? (['unauthorized'] as const) : []),
    ...(hasJsonBody ? JSON_BODY : []),
    ...(access === 'webhook' ? RAW_BODY : []),
    ...(isIdempotent ? (['operation_running', 'key_reused'] as const) : []),
    ...(access === 'probe' ? [] : (['rate_limited', 'store_unavailable'] as const)),
    'internal',
    'closing',
  ];
}
