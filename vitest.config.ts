import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Embedded databases need 350–900 MB each: few at once.
    maxWorkers: 2,
  },
});
