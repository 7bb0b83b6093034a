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

/** What every response carries. */
export function commonHeaders(requestId: string, sandbox: boolean): Record<string, string> {
  return { 'x-request-id': requestId, ...(sandbox && { 'x-sandbox': 'true' }) };
}

export const headers = fp(async (server, { sandbox }: { sandbox: boolean }) => {
  server.addHook('onRequest', async (request, reply: FastifyReply) => {
    reply.headers(commonHeaders(request.id, sandbox));
  });
});
