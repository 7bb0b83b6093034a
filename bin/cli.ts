#!/usr/bin/env node
import './node.ts';

const args = process.argv.slice(2);

// Not static imports: all of those are compiled before the first line runs.
if (args.length === 0) await import('./start.ts');
else {
  const { run } = await import('../src/cli/program.ts');
  const { processTerminal } = await import('../src/cli/terminal.ts');
  process.exitCode = await run(args, processTerminal);
}
