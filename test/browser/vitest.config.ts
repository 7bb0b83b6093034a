import { defineConfig } from 'vitest/config';
import { COMMON } from '../../vitest.config.ts';

/** The pages in a real browser: `npm run test:browser`. Each file starts a service and Chromium, beside others that do the same. */
export default defineConfig({
  test: { ...COMMON, include: ['test/browser/**/*.test.ts'], testTimeout: 60_000 },
});
