import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { may, SCOPES } from '../../app/actor.ts';
import { addressAndPath, addressOfStrays, callerOf } from './caller.ts';
import { countsInMemory, countsInRedis } from './counts.ts';
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
      /** For a webhook that turned out to be nobody's: an address has one limit for all paths that it makes up. */
      readonly stray: Limiter;
    };
  }
}

/** Counting must not take longer than what is counted. */
const COUNT_TIMEOUT_MS = 500;

/** Back ends speak for many users at once. */
const MANAGEMENT_FACTOR = 10;

/** Limiters that refuse nobody: the gate says when which one runs, and what comes of it. */
export const rateLimits = fp(async (server, options: RateLimits) => {
  const { max, webhookMax, windowMs, redisUrl, countTimeoutMs = COUNT_TIMEOUT_MS } = options;
  const redis = redisUrl === null ? null : await connectRedis(server, redisUrl, countTimeoutMs);
  const newCounts = () => (redis === null ? countsInMemory(windowMs) : countsInRedis(redis));
  const outage = outageLog(server.log);
  const limiter = async (rule: Rule, counts = newCounts()) =>
    limiterOf(await counter(server, { ...rule, ...counts.options, timeWindow: windowMs }), outage);
  const webhooks = newCounts();
  const strays = await limiter({ max: webhookMax, keyGenerator: addressOfStrays });
  server.decorate('limits', {
    client: await limiter({ max: (request) => maxFor(request, max), keyGenerator: callerOf }),
    webhook: await limiter({ max: webhookMax, keyGenerator: addressAndPath }, webhooks),
    stray: (request, reply) => {
      webhooks.forget(addressAndPath(request));
      return strays(request, reply);
    },
  });
});

type Rule = Pick<RateLimitPluginOptions, 'max' | 'keyGenerator'>;
type Count = ReturnType<FastifyInstance['createRateLimit']>;

/** In a scope of its own: of several in one scope the library names each after its route, and these have none. */
async function counter(server: FastifyInstance, options: RateLimitPluginOptions): Promise<Count> {
  const made = Promise.withResolvers<Count>();
  await server.register(async (scope) => {
    await scope.register(rateLimit, { ...options, global: false });
    made.resolve(scope.createRateLimit());
  });
  return made.promise;
}

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
