import { spawnSync } from 'node:child_process';
import type { Report } from '../../../src/provider-kit/check.ts';
import type { KitBug } from './mutation.ts';

/** Adapters whose promises the kit sees broken without any bug. */
export function brokenWithoutBug(copy: string, bugs: readonly KitBug[]): readonly string[] {
  const providers = [...new Set(bugs.map(({ provider }) => provider))];
  return providers.flatMap((provider) => {
    const report = reportOf(copy, [provider]);
    if (report === null) return [`the kit can't start for ${provider}`];
    return report.results.filter(({ broken }) => broken !== null).map(({ promise }) => `${provider}: ${promise}`);
  });
}

/** The promise that should be broken, and what was seen; null when it is kept, or the kit can't start at all. */
export function brokenPromise(copy: string, { provider, breaks }: KitBug): string | null {
  const result = reportOf(copy, [provider, breaks])?.results[0];
  if (result === undefined || result.broken === null) return null;
  return `${result.promise}\n             ${result.broken.split('\n').slice(0, 3).join(' ').slice(0, 160)}`;
}

function reportOf(cwd: string, args: readonly string[]): Report | null {
  const command = ['test/provider-kit/run.ts', ...args, '--json'];
  const { stdout } = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return null;
  }
}
