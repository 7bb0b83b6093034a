import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxSecrets } from '../../config/sandbox-secrets.ts';
import { freePort } from './free-port.ts';

/** A whole service in a process of its own, with its sandbox, that leaves nothing behind. */
export type RunningService = {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly jwtSecret: string;
  stop(): Promise<void>;
};

const START_TIMEOUT_MS = 60_000;

/** Of the environment, nothing else: it may hold a real configuration. The last two are a moved clock (faketime). */
const KEPT = ['PATH', 'HOME', 'NODE_COMPILE_CACHE', 'LD_PRELOAD', 'FAKETIME'];

/**
 * Starts it on free ports and in an empty directory; `settings` are environment variables. `hear` is given all
 * that the process writes; without it, errors show and the rest is dropped.
 */
export async function startService(
  settings: Record<string, string> = {},
  hear?: (text: string) => void,
): Promise<RunningService> {
  const port = await freePort(2); // The sandbox listens on the port after the service's.
  const own = await mkdtemp(join(tmpdir(), 'fitstack-demo-'));
  const dataDir = settings['DATA_DIR'] ?? own;
  const env = Object.fromEntries(KEPT.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../main.ts')], {
    env: { ...env, PORT: String(port), DATA_DIR: dataDir, SANDBOX: '1', LOG_LEVEL: 'warn', ...settings },
    stdio: hear === undefined ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear ?? (() => {}));
  const stop = async () => {
    await end(child);
    await rm(own, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  if (await isReady(url, child))
    return { url, sandboxUrl: `http://127.0.0.1:${port + 1}`, jwtSecret: sandboxSecrets(dataDir).jwtSecret, stop };
  await stop();
  throw new Error('the service did not start');
}

async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return true;
    await sleep(50);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
