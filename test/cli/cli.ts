import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, vi } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { makeToken } from '../../src/config/token.ts';
import { startOnAnyDatabase, type TestedService } from '../service/support/service.ts';
import { surroundings } from '../surroundings.ts';

export const CLI = join(import.meta.dirname, '../../bin/cli.ts');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
type Given = { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string };

/** The command line in this process: starting one for each command takes most of a test's time. */
export async function runCli(args: readonly string[], { env = {}, stdin = '' }: Given = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const terminal = {
    env,
    columns: 80,
    isInteractive: false,
    readAll: async () => stdin,
    ask: () => Promise.reject(new Error('There is no terminal to ask')),
    write: (text: string) => {
      out += text;
    },
    writeError: (text: string) => {
      err += text;
    },
  };
  const code = await run(args, terminal, () => Promise.reject(new Error('The sandbox is a process of its own')));
  return { code, out, err };
}

/** The program itself, with nothing of our environment but the path and the clock. */
export async function startCli(args: readonly string[], { env = {}, stdin = '' }: Given = {}): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...surroundings(), ...env } });
  child.stdin.end(stdin);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

/** A service in the sandbox for a whole file, and the command line of its operator. */
export function withService() {
  // Commands on a terminal are processes, beside a service that is one, too. Here, since each file sets its own limits.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  let dataDir: string;
  let service: TestedService;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fitstack-cli-'));
    service = await startOnAnyDatabase({ DATA_DIR: dataDir, RATE_LIMIT_MAX: '100000' });
  });
  afterAll(async () => {
    await service?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const env = () => ({ PORT: new URL(service.url).port, DATA_DIR: dataDir });

  /** As it is typed beside the service, without any option that says where it is. */
  const cli = (args: readonly string[], given: Given = {}) =>
    runCli(args, { ...given, env: { ...env(), ...given.env } });

  /** The same in a process of its own. */
  const started = (args: readonly string[], given: Given = {}) =>
    startCli(args, { ...given, env: { ...env(), ...given.env } });

  /** As it is typed on a terminal, with the keys that are pressed when it asks; what is printed and what goes wrong come together. */
  async function onTerminal(args: readonly string[], answer: string): Promise<{ code: number | null; out: string }> {
    const typed = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ');
    const child = spawn('script', ['--quiet', '--return', '--command', typed, '/dev/null'], {
      env: { ...surroundings(), ...env(), TERM: 'dumb' },
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (text.includes('Type yes')) child.stdin.write(answer);
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, out };
  }

  /** The data that a command prints; it must succeed. */
  async function data<Data = Record<string, unknown>>(args: readonly string[], given: Given = {}): Promise<Data> {
    const { code, out, err } = await cli([...args, '--json'], given);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${err}`);
    return JSON.parse(out) as Data;
  }

  /** A request that the command line has no command for. */
  async function send(method: string, path: string, token: string, body: object): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(service.url + path, { method, headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, unknown>;
  }
  const post = (path: string, token: string, body: object) => send('POST', path, token, body);

  /** For tests that need no command line for what only has to be there. */
  const tokenOf = (sub: string, scope: string | null = null) =>
    makeToken({ secret: service.jwtSecret, sub, scope, issuer: null, audience: null });

  /** What the buyer does on the provider's page. */
  async function pay(id: string, action = 'succeed', query = ''): Promise<void> {
    const response = await fetch(`${service.sandboxUrl}/sandbox/payments/${id}/${action}${query}`, { method: 'POST' });
    if (!response.ok) throw new Error(`${action} ${id}: ${response.status} ${await response.text()}`);
  }

  /** Loses the next webhook of Stripe: what it would say is known from nothing but our own request. */
  async function loseWebhook(): Promise<void> {
    const body = JSON.stringify({ fault: 'drop', provider: 'stripe', times: 1 });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${service.sandboxUrl}/sandbox/faults`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`the fault: ${response.status} ${await response.text()}`);
  }

  /** An order of this user, and the id of the payment that was opened for it. */
  async function openPayment(changes: object = {}): Promise<{ orderId: string; paymentId: string }> {
    const orderId = randomUUID();
    const order = { user_id: 'user-1', amount: 1000, currency: 'jpy', ...changes };
    await send('PUT', `/api/v1/orders/${orderId}`, tokenOf('operator-1', 'orders:write'), order);
    const answer = await post('/api/v1/payments/intent', tokenOf('user-1'), { order_id: orderId });
    return { orderId, paymentId: String(Object(answer['data']).payment_id) };
  }

  return {
    cli,
    started,
    data,
    onTerminal,
    post,
    tokenOf,
    pay,
    loseWebhook,
    openPayment,
    url: () => service.url,
    dataDir: () => dataDir,
  };
}
