import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MS = 2_000;
const MAX_RECONNECT_PAUSE_MS = 2_000;

/**
 * A connection that fails at once while Redis is away, and reconnects by itself; it lasts as long as the server. The library
 * is loaded here: most installations don't need it, and it takes 50 ms of a start.
 */
export async function connectRedis(server: FastifyInstance, url: string, commandTimeout: number): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_PAUSE_MS),
  });
  // The failed command's caller logs the error; without a listener the library would write to the console.
  redis.on('error', () => {});
  server.addHook('onReady', () => redis.connect().catch(() => {}));
  server.addHook('onClose', async () => redis.disconnect());
  return redis;
}

/** Logs an outage once, and its end. */
export function outageLog(log: FastifyBaseLogger) {
  let isOut = false;
  return {
    failed(error: unknown): void {
      if (!isOut) log.warn({ reason: (error as Error).message }, 'Redis is unavailable: requests are not limited');
      isOut = true;
    },
    worked(): void {
      if (isOut) log.info('Redis is available again: requests are limited');
      isOut = false;
    },
  };
}
