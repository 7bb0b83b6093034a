import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The caller's own id when it is harmless, so that both sides' logs can be joined; else a new one. */
export function requestIdOf(raw: IncomingMessage): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Where the service runs, as far as its answers show it. */
export type Surroundings = { readonly sandbox: boolean; readonly production: boolean };

/** Answers are data for one caller: no type to guess, nothing to cache, to frame or to run, and no referrer. */
const PROTECTION = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Production is reached over https alone, and so is what lies below its name: browsers remember it for a year. */
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } as const;

/** What every response carries; a route may say otherwise, a page for instance. */
export function commonHeaders(requestId: string, { sandbox, production }: Surroundings): Record<string, string> {
  return {
    'x-request-id': requestId,
    ...PROTECTION,
    ...(production && HTTPS_ONLY),
    ...(sandbox && { 'x-sandbox': 'true' }),
  };
}

export const headers = fp(async (server, surroundings: Surroundings) => {
  server.addHook('onRequest', (request, reply: FastifyReply, done) => {
    reply.headers(commonHeaders(request.id, surroundings));
    done();
  });
});
