#!/usr/bin/env node
import * as node from 'node:module';

// As in start.ts: what was compiled is kept, so that a command answers in half the time.
node.enableCompileCache(new URL('../generated/compile-cache', import.meta.url).pathname);

// Not a static import: all of those are compiled before the first line runs.
await import('./cli/program.ts');
