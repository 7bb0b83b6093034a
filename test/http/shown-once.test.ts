import { expect, test } from 'vitest';
import { createMemoryStore, createTables } from '../../src/adapters/memory/index.ts';
import { createGateway } from '../app/gateway.ts';
import { withCommands } from '../stores.ts';
import { aServer, bearer } from './harness.ts';
import type { LentServer } from './lending.ts';

// Secrets that are shown once: only the request that made one gets its answer again, and only while the secret is in force.

const SCOPES = 'keys:manage orders:write webhooks:manage';
const KEYS = '/api/v1/api-keys';
const ENDPOINTS = '/api/v1/webhook-endpoints';
const HOUR_MS = 3_600_000;

function aServedGateway() {
  const tables = createTables();
  const gateway = createGateway(withCommands(createMemoryStore({ now: () => new Date(), tables })));
  return { ...gateway, tables, server: aServer(gateway.app) };
}

type Sent = { readonly url: string; readonly payload?: object; readonly by?: object; readonly key?: string };

function post(server: LentServer, { url, payload, by = {}, key = 'the-same-key' }: Sent) {
  const headers = { ...bearer({ scope: SCOPES, ...by }), 'idempotency-key': key };
  return server.inject({ method: 'POST', url, headers, ...(payload && { payload }) });
}

/** What makes a secret, and where the answer has it. */
const KEY = { url: KEYS, payload: { name: 'Shop', scopes: ['orders:write'] } };
const ENDPOINT = { url: ENDPOINTS, payload: { url: 'https://hooks.example/x' } };

const remove = (server: LentServer, url: string) =>
  server.inject({ method: 'DELETE', url, headers: bearer({ scope: SCOPES }) });

async function aRotation(server: LentServer) {
  const { id } = (await post(server, ENDPOINT)).json().data;
  return { url: `${ENDPOINTS}/${id}/rotate-secret` };
}

const MAKING = [
  ['an API key', async () => KEY],
  ['a new endpoint’s secret', async () => ENDPOINT],
  ['a rotated secret', aRotation],
] as const;

test.each(MAKING)('%s is shown again byte for byte to its maker alone, by the same request', async (_what, making) => {
  const { server } = aServedGateway();
  const request = await making(server);

  const first = await post(server, request);
  const again = await post(server, request);
  const others = [
    await post(server, { ...request, by: { sub: 'user-2' } }),
    await post(server, { ...request, key: 'another-key' }),
  ];

  const secretOf = ({ body }: { readonly body: string }) => /fsp_[^"]+|whsec_[^"]+/.exec(body)?.[0];
  expect(secretOf(first)).toBeDefined();
  expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(new Set([first, ...others].map(secretOf)).size).toBe(3);
  expect((await post(server, { ...request, by: { scope: 'orders:write' } })).statusCode).toBe(403);
  const other = { ...request, payload: { ...KEY.payload, url: 'https://hooks.example/y' } };
  expect((await post(server, other)).statusCode).toBe(422);
});

test.each(MAKING)('%s is kept sealed for the request that asks again', async (_what, making) => {
  const { server, tables } = aServedGateway();

  const { body } = await post(server, await making(server));

  const secret = /fsp_[^"]+|whsec_[^"]+/.exec(body)?.[0] ?? '';
  const kept = [...tables.operations.values()].map(({ answer }) => answer ?? '');
  expect(kept.filter((answer) => answer.startsWith('v1:'))).toHaveLength(kept.length);
  expect(JSON.stringify([...Object.values(tables)].map((rows) => [...rows]))).not.toContain(secret);
});

const conflict = (error: string) => ({ status: 'error', error, code: 409 });

test('an API key is not shown again once it is revoked, and no other is made', async () => {
  const { server, tables } = aServedGateway();
  const { id } = (await post(server, KEY)).json().data;
  await remove(server, `${KEYS}/${id}`);

  const again = await post(server, KEY);

  expect(again.json()).toEqual(conflict('The key that this idempotency key made was revoked or has expired'));
  expect(tables.apiKeys.size).toBe(0);
});

test('an API key is not shown again once it has expired', async () => {
  const { server, clock } = aServedGateway();
  const expires_at = new Date(clock.now().getTime() + HOUR_MS).toISOString();
  const request = { ...KEY, payload: { ...KEY.payload, expires_at } };
  await post(server, request);
  clock.advance(HOUR_MS);

  expect((await post(server, request)).statusCode).toBe(409);
});

test.each([
  ['a new endpoint’s secret', async () => ENDPOINT],
  ['a rotated secret', aRotation],
] as const)('%s is not shown again once there is another one, or the endpoint is gone', async (_what, making) => {
  const { server } = aServedGateway();
  const request = await making(server);
  const { id } = (await post(server, request)).json().data;
  await post(server, { url: `${ENDPOINTS}/${id}/rotate-secret`, key: 'another-key' });

  const replaced = await post(server, request);
  await remove(server, `${ENDPOINTS}/${id}`);
  const gone = await post(server, request);

  for (const answer of [replaced, gone])
    expect(answer.json()).toEqual(conflict('The endpoint was deleted, or has another secret by now'));
});
