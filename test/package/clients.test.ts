import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OPENAPI_FILE } from '../../scripts/openapi.ts';
import { type Platform, startPlatform, USER } from '../service/support/platform.ts';
import { makeApp } from './clients/app-with-client.ts';
import { describeSnippets } from './clients/documented-snippets.ts';
import { compilerErrors, generateClient } from './clients/generate.ts';
import type { Given, Story } from './clients/story.ts';
import { pythonWith } from './python.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// Clients as others make them, against a running service: copied from the documentation, or generated from the document.

const ROOT = join(import.meta.dirname, '../..');
const CLIENTS = join(import.meta.dirname, 'clients');

const PUBLISHABLE_KEY = 'pk_test_ofThePlatform';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ STRIPE_PUBLISHABLE_KEY: PUBLISHABLE_KEY });
});
afterAll(() => platform?.stop());

async function given(): Promise<Given> {
  const orderId = randomUUID();
  await platform.putOrder(orderId, {});
  return { baseUrl: platform.url, token: platform.tokenFor(USER, null), orderId, nowhere: randomUUID() };
}

describeSnippets(() => platform);

function expectPlayed(story: Story): void {
  const { opened } = story;
  expect(story).toEqual({
    opened: expect.stringMatching(/^[0-9a-f-]{36}$/),
    read: { id: opened, amount: 1000, status: 'pending' },
    listed: [opened],
    refused: 404,
  });
}

describe('the TypeScript client', () => {
  let directory: string;
  let compiled: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fitstack-client-'));
    compiled = await makeApp(directory);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const play = async <Result>(story: string, input?: object) =>
    played<Result>(process.execPath, [join(directory, 'main.js'), story], input ?? (await given()));

  test('packed and installed it compiles in a strict app, and works', async () => {
    expect(compiled).toBe('');
    expectPlayed(await play('play'));
  });

  test('it has the version of openapi-fetch that it is tested with', async () => {
    const dependencyOf = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8'));
    const [ours, its] = await Promise.all(['package.json', 'clients/typescript/package.json'].map(dependencyOf));

    expect(its.dependencies).toEqual({ 'openapi-fetch': ours.devDependencies['openapi-fetch'] });
  });

  test('the examples of its README pay an order and open a checkout', async () => {
    const { page, ...said } = await play<Record<string, string>>('playReadme');

    expect(said).toEqual({
      sdk: {
        provider: 'stripe',
        publishable_key: PUBLISHABLE_KEY,
        client_secret: expect.stringMatching(/^pi_.*_secret_/),
      },
      unknownOrder: 'Error: Order not found (404)',
      samePage: page,
      badToken: expect.stringMatching(/UNAUTHORIZED/),
    });
    expect(await (await fetch(page ?? '')).text()).toContain('Monthly pass');
  });

  test('the receiver of its README takes events of every type, and refuses forged ones', async () => {
    const events = await documentedEvents();
    const { orders, forged } = await play<Record<string, string[]>>('receive', { events, secret: btoa('a secret') });

    expect(orders?.filter((order) => order !== null)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(new Set(forged)).toEqual(new Set(['WebhookVerificationError: No matching signature found']));
  });
});

/** The example of each event in the document. */
async function documentedEvents(): Promise<object[]> {
  type Operation = { requestBody: { content: { 'application/json': { example: object } } } };
  const document: { webhooks: Record<string, { post: Operation }> } = JSON.parse(await readFile(OPENAPI_FILE, 'utf8'));
  return Object.values(document.webhooks).map(({ post }) => post.requestBody.content['application/json'].example);
}

test('a client that Hey API generates compiles, and works', async () => {
  await generateClient(JSON.parse(await readFile(OPENAPI_FILE, 'utf8')));

  const story = join(CLIENTS, 'with-hey-api.ts');
  expect(compilerErrors(story)).toEqual([]);
  const { play } = (await import(story)) as { play(given: Given): Promise<Story> };
  expectPlayed(await play(await given()));
});

test('a client in Python, made from the document, compiles its patterns and works', async (context) => {
  const python = pythonWith(context, 'requests', 'fastjsonschema');

  const program = join(CLIENTS, 'client.py');
  expectPlayed(await played(python, [program, fileURLToPath(OPENAPI_FILE)], await given()));
});

function played<Result>(program: string, args: string[], input: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))));
    child.stdin?.end(JSON.stringify(input));
  });
}
