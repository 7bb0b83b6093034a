import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { freePort } from '../src/sandbox/demo/free-port.ts';
import { onServer } from './adapters/store/postgres/server-database.ts';

const ROOT = join(import.meta.dirname, '..');
const textOf = (name: string) => readFile(join(ROOT, name), 'utf8');

/** What the Dockerfile takes from the project: the sources of its COPY lines, but for those of other stages. */
async function copiedFiles(): Promise<string[]> {
  const lines = (await textOf('Dockerfile')).split('\n');
  const copies = lines.filter((line) => line.startsWith('COPY ') && !line.includes('--from='));
  return copies.flatMap((line) => line.split(/\s+/).slice(1, -1));
}

/** `debug` takes colours where it finds them, and does without. */
const TRIED = ['node_modules/supports-color', 'node_modules/has-flag'];

describe('the image', () => {
  test('the image copies what is there, and what .dockerignore lets through', async () => {
    const copied = await copiedFiles();
    const ignored = (await textOf('.dockerignore')).split('\n');

    expect(copied).toContain('src');
    for (const file of copied) {
      expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
      expect(ignored).toContain(`!${file.split('/')[0]}`);
    }
  });

  test('the image runs what npm start runs', async () => {
    const { scripts } = JSON.parse(await textOf('package.json')) as { scripts: Record<string, string> };
    const [, command = ''] = /\nCMD (\[.*\])/.exec(await textOf('Dockerfile')) ?? [];

    // npm runs it in a shell, which must not stand between npm's signals and Node.
    expect(`exec ${(JSON.parse(command) as string[]).join(' ')}`).toBe(scripts['start']);
  });
});

onServer('a start in production', (database) => {
  test('a start in production loads nothing that is not in the image: no simulator, no development dependency', async () => {
    const loaded = await loadedInProduction(database().url);
    const missing = await packagesThatAreNotInstalled();

    expect(loaded).toContain('src/main.ts');
    expect(loaded).toContain('node_modules/fastify/fastify.js');
    expect(missing).toContain('node_modules/vitest');
    expect(loaded.filter((file) => /^(?:src\/sandbox|scripts|test|bench)\//.test(file))).toEqual([]);
    expect(loaded.filter((file) => missing.includes(packageOf(file)) && !TRIED.includes(packageOf(file)))).toEqual([]);
  });
});

/** `npm ci --omit=dev --omit=optional` leaves them out. */
async function packagesThatAreNotInstalled(): Promise<string[]> {
  type Entry = { readonly dev?: true; readonly optional?: true; readonly devOptional?: true };
  const { packages } = JSON.parse(await textOf('package-lock.json')) as { packages: Record<string, Entry> };
  return Object.entries(packages).flatMap(([path, { dev, optional, devOptional }]) =>
    dev || optional || devOptional ? [path] : [],
  );
}

function packageOf(file: string): string {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '';
}

/** From the root of the project; starts the service, lets it answer once, and stops it. */
async function loadedInProduction(databaseUrl: string): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'fitstack-image-'));
  const list = join(directory, 'loaded');
  const port = await freePort();
  const env = {
    ...{ NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: 'https://pay.example.com' },
    ...{ DATABASE_URL: databaseUrl, JWT_SECRET: 'a-secret-of-at-least-32-bytes-for-tests', LOG_LEVEL: 'warn' },
    ...{ CREDENTIALS_KEY: `k1:${randomBytes(32).toString('base64')}`, LOADED_MODULES: list },
  };
  const hook = join(import.meta.dirname, 'service/support/loaded-modules.ts');
  const child = spawn(process.execPath, ['--import', hook, join(ROOT, 'bin/start.ts')], { env, stdio: 'inherit' });
  const ended = once(child, 'exit');
  try {
    while (child.exitCode === null && !(await isReady(port))) await sleep(50);
    // What makes these is loaded when it is asked for.
    for (const path of ['/openapi.json', '/docs']) await fetch(`http://127.0.0.1:${port}${path}`);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const urls = (await readFile(list, 'utf8')).split('\n').filter((url) => !url.startsWith('node:'));
    return urls.map((url) => decodeURIComponent(new URL(url).pathname).slice(ROOT.length + 1));
  } finally {
    child.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null);
  return answer?.ok ?? false;
}
