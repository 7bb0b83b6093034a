import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { pathOf } from '../wire/raw-request.ts';
import { type ErrorFormat, failureOf, refuse } from './errors.ts';

type AnswerOptions = {
  readonly formatOf: (path: string) => ErrorFormat;
  readonly inFlight: InFlight;
};

/** Each connection's current request, for errors that only the connection sees. */
export type InFlight = WeakMap<Socket, { readonly path: string; readonly reply: FastifyReply }>;

/** Answers each error of a request in the format of the API that its path belongs to. */
export const errorHandler = fp(async (server, { formatOf, inFlight }: AnswerOptions) => {
  server.addHook('onRequest', (request, reply, done) => {
    inFlight.set(request.raw.socket, { path: ownPathOf(request), reply });
    done();
  });
  server.addHook('onResponse', ({ raw }, _reply, done) => {
    // The rest of a request that was answered early must not be taken for the next one.
    if (raw.complete) inFlight.delete(raw.socket);
    done();
  });
  server.setErrorHandler((error, request, reply) => {
    // The client broke the body off and is gone: it reads no answer.
    const cause = request.raw.errored === error ? refuse('bad_request') : error;
    return answerError(formatOf(ownPathOf(request)), cause, request, reply);
  });
});

/** The route's own path if there is one, since escapes in a URL may hide it. */
function ownPathOf({ routeOptions, url }: FastifyRequest): string {
  return routeOptions.url === undefined || routeOptions.url === '*' ? pathOf(url) : routeOptions.url;
}

export function answerError(format: ErrorFormat, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const failure = failureOf(error);
  const { status, body, retryAfterSeconds } = format(failure);
  if (status >= 500 && failure.code !== 'closing')
    request.log.error({ err: error, failure: failure.code }, 'request failed');
  if (failure.code === 'unauthorized') reply.header('www-authenticate', request.denial?.challenge ?? 'Bearer');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).send(body);
}
