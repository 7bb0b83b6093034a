import { isIP } from 'node:net';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { may, SCOPES } from '../../app/actor.ts';
import { isSlug } from '../../domain/gym.ts';
import { connectRedis, outageLog } from './redis.ts';

/** Requests that one caller may make in one window. */
export type RateLimits = {
  readonly max: number;
  readonly webhookMax: number;
  readonly windowMs: number;
  /** Where replicas count together; null: in memory, each for itself. */
  readonly redisUrl: string | null;
  /** How long Redis may take to count a request; 500 when left out. */
  readonly countTimeoutMs?: number;
};

/** Counts a request, says in headers what is left, and answers whether it was one too many. */
type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

declare module 'fastify' {
  interface FastifyInstance {
    limits: {
      readonly client: Limiter;
      readonly webhook: Limiter;
      /** For a webhook that turned out to be nobody's: an address has one limit for all slugs that it makes up. */
      readonly stray: Limiter;
    };
  }
}

/** Counting must not take longer than what is counted. */
const COUNT_TIMEOUT_MS = 500;

/** Back ends speak for many users at once. */
const MANAGEMENT_FACTOR = 10;

/** Callers counted in memory; the longest silent one is forgotten first. */
const CALLERS = 20_000;

/** Limiters that refuse nobody: the gate says when which one runs, and what comes of it. */
export const rateLimits = fp(async (server, options: RateLimits) => {
  const { max, webhookMax, windowMs, redisUrl, countTimeoutMs = COUNT_TIMEOUT_MS } = options;
  const store =
    redisUrl === null ? { cache: CALLERS } : { redis: await connectRedis(server, redisUrl, countTimeoutMs) };
  await server.register(rateLimit, { global: false, timeWindow: windowMs, nameSpace: 'fitstack:', ...store });
  const outage = outageLog(server.log);
  const limiter = (count: Count) => limiterOf(count, outage);
  server.decorate('limits', {
    client: limiter(server.createRateLimit({ max: (request) => maxFor(request, max), keyGenerator: callerOf })),
    webhook: limiter(server.createRateLimit({ max: webhookMax, keyGenerator: addressAndPath })),
    stray: limiter(server.createRateLimit({ max: webhookMax, keyGenerator: addressOfStrays })),
  });
});

type Count = ReturnType<FastifyInstance['createRateLimit']>;

/** Where nothing can be counted everybody is let in: a limit protects the service, and is not to stop it. */
function limiterOf(count: Count, outage: ReturnType<typeof outageLog>): Limiter {
  return async (request, reply) => {
    try {
      const usage = await count(request);
      outage.worked();
      return !usage.isAllowed && tell(reply, usage);
    } catch (error) {
      outage.failed(error);
      return false;
    }
  };
}

type Usage = Extract<Awaited<ReturnType<Count>>, { isAllowed: false }>;

function tell(reply: FastifyReply, { max, remaining, ttlInSeconds: reset, isExceeded }: Usage): boolean {
  reply.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset });
  return isExceeded;
}

function maxFor({ actor }: FastifyRequest, max: number): number {
  return actor !== null && SCOPES.some((scope) => may(actor, scope)) ? max * MANAGEMENT_FACTOR : max;
}

/** Users and addresses must not meet, whatever users are called. */
function callerOf(request: FastifyRequest): string {
  const { actor } = request;
  return actor === null ? `address ${networkOf(request)}` : `user ${actor.userId}`;
}

/**
 * The path as it was understood: escapes would make many of one. What is no slug is one path: it can be thousands of
 * characters long, and thousands of those would fill the memory.
 */
function addressAndPath(request: FastifyRequest): string {
  const { params, routeOptions } = request;
  const slugs = Object.values(params as Record<string, string>).filter(isSlug);
  return ['webhook', networkOf(request), routeOptions.url, ...slugs].join(' ');
}

function addressOfStrays(request: FastifyRequest): string {
  return `stray ${networkOf(request)}`;
}

/**
 * Whoever has one IPv6 address has all of its /64. Some proxies put a port behind the address; what is no address at
 * all, the proxy itself stands for: else every word that somebody makes up would be another caller.
 */
function networkOf({ ip, socket }: FastifyRequest): string {
  const [, v6, v4] = WITH_PORT.exec(ip) ?? [];
  const address = v6 ?? v4 ?? ip;
  return normalizeIP(isIP(address) === 0 ? (socket.remoteAddress ?? '') : address, 64);
}

/** `[2001:db8::1]:443`, `[2001:db8::1]`, `192.0.2.1:443` */
const WITH_PORT = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/;
