import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { may, type Scope } from '../../app/actor.ts';
import { pathOf } from './error-format.ts';
import { refuse } from './errors.ts';

/** Requests that one caller may make in one window. */
export type RateLimits = { readonly max: number; readonly webhookMax: number; readonly windowMs: number };

type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

declare module 'fastify' {
  interface FastifyInstance {
    limits: { readonly client: Limiter; readonly webhook: Limiter };
  }
}

const MANAGEMENT: readonly Scope[] = ['orders:write', 'gyms:write', 'payments:manage', 'webhooks:manage'];
/** Back ends speak for many users at once. */
const MANAGEMENT_FACTOR = 10;

/** Counted callers; the longest silent one is forgotten first. */
const CALLERS = 20_000;

/** Two limiters that throw `rate_limited` and write the `x-ratelimit-*` headers. The gate says when which one runs. */
export const rateLimits = fp(async (server, { max, webhookMax, windowMs }: RateLimits) => {
  await server.register(rateLimit, {
    global: false,
    timeWindow: windowMs,
    cache: CALLERS,
    errorResponseBuilder: () => refuse('rate_limited'),
  });
  const client = server.rateLimit({ max: (request) => maxFor(request, max), keyGenerator: callerOf });
  const webhook = server.rateLimit({ max: webhookMax, keyGenerator: addressAndPath });
  server.decorate('limits', {
    client: (request, reply) => client.call(server, request, reply),
    webhook: (request, reply) => webhook.call(server, request, reply),
  });
});

function maxFor({ actor }: FastifyRequest, max: number): number {
  return actor !== null && MANAGEMENT.some((scope) => may(actor, scope)) ? max * MANAGEMENT_FACTOR : max;
}

/** Users and addresses must not meet, whatever users are called. */
function callerOf({ actor, ip }: FastifyRequest): string {
  return actor === null ? `address ${networkOf(ip)}` : `user ${actor.userId}`;
}

function addressAndPath({ ip, url }: FastifyRequest): string {
  return `${networkOf(ip)} ${pathOf(url)}`;
}

/** Whoever has one IPv6 address has all of its /64. */
function networkOf(ip: string): string {
  return normalizeIP(ip, 64);
}
