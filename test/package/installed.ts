import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const NAME = 'fitstack-payments';

/** What npm says of a package that it has packed. */
export type Packed = {
  readonly filename: string;
  readonly integrity: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
};

type Locked = { readonly dev?: true; readonly devOptional?: true; readonly link?: true };
type Lock = { readonly packages: Readonly<Record<string, Locked>> };

/** A process of another project: our Node, which npm would otherwise put there itself, and nothing of our configuration. */
export const ENVIRONMENT = {
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: process.env['HOME'],
};

export type Installed = Awaited<ReturnType<typeof installPackage>>;

/** An empty project that has installed the package, as `npm pack` packs it. Its path has a space and letters beyond ASCII. */
export async function installPackage() {
  const directory = await mkdtemp(join(tmpdir(), 'a shöp with fitstack-'));
  const npm = (args: readonly string[], cwd: string) =>
    run('npm', [...args], { cwd, env: ENVIRONMENT, maxBuffer: 2 ** 26 });
  // What the scripts of `npm pack` print comes first.
  const { stdout } = await npm(['pack', '--json', '--pack-destination', directory], ROOT);
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [Packed];
  const manifest = { name: 'shop', private: true, type: 'module', dependencies: { [NAME]: `file:${packed.filename}` } };
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'package-lock.json'), JSON.stringify(await lockOf(packed, manifest)));
  await npm(['ci', '--prefer-offline', '--no-audit', '--no-fund'], directory);
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 5 });
  return { directory, packed, home: join(directory, 'node_modules', NAME), remove };
}

/**
 * The libraries at our own versions, so that npm finds in its cache what it has installed here, and asks no registry. What
 * a library only works with, if a project happens to have it, is not a part of an empty one.
 */
async function lockOf(packed: Packed, manifest: { readonly name: string; readonly dependencies: object }) {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const { version, dependencies, bin, engines } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { filename, integrity } = packed;
  const ours = { version, resolved: `file:${filename}`, integrity, dependencies, bin, engines };
  const libraries = Object.entries(packages).filter(
    ([path, { dev, devOptional, link }]) => path.startsWith('node_modules/') && !dev && !devOptional && !link,
  );
  return {
    ...{ name: manifest.name, lockfileVersion: 3, requires: true },
    packages: { '': manifest, [`node_modules/${NAME}`]: ours, ...Object.fromEntries(libraries) },
  };
}
