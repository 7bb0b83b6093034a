import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** An error answer of PayPal's: a name, and in most of them what is wrong. */
export type ApiError = Error & { readonly statusCode: number; readonly body: object };

type Detail = { readonly issue: string; readonly field?: string };

/** https://developer.paypal.com/api/rest/responses/#error-messages, 2026-11-29 */
function apiError(statusCode: number, name: string, detail?: Detail): ApiError {
  const message = detail?.issue ?? name;
  const details = detail === undefined ? [] : [{ ...detail, location: 'body', description: detail.issue }];
  return Object.assign(new Error(message), { statusCode, body: { name, message, debug_id: '5d1f0c0ffee00', details } });
}

export const invalid = (issue: string, field: string) => apiError(400, 'INVALID_REQUEST', { issue, field });
export const refused = (issue: string, field?: string) =>
  apiError(422, 'UNPROCESSABLE_ENTITY', { issue, ...(field !== undefined && { field }) });
export const notFound = () => apiError(404, 'RESOURCE_NOT_FOUND', { issue: 'INVALID_RESOURCE_ID' });
export const forbidden = () => apiError(403, 'NOT_AUTHORIZED', { issue: 'PERMISSION_DENIED' });

/** https://developer.paypal.com/api/rest/authentication/, 2026-11-29: of OAuth 2.0's form. */
export function unauthorized(error: 'invalid_client' | 'invalid_token' | 'unsupported_grant_type'): ApiError {
  const statusCode = error === 'unsupported_grant_type' ? 400 : 401;
  return Object.assign(new Error(error), { statusCode, body: { error, error_description: error } });
}

const GENERAL = { 400: 'INVALID_REQUEST', 429: 'RATE_LIMIT_REACHED', 500: 'INTERNAL_SERVER_ERROR' } as const;

export function generalError(statusCode: keyof typeof GENERAL): object {
  return apiError(statusCode, GENERAL[statusCode]).body;
}

/** For Fastify: its own errors, such as a body that isn't JSON, get the same shape. */
export function answerError(error: FastifyError | ApiError, _: FastifyRequest, reply: FastifyReply): void {
  const body = 'body' in error ? error.body : { name: 'INVALID_REQUEST', message: error.message, details: [] };
  void reply.code(error.statusCode ?? 500).send(body);
}
