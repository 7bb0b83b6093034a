import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { surroundings } from '../../surroundings.ts';
import { dataOf, type Json, type Platform, send, startPlatform } from '../support/platform.ts';

// Each starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const SOMEPAY = join(import.meta.dirname, '../../app/fake-registration.ts');
const NAME = 'fitstack-payments-somepay';

/** A project that has installed a provider, which can only be imported. */
let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'fitstack-project-'));
  const home = join(project, 'node_modules', NAME);
  await mkdir(home, { recursive: true });
  const manifest = { name: NAME, type: 'module', exports: { '.': { import: './index.js' } } };
  await writeFile(join(home, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(home, 'index.js'),
    `export { registration } from ${JSON.stringify(pathToFileURL(SOMEPAY).href)};\n`,
  );
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** What a start in the project prints that does not succeed. */
async function refusalOf(env: Record<string, string>): Promise<readonly string[]> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...surroundings(), DATA_DIR: join(project, 'data'), ...env },
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return errors.trim().split('\n');
}

test('a package in the working directory has its variables checked at the start, as every provider has', async () => {
  expect(await refusalOf({ PROVIDERS: NAME, SOMEPAY_KEY: 'a-key' })).toEqual([
    'fitstack-payments: SOMEPAY_SECRETS: is required beside SOMEPAY_KEY',
  ]);
});

test('a package that is not installed stops the start with one line', async () => {
  expect(await refusalOf({ PROVIDERS: `${NAME}, nopay` })).toEqual([
    'fitstack-payments: PROVIDERS: nopay is not installed here: npm install nopay',
  ]);
});

describe('a provider of a package', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform({ PROVIDERS: SOMEPAY, SOMEPAY_KEY: 'platform:key', SOMEPAY_SECRETS: 'a-secret' });
  });
  afterAll(() => platform.stop());

  test('a provider of a package is listed with its credentials, and described', async () => {
    const answer = await send(`${platform.url}/api/v1/providers`, { method: 'GET', headers: platform.user });
    const document = await send(`${platform.url}/openapi.json`, { method: 'GET' });

    const { items } = dataOf(answer) as { items: Json[] };
    const [listed] = items.filter(({ name }) => name === 'somepay');
    expect(listed).toMatchObject({ takes_orders: true, takes_checkouts: true });
    expect(listed?.['credentials']).toContainEqual(
      expect.objectContaining({ name: 'access_token', environment_variable: 'SOMEPAY_KEY' }),
    );
    expect(document.body['components']).toMatchObject({ schemas: { SomePayCredentials: {} } });
  });

  test('a provider of a package has orders paid into the platform’s account', async () => {
    const { paymentId } = await platform.openOrder({ provider: 'somepay' });

    expect(await platform.statusOf(paymentId)).toBe('pending');
  });

  test('a provider of a package has a gym’s credentials checked, and its checkouts opened', async () => {
    const slug = `gym-${randomUUID()}`;
    const credentials = { access_token: 'gym:key', webhook_secrets: ['a-secret-of-16-characters'] };
    const put = (given: Json) => {
      const json = { name: 'Iron Temple', payments_enabled: true, provider: 'somepay', credentials: given };
      return send(`${platform.url}/api/v1/gyms/${slug}`, { method: 'PUT', headers: platform.operator, json });
    };

    expect(await put({ ...credentials, public_key: 'sk_1' })).toMatchObject({
      status: 400,
      body: { error: 'credentials.public_key must begin with pk_' },
    });
    expect((await put(credentials)).status).toBe(201);
    const checkout = { gym_id: slug, amount: 5000, title: 'Monthly pass', payer_email: 'member@example.com' };
    const answer = await send(`${platform.url}/api/v1/payments/checkout`, { headers: platform.user, json: checkout });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
  });
});
