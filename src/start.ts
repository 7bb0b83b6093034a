#!/usr/bin/env node
import * as node from 'node:module';

// What `npm start` and the image run, both with limits of the heap: what lives is about 50 MB, but without limits Node
// lets four times as much pile up before it looks through it, on a machine with much memory. It gains nothing by that.

// Node keeps the code that it has compiled, ours with its types stripped, so that the next start takes two thirds of the
// time. The cache lies in the project and not where Node would put it, in a directory that everybody on the machine can
// write to; where it can't be written, as in a read-only image, nothing is lost.
node.enableCompileCache(new URL('../generated/compile-cache', import.meta.url).pathname);

// Not a static import: all of those are compiled before the first line runs.
await import('./main.ts');

// Now, and not only at the end, which a killed process doesn't have.
node.flushCompileCache();
