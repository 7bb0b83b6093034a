import { defineConfig } from 'vitest/config';
import { COMMON } from '../../vitest.config.ts';

/**
 * What others make of this project, with programs that `npm ci` does not install (npm, curl, Python): the package,
 * packed, installed and started; clients and receivers; a new provider. `npm run test:package`. Packing and compiling
 * take most of the time.
 */
export default defineConfig({
  test: { ...COMMON, include: ['test/package/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 400_000 },
});
