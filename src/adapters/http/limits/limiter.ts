import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { outageLog } from './redis.ts';

/**
 * Counts a request, puts what is left into the reply's headers (if there is a reply), and returns whether the request is over
 * the limit. Without `increment` it only returns whether nothing is left.
 */
export type Limiter = (
  request: FastifyRequest,
  reply: FastifyReply | null,
  options?: { readonly increment: boolean },
) => Promise<boolean>;

type Count = ReturnType<FastifyInstance['createRateLimit']>;

/** While Redis can't count, all requests are admitted: a limit protects the service and must not stop it. */
export function limiterOf(count: Count, outage: ReturnType<typeof outageLog>): Limiter {
  return async (request, reply, options = { increment: true }) => {
    try {
      const usage = await count(request, options);
      outage.worked();
      if (usage.isAllowed) return false;
      const isTooMuch = options.increment ? usage.isExceeded : usage.remaining === 0;
      if (options.increment || isTooMuch) setHeaders(reply, usage);
      return isTooMuch;
    } catch (error) {
      outage.failed(error);
      return false;
    }
  };
}

type Usage = Extract<Awaited<ReturnType<Count>>, { isAllowed: false }>;

function setHeaders(reply: FastifyReply | null, { max, remaining, ttlInSeconds: reset }: Usage): void {
  reply?.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset });
}
