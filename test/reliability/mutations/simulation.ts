import { spawnSync } from 'node:child_process';

/** Those that `npm test` plays, in which each bug is found, and within this time. */
const HISTORIES = 5_000;
const SECONDS = 60;

/**
 * The first history that breaks an invariant, and which one; null when none does. A simulation that can't start, or code that
 * does not run at all, shows nothing.
 */
export function brokenHistory(copy: string): string | null {
  const limits = ['--seed', '1', '--runs', `${HISTORIES}`, '--seconds', `${SECONDS}`, '--no-shrink'];
  const args = ['test/simulation/simulate.ts', ...limits];
  const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return /^seed \d+ breaks [A-Z]\d: .*/m.exec(stdout)?.[0].slice(0, 160) ?? null;
}
