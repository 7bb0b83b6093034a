// By one name: an older Node would stop at an import that it lacks, before it says which Node is needed.
import * as node from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/** As package.json's `engines` says, of which npm only warns. */
const OLDEST = 24;

const [major = ''] = process.versions.node.split('.');
if (Number(major) < OLDEST) {
  process.stderr.write(
    `fitstack-payments: this is Node ${process.versions.node}, and Node ${OLDEST} or newer is needed\n`,
  );
  process.exit(1);
}

// V8 hands the remains of its second compiler to a thread that waits for more of them: 250 jobs were seen to wait, with
// 40 MB, which the process then keeps. Before the cache, whose key these settings are a part of.
setFlagsFromString('--no-maglev-destroy-on-background');

// Node keeps the code that it has compiled, ours with its types stripped, so that the next start takes two thirds of the
// time. The cache lies in the project and not where Node would put it, in a directory that everybody on the machine can
// write to; where it can't be written, as in a read-only image, nothing is lost.
node.enableCompileCache(fileURLToPath(new URL('../generated/compile-cache', import.meta.url)));

// In the package, which is compiled: a stack trace names files and lines of `src`.
if (import.meta.filename.endsWith('.js')) node.setSourceMapsSupport(true, { nodeModules: true });
