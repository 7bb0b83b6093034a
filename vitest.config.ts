import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Minutes of killing and restarting: npm run test:reliability.
    exclude: ['test/reliability/**'],
    // Services that the tests start keep their compiled code, as `npm start` does: a fifth of what each start costs.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'generated/compile-cache') },
    pool: 'forks',
    // Many tests speak HTTP, start processes or open databases, and machines that run them are busy: a limit
    // is for tests that hang.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Embedded databases need 350–900 MB each: few at once.
    maxWorkers: 2,
    // Most of a file's time would go into loading the same libraries again, and no file leaves anything behind in them.
    isolate: false,
  },
});
