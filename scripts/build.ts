import { execFileSync } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packTemplate } from '../src/adapters/store/postgres/template.ts';

// Writes `dist`, what the package consists of: the checkout over again, in JavaScript, since Node strips no types in
// `node_modules`. Each file stands where it stands in the checkout, so that the code finds the others in both.

const ROOT = new URL('..', import.meta.url);
const DIST = new URL('dist/', ROOT);

await rm(DIST, { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'], {
  cwd: fileURLToPath(ROOT),
  stdio: 'inherit',
});
for (const folder of ['examples/provider', 'templates/provider'])
  await cp(new URL(folder, ROOT), new URL(folder, DIST), { recursive: true });
await copy('prisma/migrations');
await copy('generated/swagger-ui');
await copy('src/adapters/http/openapi/ui');
await packTemplate(new URL('generated/embedded/', DIST));

/** What is not TypeScript. */
async function copy(folder: string): Promise<void> {
  const filter = (file: string) => extname(file) !== '.ts';
  await cp(new URL(folder, ROOT), new URL(folder, DIST), { recursive: true, filter });
}
