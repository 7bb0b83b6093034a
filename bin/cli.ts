#!/usr/bin/env node
import './v8.ts';

// Not a static import: all of those are compiled before the first line runs.
const { run } = await import('../src/cli/program.ts');
const { processTerminal } = await import('../src/cli/terminal.ts');

process.exitCode = await run(process.argv.slice(2), processTerminal);
