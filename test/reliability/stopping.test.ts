import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { type DatabaseOfService, databaseForService } from '../service/support/service.ts';
import { surroundings } from '../surroundings.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const ROOT = join(import.meta.dirname, '../..');

let database: DatabaseOfService;
beforeAll(async () => {
  database = await databaseForService();
});
afterAll(() => database.drop());

/** As it is typed, in a directory of its own; `signal` goes to just the process that was typed. */
async function stopped(command: readonly [string, ...string[]], signal: NodeJS.Signals, when: 'ready' | 'at once') {
  const dataDir = await mkdtemp(join(tmpdir(), 'fitstack-stop-'));
  const port = await freePort(2);
  const [program, ...args] = command;
  const own = { HOME: dataDir, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'info' };
  const env = { ...surroundings(), ...database.settings, ...own };
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'exit');
  try {
    if (when === 'ready') await ready(child, port);
    else await once(child.stdout as NodeJS.EventEmitter, 'data');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return { code, isServed: await stillServes(port) };
  } finally {
    killAll(child);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null && !(await answers(port))) await sleep(50);
}

async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null);
  return answer?.ok ?? false;
}

/** An orphan would go on for ever; what is only slow to go has gone by then. */
async function stillServes(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await fetch(`http://127.0.0.1:${port}/health`).then(
      () => true,
      () => false,
    );
    if (!isThere) return false;
    await sleep(100);
  }
  return true;
}

/** What a failed test would leave behind, by the group that the test has started. */
function killAll({ pid }: ChildProcess): void {
  try {
    process.kill(-(pid ?? 0), 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

test.each([
  ['npm start', ['npm', 'start'], 'SIGTERM'],
  ['npm start', ['npm', 'start'], 'SIGINT'],
  ['npm start from a shell', ['sh', '-c', 'exec npm start'], 'SIGTERM'],
  ['the command of the image', ['node', 'bin/start.ts'], 'SIGTERM'],
] as const)('%s that gets a signal leaves no process behind (%j, %s)', async (_what, command, signal) => {
  const path = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`;
  vi.stubEnv('PATH', path);

  const { isServed } = await stopped(command, signal, 'ready');

  expect(isServed).toBe(false);
});

test('a service that gets a signal while it starts ends at once, as process 1 of a container too', async () => {
  const { code, isServed } = await stopped([process.execPath, 'src/main.ts'], 'SIGTERM', 'at once');

  expect({ code, isServed }).toEqual({ code: 0, isServed: false });
});
