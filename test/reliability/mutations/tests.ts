import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestedBug } from './mutation.ts';

type TestResult = { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] };

/** Without any bug all tests have to be green: those that are not. */
export function redWithoutBug(copy: string, bugs: readonly TestedBug[]): readonly string[] {
  const titles = bugs.map(({ test: [, title] }) => title);
  const healthy = run(copy, [...new Set(bugs.map(({ test: [file] }) => file))], titles);
  return titles.filter((title) => !hasPassed(healthy, title));
}

/** The test that should turn red, and why it did; null when it did not. */
export function redTest(copy: string, { test: [file, title] }: TestedBug): string | null {
  const red = run(copy, [file], [title]).find(({ status }) => status === 'failed');
  return red === undefined ? null : `${red.fullName}\n             ${reasonOf(red)}`;
}

/** The tests of these titles. None at all, when a file could not even be loaded: that shows nothing. */
function run(cwd: string, files: readonly string[], titles: readonly string[]): readonly TestResult[] {
  const report = join(cwd, 'report.json');
  rmSync(report, { force: true });
  const pattern = titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const vitest = join(cwd, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...files, '-t', pattern, '--maxWorkers=1', '--reporter=json', `--outputFile=${report}`];
  spawnSync(process.execPath, args, { cwd, stdio: 'ignore' });
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: TestResult[] }[];
  };
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

function hasPassed(results: readonly TestResult[], title: string): boolean {
  const named = results.filter(({ fullName, status }) => fullName.includes(title) && status !== 'skipped');
  return named.length > 0 && named.every(({ status }) => status === 'passed');
}

function reasonOf({ failureMessages = [] }: TestResult): string {
  return (failureMessages[0] ?? '').split('\n')[0]?.slice(0, 160) ?? '';
}
