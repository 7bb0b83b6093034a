import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** An error answer of Mercado Pago's: a word for programs, a message, and causes with codes of their own. */
export type ApiError = Error & { readonly statusCode: number; readonly word: string; readonly causes: unknown };

export function apiError(statusCode: number, word: string, message: string, causes: unknown = null): ApiError {
  return Object.assign(new Error(message), { statusCode, word, causes });
}

export const unauthorized = () => apiError(401, 'invalid_token', 'invalid access token');
export const preferenceNotFound = () => apiError(404, 'not_found', 'preference_id not found');
export const resourceNotFound = () => apiError(404, 'not_found', 'Resource not found.');
export const paymentNotFound = (id: string) =>
  apiError(404, 'not_found', 'Payment not found', [{ code: 2000, description: 'Payment not found', data: id }]);

/** For Fastify: its own errors, such as a body that isn't JSON, get the same shape. */
export function answerError(error: FastifyError | ApiError, _: FastifyRequest, reply: FastifyReply): void {
  const statusCode = error.statusCode ?? 500;
  const word = 'word' in error ? error.word : 'bad_request';
  const causes = 'causes' in error ? error.causes : null;
  void reply.code(statusCode).send(errorBody({ statusCode, word, message: error.message, causes }));
}

type ErrorWords = Pick<ApiError, 'statusCode' | 'word' | 'message'> & { readonly causes?: unknown };

export function errorBody({ statusCode, word, message, causes = null }: ErrorWords) {
  return { message, error: word, status: statusCode, cause: causes };
}
