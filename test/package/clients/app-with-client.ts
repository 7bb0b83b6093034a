import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const CLIENT = join(ROOT, 'clients/typescript');

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'NodeNext',
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: ['node'],
    rewriteRelativeImportExtensions: true,
  },
};

/** Plays a story on what it is given, from standard input to standard output. */
const MAIN = `
import { json } from 'node:stream/consumers';
import * as stories from './with-typescript-client.js';
console.log(JSON.stringify(await stories[process.argv[2]](await json(process.stdin))));
`;

/**
 * Makes an app in an empty directory: the client is installed as `npm pack` packs it, the story and the README's examples
 * are its code. What its compiler says, nothing when all is well; then its program is `main.js`.
 */
export async function makeApp(directory: string): Promise<string> {
  await install(directory);
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  await writeFile(join(directory, 'main.js'), MAIN);
  for (const name of ['story.ts', 'with-typescript-client.ts'])
    await copyFile(join(import.meta.dirname, name), join(directory, name));
  const examples = (await readFile(join(CLIENT, 'README.md'), 'utf8')).matchAll(/^```ts\n(.*?)^```$/gms);
  for (const [at, [, code = '']] of [...examples].entries())
    await writeFile(join(directory, `readme-${at + 1}.ts`), code);
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [compiler, '-p', directory]).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
}

/** As `npm install` of the packed file would, but for the network: the libraries are those that we have. */
async function install(directory: string): Promise<void> {
  const packed = await run('npm', ['pack', CLIENT, '--json', '--pack-destination', directory], { cwd: ROOT });
  const modules = join(directory, 'node_modules');
  const installed = join(modules, '@fitstack/payments-client');
  await mkdir(installed, { recursive: true });
  const file = /[\w.-]+\.tgz/.exec(packed.stdout)?.[0] ?? '';
  await run('tar', ['-xzf', join(directory, file), '-C', installed, '--strip-components=1']);
  await mkdir(join(modules, '@types'));
  for (const name of ['openapi-fetch', 'standardwebhooks', '@types/node'])
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
}
