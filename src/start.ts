#!/usr/bin/env node
import { flushCompileCache } from 'node:module';
import './v8.ts';

// What `npm start` and the image run, both with limits of the heap: what lives is about 50 MB, but without limits Node
// lets four times as much pile up before it looks through it, on a machine with much memory. It gains nothing by that.

// Not a static import: all of those are compiled before the first line runs.
await import('./main.ts');

// Now, and not only at the end, which a killed process doesn't have.
flushCompileCache();
