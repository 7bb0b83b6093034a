import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

type Package = {
  readonly version: string;
  readonly integrity?: string;
  readonly hasInstallScript?: true;
  readonly bin?: Readonly<Record<string, string>>;
  readonly link?: true;
};
type Manifest = { readonly allowScripts: Readonly<Record<string, boolean>> };

async function read<Data>(name: string): Promise<Data> {
  return JSON.parse(await readFile(join(ROOT, name), 'utf8')) as Data;
}

/** What `npm ci` downloads, by its path; the rest is the project itself, and its folder that names a Node. */
async function lockedPackages(): Promise<[path: string, found: Package][]> {
  const { packages } = await read<{ packages: Record<string, Package> }>('package-lock.json');
  return Object.entries(packages).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
}

describe('installing the project', () => {
  test('installing the project takes nothing that the lock file does not hold the checksum of', async () => {
    const packages = await lockedPackages();

    expect(packages.length).toBeGreaterThan(100);
    for (const [path, { integrity }] of packages)
      expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
  });

  test('installing the project runs on a Node that is in the lock file, too', async () => {
    const [, path = ''] = /\/(node_modules\/[^/]+)\/bin\/node$/.exec(process.execPath) ?? [];
    const locked = Object.fromEntries(await lockedPackages())[path];

    expect(`v${locked?.version}`).toBe(process.version);
  });

  // https://docs.npmjs.com/cli/v11/commands/npm-approve-scripts, 2026-11-28
  test('installing the project lets no package run a script, but a version that was looked at', async () => {
    const { allowScripts } = await read<Manifest>('package.json');
    const scripted = (await lockedPackages()).filter(([, { hasInstallScript }]) => hasInstallScript);

    for (const [name, isAllowed] of Object.entries(allowScripts))
      if (isAllowed) expect(name).toMatch(/^(?:@[^/]+\/)?[^@/]+@\d+\.\d+\.\d+$/);
    for (const [path, { version }] of scripted) {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      expect([name, allowScripts[name] ?? allowScripts[`${name}@${version}`]]).toEqual([name, expect.any(Boolean)]);
    }
  });
});

test('git keeps no file of an environment, but the example', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fitstack-ignored-'));
  try {
    await copyFile(join(ROOT, '.gitignore'), join(directory, '.gitignore'));
    execFileSync('git', ['init', '--quiet'], { cwd: directory });
    const names = ['.env', '.env.local', '.env.production', 'production.env', 'deploy/staging.env', '.env.example'];
    const ignored = execFileSync('git', ['check-ignore', ...names], { cwd: directory, encoding: 'utf8' });

    expect(ignored.trim().split('\n')).toEqual(names.slice(0, -1));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
