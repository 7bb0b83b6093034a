import * as node from 'node:module';
import { setFlagsFromString } from 'node:v8';

// V8 hands the remains of its second compiler to a thread that waits for more of them: 250 jobs were seen to wait, with
// 40 MB, which the process then keeps. Before the cache, whose key these settings are a part of.
setFlagsFromString('--no-maglev-destroy-on-background');

// Node keeps the code that it has compiled, ours with its types stripped, so that the next start takes two thirds of the
// time. The cache lies in the project and not where Node would put it, in a directory that everybody on the machine can
// write to; where it can't be written, as in a read-only image, nothing is lost.
node.enableCompileCache(new URL('../generated/compile-cache', import.meta.url).pathname);
