import { defineConfig } from 'vitest/config';
import { COMMON } from '../../vitest.config.ts';

/** Whole processes that are killed and restarted, one file after the other: `npm run test:reliability`. */
export default defineConfig({
  test: {
    ...COMMON,
    include: ['test/reliability/**/*.test.ts'],
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
