import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { adapterTests } from './adapter-tests.ts';
import { playExamples } from './documented.ts';
import { ENVIRONMENT, installPackage } from './installed.ts';
import { post, start } from './running.ts';

const run = promisify(execFile);
const COMPILER = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
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

describe('the package', () => {
  test('the package holds what package.json names, in JavaScript, and is small', async () => {
    const { bin, exports } = JSON.parse(await readFile(join(shop.home, 'package.json'), 'utf8'));
    const paths = shop.packed.files.map(({ path }) => path);
    const named = JSON.stringify([bin, exports]).match(/\.?\.?\/?(?:dist|docs)\/[^"]+/g) ?? [];

    expect(named.length).toBeGreaterThan(4);
    for (const path of named) expect([path, existsSync(join(shop.home, path))]).toEqual([path, true]);
    const written = paths.filter((path) => !/^dist\/(?:examples|templates)\//.test(path));
    expect(written.filter((path) => /(?<!\.d)\.ts$|^(?:src|test|bench|scripts)\//.test(path))).toEqual([]);
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

adapterTests(() => shop);

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
    const service = await start({ cwd: shop.directory, command: ['npx', 'fitstack-payments'], env }, (printed) =>
      printed.includes('/succeed\n\n'),
    );
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

  test('fitstack-payments sandbox is the providers alone, where every example of docs/sandbox.md works as it stands there', async () => {
    const command = ['node_modules/.bin/fitstack-payments', 'sandbox', '--port', '0', '--json'];
    const { printed, stop } = await start({ cwd: shop.directory, command, env: {} }, (text) => text.endsWith('}\n'));
    const { url } = JSON.parse(printed()) as { url: string };

    const played = await playExamples(url, join(shop.directory, 'node_modules'));

    expect(played.flatMap(({ language, out }) => (language === 'js' ? [out] : []))).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ sk_test_\S+ TEST-\S+\n$/),
      'succeeded 1000\nsucceeded 400\n',
      'approved 5000\napproved 1000\n',
      'COMPLETED COMPLETED 10.00\nCOMPLETED 4.00\n',
      'payment_intent.succeeded\npayment.created\n',
    ]);
    const shell = played.filter(({ language }) => language === 'sh');
    expect(shell.length).toBeGreaterThan(4);
    for (const { out } of shell) expect(out).not.toContain('"error":');
    expect(await stop()).toBe(0);
  });

  test('npx fitstack-payments makes nothing in the package but its cache of compiled code', async () => {
    await run('npx', ['fitstack-payments', '--version'], { cwd: shop.directory, env: ENVIRONMENT });

    const made = (await filesOf(shop.home)).filter((file) => !fresh.includes(file));
    expect(made.filter((file) => !file.startsWith('dist/generated/compile-cache'))).toEqual([]);
  });
});
