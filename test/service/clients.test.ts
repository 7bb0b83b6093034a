import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { OPENAPI_FILE } from '../../scripts/openapi.ts';
import { describeSnippets } from './clients/documented-snippets.ts';
import { compilerErrors, generateClients } from './clients/generate.ts';
import type { Given, Story } from './clients/story.ts';
import { type Platform, startPlatform, USER } from './platform.ts';
import { pythonWith } from './python.ts';

// Clients as others make them, against a running service: copied from the documentation, or generated from the document.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const CLIENTS = join(import.meta.dirname, 'clients');
const STORIES = ['with-openapi-fetch.ts', 'with-hey-api.ts'];

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
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

test('clients that openapi-typescript and Hey API generate compile, and work', async () => {
  await generateClients(JSON.parse(await readFile(OPENAPI_FILE, 'utf8')));

  expect(compilerErrors(STORIES)).toEqual([]);
  for (const name of STORIES) {
    const { play } = (await import(join(CLIENTS, name))) as { play(given: Given): Promise<Story> };
    expectPlayed(await play(await given()));
  }
});

test('a client in Python, made from the document, compiles its patterns and works', async (context) => {
  const python = pythonWith(context, 'requests', 'fastjsonschema');

  const program = join(CLIENTS, 'client.py');
  expectPlayed(await played(python, [program, fileURLToPath(OPENAPI_FILE)], await given()));
});

function played(python: string, args: string[], input: Given): Promise<Story> {
  return new Promise((resolve, reject) => {
    const child = execFile(python, args, (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))));
    child.stdin?.end(JSON.stringify(input));
  });
}
