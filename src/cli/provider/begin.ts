import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { filesOf } from './files.ts';
import { checkoutOf, type Layout, PACKAGE } from './layout.ts';
import { type Names, namesOf } from './names.ts';

const CHECKOUT = join(import.meta.dirname, '../../..');
const REGISTRY = 'src/adapters/providers/index.ts';

/** What was made: a folder below the working directory or the checkout, and all files. */
export type Begun = { readonly folder: string; readonly files: readonly string[] };

/** An adapter among those of the checkout, with its line in the registry. @throws Error when it is there already. */
export async function beginInCheckout(name: string): Promise<Begun> {
  const names = namesOf(name);
  const files = await write(names, checkoutOf(names), CHECKOUT, `src/adapters/providers/${name}`);
  const registry = join(CHECKOUT, REGISTRY);
  await writeFile(registry, withLine(await readFile(registry, 'utf8'), names));
  // Names are of any length: lines are broken and imports sorted by the program that checks it.
  const biome = join(CHECKOUT, 'node_modules/.bin/biome');
  await promisify(execFile)(biome, ['check', '--write', ...files, REGISTRY], { cwd: CHECKOUT });
  return { folder: `src/adapters/providers/${name}`, files: [...files, REGISTRY] };
}

/** An adapter in a package of its own, below the working directory. @throws Error when it is there already. */
export async function beginPackage(name: string): Promise<Begun> {
  const names = namesOf(name);
  const folder = `fitstack-payments-${names.kebab}`;
  return { folder, files: await write(names, PACKAGE, resolve(folder), '') };
}

async function write(names: Names, layout: Layout, top: string, folder: string): Promise<readonly string[]> {
  if (existsSync(join(top, folder))) throw new Error(`${join(top, folder)} is there already: nothing was written`);
  const files = await filesOf(names, layout);
  for (const { path, text } of files) {
    await mkdir(dirname(join(top, path)), { recursive: true });
    await writeFile(join(top, path), text, { flag: 'wx' });
  }
  return files.map(({ path }) => path);
}

/** The registry with one more import, and one more line at the end of its list. */
function withLine(registry: string, { snake, camel }: Names): string {
  const line = `import { registration as ${camel} } from './${snake}/registration.ts';\n`;
  return `${line}${registry}`.replace(/(const PROVIDERS: [^;]*?)\n\];/, `$1\n  ${camel},\n];`);
}
