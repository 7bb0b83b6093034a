import { describe, test } from 'vitest';

const URL = process.env['TEST_REDIS_URL'];

/** Tests that need a Redis. Without one they are shown as skipped, and fail where CI=true. */
export function onRedis(title: string, define: (url: string) => void): void {
  if (URL !== undefined) return void describe(title, () => define(URL));
  test(`${title} (needs TEST_REDIS_URL)`, (context) => {
    if (process.env['CI'] === 'true') throw new Error('TEST_REDIS_URL is not set');
    context.skip('TEST_REDIS_URL is not set');
  });
}
