import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { may, type Scope } from '../../app/actor.ts';
import { pathOf } from './error-format.ts';

/** Requests that one caller may make in one window. */
export type RateLimits = { readonly max: number; readonly webhookMax: number; readonly windowMs: number };

/** Counts a request, says in headers what is left, and answers whether it was one too many. */
type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

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

/** Two limiters that refuse nobody: the gate says when which one runs, and what comes of it. */
export const rateLimits = fp(async (server, { max, webhookMax, windowMs }: RateLimits) => {
  await server.register(rateLimit, { global: false, timeWindow: windowMs, cache: CALLERS });
  server.decorate('limits', {
    client: limiter(server.createRateLimit({ max: (request) => maxFor(request, max), keyGenerator: callerOf })),
    webhook: limiter(server.createRateLimit({ max: webhookMax, keyGenerator: addressAndPath })),
  });
});

function limiter(count: ReturnType<FastifyInstance['createRateLimit']>): Limiter {
  return async (request, reply) => {
    const usage = await count(request);
    if (usage.isAllowed) return false;
    const { max, remaining, ttlInSeconds: reset, isExceeded } = usage;
    reply.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset });
    return isExceeded;
  };
}

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
