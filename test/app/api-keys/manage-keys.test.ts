import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import type { KeyInput } from '../../../src/app/api-keys/manage-keys.ts';
import { KEY_FORM } from '../../../src/domain/operator/api-key.ts';
import { CUSTOMER, createGateway, DAY_MS, refusedWith, useStore } from '../gateway.ts';

const store = useStore();
const MAKER: Actor = { userId: 'maker', scopes: ['keys:manage', 'orders:write', 'payments:manage'] };

const aKeyInput = (changes: Partial<KeyInput> = {}): KeyInput => ({
  keyId: null,
  name: 'Shop back end',
  scopes: ['orders:write'],
  expiresAt: null,
  ...changes,
});

test('a key is made, and its text is of the documented form and in no list', async () => {
  const { app } = createGateway(store());

  const { key, text } = await app.makeKey(MAKER, aKeyInput());

  expect(text).toMatch(KEY_FORM);
  const { items } = await app.listKeys(MAKER, { limit: 1, cursor: null });
  expect(items).toEqual([key]);
  expect(JSON.stringify(items)).not.toContain(text);
});

test.each([
  ['making one', (app: App) => app.makeKey(CUSTOMER, aKeyInput({ scopes: [] }))],
  ['listing them', (app: App) => app.listKeys(CUSTOMER, { limit: 1, cursor: null })],
  ['revoking one', (app: App) => app.revokeKey(CUSTOMER, randomUUID())],
])('keys are for callers with the scope: %s', async (_what, ask) => {
  await expect(ask(createGateway(store()).app)).rejects.toMatchObject(refusedWith('scope_missing'));
});
type App = ReturnType<typeof createGateway>['app'];

test('a key that would grant more than its maker has is refused, naming what is too much', async () => {
  const { app } = createGateway(store());
  const scopes = ['orders:write', 'gyms:write', 'audit:read'] as const;

  await expect(app.makeKey(MAKER, aKeyInput({ scopes }))).rejects.toMatchObject({
    ...refusedWith('scope_missing'),
    message: "A key can't grant what its maker lacks: gyms:write, audit:read",
  });
});

test('a scope that another one includes can be granted by a maker who has the wider one', async () => {
  const { app } = createGateway(store());

  const { key } = await app.makeKey(MAKER, aKeyInput({ scopes: ['payments:read'] }));

  expect(key.scopes).toEqual(['payments:read']);
});

test.each([-DAY_MS, -1, 0])('a key that has expired %d ms from now is not made', async (ms) => {
  const { app, clock } = createGateway(store());
  const expiresAt = new Date(clock.now().getTime() + ms);

  await expect(app.makeKey(MAKER, aKeyInput({ expiresAt }))).rejects.toMatchObject(
    refusedWith('invalid', { field: 'expires_at' }),
  );
});

test('a retry whose first answer got lost gets the same key, and only the newest text works', async () => {
  const { app } = createGateway(store());
  const keyId = randomUUID();

  const lost = await app.makeKey(MAKER, aKeyInput({ keyId }));
  const again = await app.makeKey(MAKER, aKeyInput({ keyId }));

  expect(again.key).toEqual(lost.key);
  expect(await app.identifyKey(lost.text)).toBeNull();
  expect(await app.identifyKey(again.text)).toEqual({ userId: `key:${keyId}`, scopes: ['orders:write'] });
});

test('a key that was revoked does not come back by a retry of the request that made it', async () => {
  const { app } = createGateway(store());
  const keyId = randomUUID();
  const { text } = await app.makeKey(MAKER, aKeyInput({ keyId }));
  await app.revokeKey(MAKER, keyId);

  await expect(app.makeKey(MAKER, aKeyInput({ keyId }))).rejects.toMatchObject(refusedWith('conflict'));

  expect(await app.identifyKey(text)).toBeNull();
  const { items } = await app.listKeys(MAKER, { limit: 100, cursor: null });
  expect(items.map(({ id }) => id)).not.toContain(keyId);
});

test('revoking a key that there is not is said', async () => {
  const { app } = createGateway(store());
  const { key } = await app.makeKey(MAKER, aKeyInput());
  await app.revokeKey(MAKER, key.id);

  await expect(app.revokeKey(MAKER, key.id)).rejects.toMatchObject(refusedWith('api_key_not_found'));
});
