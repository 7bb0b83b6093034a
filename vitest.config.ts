import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** It measures the processor time of its process, so it has one to itself, without the garbage of other files. */
const MEASURED = ['test/regular-expressions.test.ts'];
/** Runs of their own: they take minutes, or programs that `npm ci` does not install (Chromium, npm, curl, Python). */
const APART = ['browser', 'package', 'reliability'].map((folder) => `test/${folder}/**`);

/** Begun first, or the last of them would run alone: Vitest begins with the longest texts, and these are short. */
const LONG = /\/(?:simulation|conformance|random-races|matrix)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(LONG.test(b.moduleId)) - Number(LONG.test(a.moduleId)));
  }
}

/** How all tests run; the two kinds of files differ in their processes alone. */
export const COMMON = {
  // Services that the tests start keep their compiled code, as `npm start` does: a fifth of what each start costs.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'generated/compile-cache') },
  // As an adapter's own package imports it.
  alias: { 'fitstack-payments/provider-kit': join(import.meta.dirname, 'src/provider-kit/index.ts') },
  globalSetup: join(import.meta.dirname, 'test/template-database.ts'),
  pool: 'forks',
  sequence: { sequencer: LongFirst },
  // Many tests speak HTTP, start processes or open databases, and machines that run them are busy: a limit
  // is for tests that hang.
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // More than the two processors of a small machine, since many tests wait for a database; few, since an embedded one
  // needs 350–900 MB.
  maxWorkers: 3,
} as const;

/** The two kinds of files but for the given ones. */
export function projects(...exclude: readonly string[]): TestProjectInlineConfiguration[] {
  return [
    {
      extends: true,
      test: {
        name: 'shared',
        include: ['test/**/*.test.ts'],
        exclude: [...APART, ...MEASURED, ...exclude],
        // Most of a file's time would go into loading the same libraries again, and no file leaves anything behind in them.
        isolate: false,
      },
    },
    { extends: true, test: { name: 'measured', include: MEASURED, exclude: [...exclude] } },
  ];
}

export default defineConfig({ test: { ...COMMON, projects: projects() } });
