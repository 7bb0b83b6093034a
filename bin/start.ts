#!/usr/bin/env node
import * as node from 'node:module';
import './node.ts';

// What `npm start` and the image run, both with limits of the heap: what lives is about 50 MB, but without limits Node
// lets four times as much pile up before it looks through it, on a machine with much memory. It gains nothing by that.

// For a person at a terminal: the first start takes long. Elsewhere the output is the log, JSON from its first line on.
if (process.stdout.isTTY)
  process.stdout.write(
    'FitStack Payments is starting. The first start takes longest: it compiles and prepares the database.\n',
  );

// Not a static import: all of those are compiled before the first line runs.
await import('../src/main.ts');

// Now, and not only at the end, which a killed process doesn't have.
node.flushCompileCache();
