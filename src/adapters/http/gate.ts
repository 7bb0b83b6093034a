import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { refuse } from './errors.ts';

/**
 * Who may come in. `user`: with a valid token; the default. `webhook`: anybody, the app checks signatures.
 * `probe`: anybody, uncounted. `nobody`: a path that doesn't exist for this method.
 */
export type Access = 'user' | 'webhook' | 'probe' | 'nobody';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** The order of checks before a body is read: closing, 429, 404, 401. What doesn't exist is counted, too. */
export const gate = fp(async (server) => {
  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
  });
  server.addHook('onRequest', async (request, reply) => {
    if (isClosing) throw refuse('closing');
    if (request.headers.host === undefined && request.raw.httpVersion !== '1.0') throw refuse('bad_request');
    const access = accessOf(request);
    if (access === 'probe') return;
    await server.limits[access === 'webhook' ? 'webhook' : 'client'](request, reply);
    if (access === 'nobody') throw refuse('not_found');
    if (access === 'user' && request.actor === null) throw refuse('unauthorized');
  });
});

/** `*` is the CORS plugin's own route; a preflight that gets as far as here is none. */
function accessOf({ is404, routeOptions }: FastifyRequest): Access {
  return is404 || routeOptions.url === '*' ? 'nobody' : (routeOptions.config.access ?? 'user');
}
