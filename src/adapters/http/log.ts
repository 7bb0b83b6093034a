import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Measure } from '../../ports/measure.ts';
import { pathOf } from './error-format.ts';

/**
 * What of an object may be logged, as allow-lists: headers, bodies, query strings and whatever libraries
 * hang on their errors stay out.
 */
const serializers = {
  req: ({ method, url }: FastifyRequest) => ({ method, path: shownPath(url) }),
  res: ({ statusCode }: FastifyReply) => ({ status: statusCode }),
  err: errorFields,
};

function errorFields(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const cause = error.cause === undefined || depth === 2 ? undefined : errorFields(error.cause, depth + 1);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}

/** Longer than any path of ours; a path that is not ours may have 16 KB. */
const MAX_PATH = 256;

function shownPath(url: string): string {
  const path = pathOf(url);
  return path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path;
}

/** The logger that requests log with, whatever the given one would have shown of them. */
export function requestLogger(log: FastifyBaseLogger): FastifyBaseLogger {
  return log.child({}, { serializers });
}

/** One line per answered request. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url } = request;
  const ms = Math.round(reply.elapsedTime);
  request.log.info({ method, path: shownPath(url), status: reply.statusCode, ms }, 'request answered');
}

export const accessLog = fp(async (server, { measure }: { measure: Pick<Measure, 'request'> }) => {
  server.addHook('onResponse', async (request, reply) => {
    logAnswer(request, reply);
    measure.request({
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
});

/** `*` is the CORS plugin's own. */
function routeOf({ is404, routeOptions: { url } }: FastifyRequest): string | null {
  return is404 || url === undefined || url === '*' ? null : url;
}
