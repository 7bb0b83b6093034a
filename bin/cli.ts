#!/usr/bin/env node
import type { StartSandbox } from '../src/cli/start-sandbox.ts';
import './node.ts';

const args = process.argv.slice(2);

// Not static imports: all of those are compiled before the first line runs.
if (args.length === 0) await import('./start.ts');
else {
  const { run } = await import('../src/cli/program.ts');
  const { processTerminal } = await import('../src/cli/terminal.ts');
  process.exitCode = await run(args, processTerminal, startSandbox);
}

/** Runs until a signal; a second one has its usual effect. */
async function startSandbox(options: Parameters<StartSandbox>[0]): ReturnType<StartSandbox> {
  const alone = await import('../src/sandbox/alone.ts');
  const sandbox = await alone.startSandbox(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
  return sandbox;
}
