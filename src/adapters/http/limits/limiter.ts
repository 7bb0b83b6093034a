import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { outageLog } from './redis.ts';

/**
 * Counts a request, says in headers what is left (unless there is no reply), and answers whether it was one too many.
 * Without `increment` it only answers whether nothing is left.
 */
export type Limiter = (
  request: FastifyRequest,
  reply: FastifyReply | null,
  options?: { readonly increment: boolean },
) => Promise<boolean>;

type Count = ReturnType<FastifyInstance['createRateLimit']>;

/** Where requests can't be counted all are let in: a limit protects the service, and is not to stop it. */
export function limiterOf(count: Count, outage: ReturnType<typeof outageLog>): Limiter {
  return async (request, reply, options = { increment: true }) => {
    try {
      const usage = await count(request, options);
      outage.worked();
      if (usage.isAllowed) return false;
      const isTooMuch = options.increment ? usage.isExceeded : usage.remaining === 0;
      if (options.increment || isTooMuch) tell(reply, usage);
      return isTooMuch;
    } catch (error) {
      outage.failed(error);
      return false;
    }
  };
}

type Usage = Extract<Awaited<ReturnType<Count>>, { isAllowed: false }>;

function tell(reply: FastifyReply | null, { max, remaining, ttlInSeconds: reset }: Usage): void {
  reply?.headers({ 'x-ratelimit-limit': max, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset });
}
