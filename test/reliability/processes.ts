import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seller } from '../../src/sandbox/mercadopago/index.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const PROVIDER = join(import.meta.dirname, 'provider.ts');
const START_TIMEOUT_MS = 60_000;

/** Of the environment, nothing else: it may hold a developer's real configuration. */
const KEPT = ['PATH', 'HOME', 'NODE_COMPILE_CACHE'];

export type ProviderOptions = {
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string };
  readonly sellers: readonly Seller[];
  /** Where Stripe sends its webhooks; each preference says it to Mercado Pago. */
  readonly webhookUrl: string;
};

export type Provider = { readonly url: string; readonly stop: () => Promise<void> };

/** How a process ended: its exit code, or the signal that killed it. */
export type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly afterMs: number };

/** The service in a process that can be killed and started again, at the same address. */
export type Service = {
  readonly url: string;
  readonly pid: () => number;
  /** Sends the signal and waits for the end. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<End>;
  /** Starts it, and waits until it is ready. */
  readonly start: () => Promise<void>;
  readonly isRunning: () => boolean;
};

export async function startProvider(options: ProviderOptions): Promise<Provider> {
  const child = fork(PROVIDER, [JSON.stringify(options)], { execArgv: [] });
  const [url] = (await once(child, 'message')) as [string];
  return { url, stop: () => endOf(child, 'SIGKILL').then(() => undefined) };
}

/** A service that isn't started yet; `settings` are environment variables. */
export function prepareService(port: number, settings: Readonly<Record<string, string>>): Service {
  const url = `http://127.0.0.1:${port}`;
  const env = { ...inherited(), LOG_LEVEL: 'fatal', PORT: String(port), PUBLIC_URL: url, ...settings };
  let child: ChildProcess | null = null;
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;
  return {
    url,
    isRunning,
    pid: () => child?.pid ?? 0,
    async start() {
      child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] });
      await isReady(url, isRunning);
    },
    end: async (signal) =>
      child === null || !isRunning() ? { code: null, signal: null, afterMs: 0 } : endOf(child, signal),
  };
}

/** So that a dead test leaves no process behind, whatever it was at. */
export async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<End> {
  const begunMs = performance.now();
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  child.kill(signal);
  const [code, killedBy] = await exited;
  return { code, signal: killedBy, afterMs: performance.now() - begunMs };
}

async function isReady(url: string, isRunning: () => boolean): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && isRunning()) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(25);
  }
  throw new Error(isRunning() ? 'the service is not ready' : 'the service ended instead of starting');
}

function inherited(): Record<string, string> {
  return Object.fromEntries(KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
