import type { RateLimitPluginOptions } from '@fastify/rate-limit';
import type { Redis } from 'ioredis';
import { LruMap } from 'toad-cache';

/** Where a limiter counts: what the library is told of it, and what the library can't do. */
export type Counts = {
  readonly options: Pick<RateLimitPluginOptions, 'store' | 'redis' | 'nameSpace'>;
  /** As if nobody had been counted under that key. */
  forget(key: string): void;
};

const NAME_SPACE = 'fitstack:';

export function countsInRedis(redis: Redis): Counts {
  return {
    options: { redis, nameSpace: NAME_SPACE },
    // That Redis is away is told by whoever counts.
    forget: (key) => void redis.unlink(NAME_SPACE + key).catch(() => {}),
  };
}

/** Callers counted in memory; the longest silent one is forgotten first. */
const CALLERS = 20_000;

type Usage = { current: number; ttl: number };

export function countsInMemory(windowMs: number): Counts {
  const windows = new LruMap<{ requests: number; readonly endsAt: number }>(CALLERS, windowMs);
  const begin = (key: string) => {
    const window = { requests: 0, endsAt: Date.now() + windowMs };
    windows.set(key, window);
    return window;
  };
  class Store {
    incr(key: string, done: (error: null, usage: Usage) => void): void {
      const window = windows.get(key) ?? begin(key);
      window.requests += 1;
      done(null, { current: window.requests, ttl: window.endsAt - Date.now() });
    }
    /** Asked for where routes have stores of their own: here none has. */
    child(): this {
      return this;
    }
  }
  return { options: { store: Store }, forget: (key) => windows.delete(key) };
}
