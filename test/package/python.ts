import { execFileSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/** A Python that has these libraries; without one the test is skipped, and fails where CI=true. */
export function pythonWith(context: TestContext, ...libraries: readonly string[]): string {
  const found = ['python3', '/usr/bin/python3'].find((python) => {
    try {
      execFileSync(python, ['-c', `import ${libraries.join(', ')}`], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (found !== undefined) return found;
  const missing = `there is no Python with ${libraries.join(' and ')}`;
  if (process.env['CI'] === 'true') throw new Error(missing);
  return context.skip(missing);
}
