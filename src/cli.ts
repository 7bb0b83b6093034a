#!/usr/bin/env node
import './v8.ts';

// Not a static import: all of those are compiled before the first line runs.
await import('./cli/program.ts');
