import { expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import type { ApiKey } from '../../../src/domain/operator/api-key.ts';
import { aServer, bearer, recording } from '../harness.ts';

const URL = '/api/v1/api-keys';
const ID = '770e8400-e29b-41d4-a716-446655440000';
const MANAGER = bearer({ scope: 'keys:manage orders:write' });
const ACTOR = { userId: 'user-1', scopes: ['keys:manage', 'orders:write'] };
const TEXT = `fsp_${'a'.repeat(43)}0123abcd`;

const KEY: ApiKey = {
  id: ID,
  name: 'Shop back end',
  scopes: ['orders:write'],
  createdAt: new Date('2026-03-01T12:00:00Z'),
  expiresAt: new Date('2027-03-01T12:00:00Z'),
  lastUsedAt: null,
};
const SHOWN = {
  id: ID,
  name: 'Shop back end',
  scopes: ['orders:write'],
  created_at: '2026-03-01T12:00:00.000Z',
  expires_at: '2027-03-01T12:00:00.000Z',
  last_used_at: null,
};

test('a key is made and shown once, with the times of RFC 3339', async () => {
  const makeKey = recording({ key: KEY, text: TEXT });
  const payload = { name: 'Shop back end', scopes: ['orders:write'], expires_at: '2027-03-01T14:00:00+02:00' };

  const response = await aServer({ makeKey: makeKey.behaviour }).inject({
    method: 'POST',
    url: URL,
    headers: MANAGER,
    payload,
  });

  expect(response.statusCode).toBe(201);
  expect(response.json()).toEqual({ status: 'success', data: { ...SHOWN, key: TEXT } });
  const input = { keyId: null, name: 'Shop back end', scopes: ['orders:write'], expiresAt: KEY.expiresAt };
  expect(makeKey.calls).toEqual([[ACTOR, input]]);
});

test.each([
  ['name', { name: '' }],
  ['name', { name: undefined }],
  ['scopes', { scopes: undefined }],
  ['scopes', { scopes: 'orders:write' }],
  ['expires_at', { expires_at: 'tomorrow' }],
  ['expires_at', { expires_at: '2027-03-01T12:00:00' }],
  ['expires_at', { expires_at: '2027-02-29T12:00:00Z' }],
  ['expires_at', { expires_at: 1_900_000_000 }],
])('a key is refused naming %s: %j', async (field, changes) => {
  const payload = { name: 'Shop back end', scopes: [], ...changes };

  const response = await aServer().inject({ method: 'POST', url: URL, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test('an unknown scope is refused, naming those that there are', async () => {
  const payload = { name: 'Shop back end', scopes: ['orders:write', 'everything'] };

  const response = await aServer().inject({ method: 'POST', url: URL, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json().error).toMatch(/^scopes.*must be one of orders:write, .*keys:manage, audit:read/);
});

test.each([
  ['scope_missing', 403],
  ['api_key_not_found', 404],
] as const)('what the app refuses with %s is %d', async (code, status) => {
  const revokeKey = async () => {
    throw new DomainError(code, 'no');
  };

  const response = await aServer({ revokeKey }).inject({ method: 'DELETE', url: `${URL}/${ID}`, headers: MANAGER });

  expect(response.statusCode).toBe(status);
  expect(response.json()).toEqual({ status: 'error', error: 'no', code: status });
});

test('keys are listed by pages, without the keys themselves', async () => {
  const listKeys = recording({ items: [KEY], nextCursor: 'next' });

  const response = await aServer({ listKeys: listKeys.behaviour }).inject({
    url: `${URL}?limit=1&cursor=abc`,
    headers: MANAGER,
  });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: 'success', data: { items: [SHOWN], next_cursor: 'next' } });
  expect(listKeys.calls).toEqual([[ACTOR, { limit: 1, cursor: 'abc' }]]);
});

test('a key is revoked with 204 and no body', async () => {
  const revokeKey = recording(undefined);

  const url = `${URL}/${ID.toUpperCase()}`;
  const response = await aServer({ revokeKey: revokeKey.behaviour }).inject({
    method: 'DELETE',
    url,
    headers: MANAGER,
  });

  expect([response.statusCode, response.body]).toEqual([204, '']);
  expect(revokeKey.calls).toEqual([[ACTOR, ID]]);
});

test('an id that is no UUID is refused, naming it', async () => {
  const response = await aServer().inject({ method: 'DELETE', url: `${URL}/first`, headers: MANAGER });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'key_id' } });
});

test.each([
  ['POST', URL],
  ['GET', URL],
  ['DELETE', `${URL}/${ID}`],
] as const)('%s %s needs a token', async (method, url) => {
  const response = await aServer().inject({ method, url });

  expect(response.statusCode).toBe(401);
});
