import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../src/sandbox/demo/free-port.ts';
import type { Usage } from './probe.ts';

/** A program in a process of its own, that listens on a port of this machine. */
export type Running = {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to its first 200 of `/health` and of `/ready`, where it has them. */
  readonly startMs: { readonly health: number; readonly ready: number };
  usage(): Promise<Usage>;
  stop(): Promise<void>;
};

type Program = {
  /** From the root of the project. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** What answers 200 as soon as it is there. */
  readonly health?: string;
  readonly ready?: string;
};

const ROOT = join(import.meta.dirname, '..');
const START_TIMEOUT_MS = 30_000;

/** Starts it with `PORT` set to a free port and nothing else of our own environment. */
export async function start({
  file,
  env,
  nodeOptions = [],
  health = '/health',
  ready = '/ready',
}: Program): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = fork(join(ROOT, file), {
    execArgv: [...nodeOptions, '--import', join(ROOT, 'bench/probe.ts')],
    env: { PATH: process.env['PATH'], PORT: String(port), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stop = () => end(child);
  try {
    const healthMs = (await firstAnswer(url + health, child)) - begun;
    const readyMs = (await firstAnswer(url + ready, child)) - begun;
    const startMs = { health: healthMs, ready: readyMs };
    return { url, pid: child.pid ?? 0, startMs, usage: () => usageOf(child), stop };
  } catch (error) {
    await stop();
    throw new Error(`${file} did not start`, { cause: error });
  }
}

async function firstAnswer(url: string, child: ChildProcess): Promise<number> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return performance.now();
    await sleep(5);
  }
  throw new Error(`${url} did not answer`);
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  const answered = once(child, 'message');
  child.send('usage');
  const [{ usage }] = (await answered) as [{ usage: Usage }];
  return usage;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
