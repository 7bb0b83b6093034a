import { defineConfig } from 'vitest/config';
import { COMMON } from '../../vitest.config.ts';

/** What `npm pack` makes, installed and started: `npm run test:package`. Packing compiles all, and takes most of the time. */
export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    pool: 'forks',
    alias: COMMON.alias,
    testTimeout: 120_000,
    hookTimeout: 400_000,
  },
});
