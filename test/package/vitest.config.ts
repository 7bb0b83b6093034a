import { defineConfig } from 'vitest/config';

/** What `npm pack` makes, installed and started: `npm run test:package`. Packing compiles all, and takes most of the time. */
export default defineConfig({
  test: { include: ['test/package/**/*.test.ts'], pool: 'forks', testTimeout: 120_000, hookTimeout: 400_000 },
});
