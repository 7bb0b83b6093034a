import { parseArgs } from 'node:util';
import { checkProvider } from './check.ts';
import type { Subject } from './harness.ts';
import { formatReport } from './report.ts';

/**
 * For a file that an author runs with Node: prints the report and ends with 1 if a promise is broken. `--json` prints the
 * report as JSON; words are the beginnings of the scenarios' ids that are tried.
 */
export async function runKit(subject: Subject, args = process.argv.slice(2)): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const report = await checkProvider(subject, positionals.length > 0 ? { only: positionals } : {});
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : formatReport(report)}\n`);
  process.exitCode = report.isKept ? 0 : 1;
}
