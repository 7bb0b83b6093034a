import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

const ALLOWED = {
  credentials: true,
  methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
  allowedHeaders: ['Content-Type', 'Authorization', 'X-CSRF-Token', 'Idempotency-Key'],
  exposedHeaders: [
    'x-request-id',
    'retry-after',
    'location',
    'idempotency-replayed',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
  ],
} as const satisfies FastifyCorsOptions;

type CorsOptions = {
  readonly origins: readonly string[];
  /** Whether pages of the developer's own machine are let in, at whatever port they run. */
  readonly allowsLoopback: boolean;
};

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?$/;

/** Lets browsers of exactly the configured origins in. To any other the service looks as if it knew no CORS. */
export const cors = fp(async (server, { origins, allowsLoopback }: CorsOptions) => {
  const known = new Set(origins);
  const isAllowed = (origin: string) => known.has(origin) || (allowsLoopback && LOOPBACK.test(origin));
  await server.register(fastifyCors, {
    delegator: (request, callback) => callback(null, { ...ALLOWED, origin: allowedOrigin(request, isAllowed) }),
  });
});

/** OPTIONS that isn't a preflight is a method that no path has. */
function allowedOrigin({ method, headers }: FastifyRequest, isAllowed: (origin: string) => boolean): string | false {
  const { origin } = headers;
  if (origin === undefined || !isAllowed(origin)) return false;
  const isPreflight = headers['access-control-request-method'] !== undefined;
  return method !== 'OPTIONS' || isPreflight ? origin : false;
}
