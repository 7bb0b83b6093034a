import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { NewApiKey } from '../../../src/ports/store/api-keys.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const CREATED = { action: 'key.create', subject: 'key:1', changes: [], actor: 'maker', requestId: null } as const;
const REVOKED = { ...CREATED, action: 'key.revoke' } as const;

const aKey = (changes: Partial<NewApiKey> = {}): NewApiKey => ({
  id: randomUUID(),
  name: 'Shop back end',
  scopes: ['orders:write', 'payments:read'],
  expiresAt: null,
  ...changes,
});

export function describeApiKeys(given: () => Store): void {
  async function kept(changes: Partial<NewApiKey> = {}) {
    const hash = hashOf(randomUUID());
    const key = await given().addApiKey(aKey(changes), hash, CREATED);
    if (key === null) throw new Error('a new key was not made');
    return { hash, key };
  }

  const listed = async (id: string) => {
    const page = await given().listApiKeys({ limit: 100, cursor: null });
    return page.items.find((key) => key.id === id);
  };

  describe('API keys', () => {
    test('a key is found by its hash, as it was made', async () => {
      const wanted = aKey({ expiresAt: new Date('2099-01-01T00:00:00Z') });
      const hash = hashOf(wanted.id);

      const made = await given().addApiKey(wanted, hash, CREATED);

      expect(made).toEqual({ ...wanted, createdAt: expect.any(Date), lastUsedAt: null });
      expect(await given().useApiKey(hash)).toMatchObject(wanted);
      expect(await given().findApiKey(wanted.id)).toMatchObject(wanted);
      for (const id of [randomUUID(), 'first']) expect(await given().findApiKey(id)).toBeNull();
      expect(await given().useApiKey(hashOf('another'))).toBeNull();
    });

    test('the use of a key is noted, and not again within the same minute', async () => {
      const { key, hash } = await kept();
      const began = Date.now();

      await given().useApiKey(hash);
      const first = (await listed(key.id))?.lastUsedAt;
      await given().useApiKey(hash);

      expect(Math.abs((first?.getTime() ?? 0) - began)).toBeLessThan(30_000);
      expect((await listed(key.id))?.lastUsedAt).toEqual(first);
    });

    test('the use of a key that has expired is not noted', async () => {
      const { key, hash } = await kept({ expiresAt: new Date('2020-01-01T00:00:00Z') });

      expect(await given().useApiKey(hash)).toMatchObject({ id: key.id });

      expect((await listed(key.id))?.lastUsedAt).toBeNull();
    });

    test('a key that is made again is the same key with another text', async () => {
      const { key, hash } = await kept();
      const other = hashOf(randomUUID());

      expect(await given().addApiKey(aKey({ id: key.id, scopes: [], name: 'Another' }), other, CREATED)).toEqual(key);

      expect(await given().useApiKey(hash)).toBeNull();
      expect(await given().useApiKey(other)).toMatchObject({ id: key.id, name: key.name, scopes: key.scopes });
    });

    test('a key that was removed does not come back when it is made again', async () => {
      const { key, hash } = await kept();
      await given().removeApiKey(key.id, REVOKED);

      for (const text of [hash, hashOf(randomUUID())]) {
        expect(await given().addApiKey(aKey({ id: key.id }), text, CREATED)).toBeNull();
        expect(await given().useApiKey(text)).toBeNull();
      }
      expect(await listed(key.id)).toBeUndefined();
      expect(await given().removeApiKey(key.id, REVOKED)).toBe(false);
    });

    test('a key that is removed is found no more', async () => {
      const { key, hash } = await kept();

      expect(await given().removeApiKey(key.id.toUpperCase(), REVOKED)).toBe(true);

      expect(await given().useApiKey(hash)).toBeNull();
      expect(await listed(key.id)).toBeUndefined();
      expect(await given().removeApiKey(key.id, REVOKED)).toBe(false);
      expect(await given().removeApiKey('not-an-id', REVOKED)).toBe(false);
    });

    test('keys are listed newest first, in pages, without their hashes', async () => {
      const first = await kept();
      await pause(5); // Of one millisecond any may come first.
      const second = await kept();

      const page = await given().listApiKeys({ limit: 1, cursor: null });
      const next = await given().listApiKeys({ limit: 1, cursor: page.nextCursor });

      expect([...page.items, ...next.items]).toEqual([second.key, first.key]);
    });

    test('the cursor of another list is refused', async () => {
      const page = { limit: 1, cursor: Buffer.from('payments 2026').toString('base64url') };
      await expect(given().listApiKeys(page)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });
  });
}
