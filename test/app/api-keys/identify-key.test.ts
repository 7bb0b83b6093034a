import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import type { StoreAndCommands } from '../../stores.ts';
import { createGateway, DAY_MS, useStore } from '../gateway.ts';

const store = useStore();
const MAKER: Actor = { userId: 'maker', scopes: ['keys:manage', 'orders:write'] };
const INPUT = { keyId: null, name: 'Shop back end', scopes: ['orders:write'], expiresAt: null } as const;

/** A gateway that counts how often the database is asked for a key. */
function counting() {
  const asked: string[] = [];
  const counted = (real: StoreAndCommands): StoreAndCommands => ({
    ...real,
    async useApiKey(hash) {
      asked.push(hash);
      return real.useApiKey(hash);
    },
  });
  return { ...createGateway(store(), { store: counted }), asked };
}

test('a key counts by its hash alone, whatever the look-up has found', async () => {
  const { app, replica } = counting();
  const [one, other] = [await app.makeKey(MAKER, INPUT), await app.makeKey(MAKER, INPUT)];
  const found = await store().useApiKey(createHash('sha256').update(other.text).digest('hex'));
  const misled = replica({ store: { ...store(), useApiKey: async () => found } });

  expect(await misled.identifyKey(one.text)).toBeNull();
  expect(await misled.identifyKey(other.text)).toMatchObject({ userId: `key:${other.key.id}` });
});

const checksumOf = (body: string) => createHash('sha256').update(body).digest('hex').slice(0, 8);
const madeUp = (letter: string) => `fsp_${letter.repeat(43)}${checksumOf(`fsp_${letter.repeat(43)}`)}`;

test('a key stands for a user of its own, with its scopes', async () => {
  const { app } = counting();
  const { key, text } = await app.makeKey(MAKER, INPUT);

  expect(await app.identifyKey(text)).toEqual({ userId: `key:${key.id}`, scopes: ['orders:write'] });
});

test('only the hash of a key is looked up, once in five seconds', async () => {
  const { app, asked, clock } = counting();
  const { text } = await app.makeKey(MAKER, INPUT);

  await app.identifyKey(text);
  clock.advance(4_999);
  await app.identifyKey(text);
  expect(asked).toEqual([createHash('sha256').update(text).digest('hex')]);
  clock.advance(1);
  await app.identifyKey(text);

  expect(asked).toHaveLength(2);
});

test('a revoked key is refused at once where it was revoked, and within ten seconds by every other process', async () => {
  const gateway = counting();
  const other = gateway.replica();
  const { key, text } = await gateway.app.makeKey(MAKER, INPUT);
  for (const app of [gateway.app, other]) expect(await app.identifyKey(text)).not.toBeNull();

  await gateway.app.revokeKey(MAKER, key.id);

  expect(await gateway.app.identifyKey(text)).toBeNull();
  expect(await other.identifyKey(text)).not.toBeNull();
  gateway.clock.advance(5_000);
  expect(await other.identifyKey(text)).toBeNull();
});

test('a key grants nothing from the moment on at which it expires, also where it was just seen', async () => {
  const { app, clock } = counting();
  const expiresAt = new Date(clock.now().getTime() + 2_000);
  const { text } = await app.makeKey(MAKER, { ...INPUT, expiresAt });

  clock.advance(1_999);
  expect(await app.identifyKey(text)).not.toBeNull();
  clock.advance(1);
  expect(await app.identifyKey(text)).toBeNull();
  clock.advance(DAY_MS);
  expect(await app.identifyKey(text)).toBeNull();
});

test.each([
  ['a wrong checksum', madeUp('a').replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
  ['a wrong letter', madeUp('a').replace('fsp_a', 'fsp_b')],
  ['another prefix', madeUp('a').replace('fsp_', 'fsk_')],
  ['a letter too many', `${madeUp('a')}0`],
  ['a letter too few', madeUp('a').slice(0, -1)],
  ['nothing but its prefix', 'fsp_'],
])('a text with %s costs no look-up', async (_what, text) => {
  const { app, asked } = counting();

  expect(await app.identifyKey(text)).toBeNull();

  expect(asked).toEqual([]);
});

test('a made-up key is looked up once in five seconds, and a thousand of them drive out no key', async () => {
  const { app, asked } = counting();
  const { text } = await app.makeKey(MAKER, INPUT);
  await app.identifyKey(text);

  for (let count = 0; count < 2; count += 1) expect(await app.identifyKey(madeUp('z'))).toBeNull();
  expect(asked).toHaveLength(2);
  for (let count = 0; count <= 1_000; count += 1) {
    const body = `fsp_${String(count).padStart(43, '0')}`;
    await app.identifyKey(body + checksumOf(body));
  }
  const before = asked.length;
  await app.identifyKey(text);
  expect(asked).toHaveLength(before);
  await app.identifyKey(madeUp('z'));
  expect(asked).toHaveLength(before + 1);
});
