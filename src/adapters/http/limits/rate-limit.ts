import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { may, SCOPES } from '../../../app/actor.ts';
import { type Limiter, limiterOf } from './limiter.ts';
import { networkOf } from './network.ts';
import { createPatience } from './patience.ts';
import { connectRedis, outageLog } from './redis.ts';
import { addressAndPath, addressOfStrangers, limitWebhooks } from './webhook-limits.ts';

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

declare module 'fastify' {
  interface FastifyInstance {
    limits: {
      readonly client: Limiter;
      readonly webhook: Limiter;
    };
  }
}

/** Counting must not take longer than what is counted. */
const COUNT_TIMEOUT_MS = 500;

/** A back end sends requests for many users. */
const MANAGEMENT_FACTOR = 10;

/** Callers counted in memory; the longest silent one is forgotten first. */
const MEMORY = { cache: 20_000 } as const;

/** The limiters. They only count: `admission` decides which one runs, and refuses. */
export const rateLimits = fp(async (server, options: RateLimits) => {
  const { max, webhookMax, windowMs, redisUrl, countTimeoutMs = COUNT_TIMEOUT_MS } = options;
  const redis = redisUrl === null ? {} : { redis: await connectRedis(server, redisUrl, countTimeoutMs) };
  await server.register(rateLimit, { global: false, timeWindow: windowMs, nameSpace: 'fitstack:', ...redis });
  server.decorateRequest('network', '');
  const outage = outageLog(server.log);
  // Each limiter has a memory of its own, whose size it is given here: it does not take over the plugin's.
  const limiter = (options: Options) => limiterOf(server.createRateLimit({ ...MEMORY, ...options }), outage);
  const perPath = limiter({ max: webhookMax, keyGenerator: addressAndPath });
  const turnedAway = limiter({ max: webhookMax, keyGenerator: addressOfStrangers });
  // A limit that an operator raised is for senders who are faster than that.
  const patience = createPatience(windowMs / webhookMax);
  server.decorate('limits', {
    client: limiter({ max: (request) => maxFor(request, max), keyGenerator: callerOf }),
    webhook: limitWebhooks(server, { perPath, turnedAway, patience }),
  });
});

type Options = NonNullable<Parameters<FastifyInstance['createRateLimit']>[0]>;

function maxFor({ actor }: FastifyRequest, max: number): number {
  return actor !== null && SCOPES.some((scope) => may(actor, scope)) ? max * MANAGEMENT_FACTOR : max;
}

/** The key of a user can't equal that of an address, whatever the user id is. */
function callerOf(request: FastifyRequest): string {
  const { actor } = request;
  return actor === null ? `address ${networkOf(request)}` : `user ${actor.userId}`;
}
