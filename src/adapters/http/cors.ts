import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

const ALLOWED = {
  credentials: true,
  methods: ['GET', 'HEAD', 'PUT', 'POST'],
  allowedHeaders: ['Content-Type', 'Authorization', 'X-CSRF-Token', 'Idempotency-Key'],
  exposedHeaders: [
    'x-request-id',
    'retry-after',
    'idempotency-replayed',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
  ],
} as const satisfies FastifyCorsOptions;

/** Lets browsers of exactly the configured origins in. To any other the service looks as if it knew no CORS. */
export const cors = fp(async (server, { origins }: { origins: readonly string[] }) => {
  const known = new Set(origins);
  await server.register(fastifyCors, {
    delegator: (request, callback) => callback(null, { ...ALLOWED, origin: allowedOrigin(request, known) }),
  });
});

/** OPTIONS that isn't a preflight is a method that no path has. */
function allowedOrigin({ method, headers }: FastifyRequest, known: ReadonlySet<string>): string | false {
  const { origin } = headers;
  if (origin === undefined || !known.has(origin)) return false;
  const isPreflight = headers['access-control-request-method'] !== undefined;
  return method !== 'OPTIONS' || isPreflight ? origin : false;
}
