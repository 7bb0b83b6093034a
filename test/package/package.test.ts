import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../src/provider-kit/check.ts';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { playExamples } from '../sandbox/documented.ts';
import { ENVIRONMENT, installPackage } from './installed.ts';

const run = promisify(execFile);
const COMPILER = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
const EXAMPLE = join(import.meta.dirname, '../../examples/provider');
const MEGABYTE = 1_000_000;

let shop: Awaited<ReturnType<typeof installPackage>>;
let fresh: readonly string[];
beforeAll(async () => {
  shop = await installPackage();
  fresh = await filesOf(shop.home);
});
afterAll(() => shop?.remove());

async function filesOf(directory: string): Promise<readonly string[]> {
  return (await readdir(directory, { recursive: true })).sort();
}

/** A program in the project, and what it prints until `isEnough`. */
async function start(command: readonly string[], env: Record<string, string>, isEnough: (printed: string) => boolean) {
  const [program = '', ...args] = command;
  // A group of its own: npx does not pass on a signal, which reaches all of the group from a terminal.
  const child = spawn(program, args, { cwd: shop.directory, env: { ...ENVIRONMENT, ...env }, detached: true });
  const closed = once(child, 'close');
  const signal = (name: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, name);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  onTestFinished(async () => {
    if (!child.stdout.closed) signal('SIGKILL');
    await closed;
  });
  while (!isEnough(printed)) {
    if (child.exitCode !== null) throw new Error(printed);
    await sleep(50);
  }
  return {
    printed: () => printed,
    async stop(): Promise<number | null> {
      signal('SIGTERM');
      return (await closed)[0];
    },
  };
}

async function post<Answer>(url: string, token: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
}

describe('the package', () => {
  test('the package holds what package.json names, in JavaScript, and is small', async () => {
    const { bin, exports } = JSON.parse(await readFile(join(shop.home, 'package.json'), 'utf8'));
    const paths = shop.packed.files.map(({ path }) => path);
    const named = JSON.stringify([bin, exports]).match(/\.?\.?\/?(?:dist|docs)\/[^"]+/g) ?? [];

    expect(named.length).toBeGreaterThan(4);
    for (const path of named) expect([path, existsSync(join(shop.home, path))]).toEqual([path, true]);
    expect(paths.filter((path) => /(?<!\.d)\.ts$|^(?:src|test|bench|scripts)\//.test(path))).toEqual([]);
    expect(shop.packed.size).toBeLessThan(7 * MEGABYTE);
    expect(shop.packed.unpackedSize).toBeLessThan(14 * MEGABYTE);
  });

  test('the package brings no Node of its own, and no library that runs a script where it is installed', async () => {
    const lock = JSON.parse(await readFile(join(shop.directory, 'package-lock.json'), 'utf8'));

    expect(existsSync(join(shop.directory, 'node_modules/.bin/node'))).toBe(false);
    for (const [path, { hasInstallScript }] of Object.entries<{ hasInstallScript?: true }>(lock.packages))
      expect([path, hasInstallScript]).toEqual([path, undefined]);
  });

  test('the package has types that a strict project compiles with, and the document', async () => {
    await writeFile(join(shop.directory, 'shop.ts'), SHOP);
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--resolveJsonModule'];

    const compiled = await run(process.execPath, [COMPILER, ...options, 'shop.ts'], { cwd: shop.directory }).catch(
      (error: { readonly stdout: string }) => error,
    );

    expect(compiled.stdout).toBe('');
  });
});

describe('fitstack-payments/provider-kit', () => {
  const node = (...args: string[]) => run(process.execPath, args, { cwd: shop.directory, env: ENVIRONMENT });

  beforeAll(() => cp(EXAMPLE, join(shop.directory, 'coinpay'), { recursive: true }));

  test('fitstack-payments/provider-kit has types that an adapter in a package of its own compiles with', async () => {
    const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const forms = ['--module', 'nodenext', '--target', 'es2024', '--allowImportingTsExtensions'];
    const types = ['--types', 'node', '--typeRoots', join(COMPILER, '../../../@types')];

    const compiled = await node(COMPILER, ...options, ...forms, ...types, 'coinpay/kit.ts').catch(
      (error: { readonly stdout: string }) => error,
    );

    expect(compiled.stdout).toBe('');
  });

  test('fitstack-payments/provider-kit finds nothing wrong with an adapter that keeps every promise', async () => {
    const { stdout } = await node('coinpay/kit.ts');

    expect(stdout).toMatch(/^Coin Pay keeps every promise that applies: (\d+) of \1 kept\.\n/);
    expect(stdout).toContain('Not declared:');
  });

  test('fitstack-payments/provider-kit ends with 1 for a wrong adapter, and names the mistake and the page about it', async () => {
    const adapter = join(shop.directory, 'coinpay/adapter.ts');
    const right = await readFile(adapter, 'utf8');
    await writeFile(adapter, right.replace('reference }, idempotencyKey,', 'reference }, crypto.randomUUID(),'));

    const ended = await node('coinpay/kit.ts', '--json', 'refund').catch(
      (error: { readonly code: number; readonly stdout: string }) => error,
    );

    const { results } = JSON.parse(ended.stdout) as Report;
    const broken = results.filter((result) => result.broken !== null);
    expect(ended).toMatchObject({ code: 1 });
    expect(broken.map(({ promise }) => promise)).toEqual([
      'A refund is sent once for one key, and again for another key',
    ]);
    const [page = '', anchor = ''] = broken[0]?.doc.split('#') ?? [];
    expect((await readFile(join(shop.home, page), 'utf8')).toLowerCase()).toContain(`# ${anchor}`);
  });
});

/** Types of what callers send and read, and of what tests start. */
const SHOP = `
import type { components, paths, webhooks } from 'fitstack-payments';
import document from 'fitstack-payments/openapi.json' with { type: 'json' };
import { type Sandbox, startSandbox } from 'fitstack-payments/sandbox';

export const order: components['schemas']['CreatePaymentIntentRequest'] = { order_id: '550e8400-e29b-41d4-a716-446655440000' };
export type Path = keyof paths;
export type Event = keyof webhooks;
export const version: string = document.info.version;
export const sandbox: Promise<Sandbox> = startSandbox({ port: 0, stripeWebhookUrl: 'http://localhost:3000/' });
// @ts-expect-error The document has no such path.
export const wrong: Path = '/api/v1/nothing';
`;

describe('npx fitstack-payments', () => {
  test('npx fitstack-payments is the service: a payment through each API, the command line beside it, and a stop', async () => {
    const port = await freePort(2);
    const env = { PORT: String(port) };
    const service = await start(['npx', 'fitstack-payments'], env, (printed) => printed.includes('/succeed\n\n'));
    const [api, sandbox] = [`http://127.0.0.1:${port}/api/v1`, `http://127.0.0.1:${port + 1}/sandbox`];
    const token = /^TOKEN=(\S+)$/m.exec(service.printed())?.[1] ?? '';
    const cli = async (...args: string[]) => {
      const environment = { cwd: shop.directory, env: { ...ENVIRONMENT, ...env } };
      return JSON.parse((await run('npx', ['fitstack-payments', ...args, '--json'], environment)).stdout);
    };
    const orderId = randomUUID();
    await cli('order', 'put', orderId, '--user', 'demo-user', '--amount', '10.50', '--currency', 'usd');
    const intent = await post<{ data: { payment_id: string } }>(`${api}/payments/intent`, token, { order_id: orderId });
    const gym = { gym_id: 'demo-gym', amount: 5000, title: 'Monthly pass', payer_email: 'user@example.com' };
    const checkout = await post<{ init_point: string }>(`${api}/payments/checkout`, token, gym);
    const preferenceId = new URL(checkout.init_point).searchParams.get('pref_id');

    for (const id of [intent.data.payment_id, preferenceId])
      expect(await post(`${sandbox}/payments/${id}/succeed`, token, {})).toMatchObject({
        webhooks: [{ status_code: 200 }],
      });

    const { items } = await cli('payment', 'list');
    expect(items).toMatchObject([
      { status: 'succeeded', amount: 500_000, currency: 'ars' },
      { status: 'succeeded', amount: 1050, currency: 'usd', order_id: orderId },
    ]);
    expect((await fetch(`http://127.0.0.1:${port}/docs/swagger-ui-bundle.js`)).status).toBe(200);
    const help = await run('npx', ['fitstack-payments', 'payment', 'list', '--help'], {
      cwd: shop.directory,
      env: ENVIRONMENT,
    });
    expect(help.stdout).toContain('$ npx fitstack-payments payment list');
    await service.stop();
    expect(service.printed()).toMatch(/"msg":"stopped"\}\n$/);
  });

  test('fitstack-payments sandbox is the providers alone, which the official SDKs pay at as documented', async () => {
    const command = ['node_modules/.bin/fitstack-payments', 'sandbox', '--port', '0', '--json'];
    const { printed, stop } = await start(command, {}, (text) => text.endsWith('}\n'));
    const { url } = JSON.parse(printed()) as { url: string };

    const played = await playExamples(url, join(shop.directory, 'node_modules'), (code) => code.includes('import '));

    expect(played.map(({ out }) => out)).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ sk_test_\S+ TEST-\S+\n$/),
      'succeeded 1000\nsucceeded 400\n',
      'approved 5000\napproved 1000\n',
      'payment_intent.succeeded\npayment.created\n',
    ]);
    expect(await stop()).toBe(0);
  });

  test('npx fitstack-payments makes nothing in the package but its cache of compiled code', async () => {
    await run('npx', ['fitstack-payments', '--version'], { cwd: shop.directory, env: ENVIRONMENT });

    const made = (await filesOf(shop.home)).filter((file) => !fresh.includes(file));
    expect(made.filter((file) => !file.startsWith('dist/generated/compile-cache'))).toEqual([]);
  });
});
