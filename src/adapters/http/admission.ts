import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { answerError } from './errors/error-handler.ts';
import { refuse } from './errors/errors.ts';
import { ordersFormat } from './errors/orders-format.ts';
import type { AllowedMethods } from './methods.ts';
import { pathOf, timesGiven } from './wire/raw-request.ts';

/**
 * Which requests a route admits. `user`: those with a valid token; the default. `webhook`: all, since the app checks
 * signatures. `public`: all. `probe`: all, and not counted. `none`: the path doesn't exist, or lacks this method.
 */
export type Access = 'user' | 'webhook' | 'public' | 'probe' | 'none';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** For probes: a process that is finishing its work is alive. */
    isServedWhileClosing?: boolean;
  }
}

/** The order of checks before a body is read: closing, 404, 405, 429, 401. Requests for unknown paths are counted, too. */
export const admission = fp(async (server, { allowedMethods }: { readonly allowedMethods: AllowedMethods }) => {
  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
  });
  // Node would answer this with an empty body; emitted as a request, it gets an error body like any other.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  server.addHook('onRequest', async (request, reply) => {
    if (isClosing && !request.routeOptions.config.isServedWhileClosing) throw refuse('closing');
    const reason = protocolFault(request);
    return reason === null
      ? admit(request, reply, allowedMethods)
      : answerError(ordersFormat, refuse(reason), request, reply);
  });
});

/** What is wrong with the request as HTTP. It concerns no API, so all paths answer in one format. */
function protocolFault({ headers, raw }: FastifyRequest): 'bad_request' | 'expectation_failed' | null {
  const hosts = timesGiven(raw.rawHeaders, 'host');
  if (hosts > 1 || (hosts === 0 && raw.httpVersion !== '1.0')) return 'bad_request';
  const { expect = '' } = headers;
  return expect === '' || expect.toLowerCase() === '100-continue' ? null : 'expectation_failed';
}

async function admit(request: FastifyRequest, reply: FastifyReply, allowedMethods: AllowedMethods): Promise<void> {
  const access = accessOf(request);
  if (access === 'probe') return;
  const { limits } = request.server;
  const isTooMuch = await limits[access === 'webhook' ? 'webhook' : 'client'](request, reply);
  if (access === 'none') throw nothingHere(reply, allowedMethods(pathOf(request.url)));
  if (isTooMuch) throw tooMany(reply);
  if (access === 'user' && request.actor === null) throw unauthorized(request);
}

function nothingHere(reply: FastifyReply, allow: string | undefined): Error {
  if (allow === undefined) return refuse('not_found');
  reply.header('allow', allow);
  return refuse('method_not_allowed', `Method not allowed: this path has ${allow}`);
}

/** The log has the reason; the body is the same for every reason. */
function unauthorized(request: FastifyRequest): Error {
  if (request.denial !== null) request.logFields['reason'] = request.denial.reason;
  return request.denial?.unavailable ?? refuse('unauthorized');
}

/** Too many requests: the caller should retry when the next window begins. */
function tooMany(reply: FastifyReply): Error {
  reply.header('retry-after', reply.getHeader('x-ratelimit-reset'));
  return refuse('rate_limited');
}

/** `*` is the CORS plugin's own route, which answers preflights before; any other OPTIONS request has no route. */
function accessOf({ is404, routeOptions }: FastifyRequest): Access {
  return is404 || routeOptions.url === '*' ? 'none' : (routeOptions.config.access ?? 'user');
}
