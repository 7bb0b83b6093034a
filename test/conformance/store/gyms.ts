import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { aGym, credentials } from './builders.ts';

export function describeGyms(given: () => Store): void {
  describe('gyms', () => {
    test('gyms are found as they were put, without an account when they came without credentials', async () => {
      const { credentials: _none, ...gym } = aGym({ returnUrl: 'https://example.com/back', signature: 'advisory' });

      const put = await given().putGym({ ...gym, credentials: null });

      const rest = {
        accountId: null,
        needsReconnect: false,
        credentialsRefusedAt: null,
        createdAt: expect.any(Date),
        updatedAt: expect.any(Date),
      };
      expect(put).toEqual({ value: { ...gym, ...rest }, created: true });
      expect(await given().findGym(gym.slug)).toEqual(put.value);
    });

    test('gyms are not found by a slug that no gym has', async () => {
      expect(await given().findGym('no-such-gym')).toBeNull();
      expect(await given().findGym('\0')).toBeNull();
    });

    test('gyms get an account with their first credentials', async () => {
      const first = credentials({ providerUserId: '42' });
      const gym = aGym({ credentials: first });

      const { value } = await given().putGym(gym);

      expect(value.accountId).toBe(first.accountId);
      expect(await given().findAccount(first.accountId)).toEqual({
        id: first.accountId,
        owner: { kind: 'gym', slug: gym.slug },
        provider: gym.provider,
        providerUserId: '42',
        sealed: first.sealed,
        createdAt: expect.any(Date),
      });
    });

    test('gyms keep their account when credentials are left out', async () => {
      const gym = aGym({ credentials: credentials() });
      const first = await given().putGym(gym);

      const again = await given().putGym({ ...gym, name: 'Iron Temple II', credentials: null });

      expect(again).toMatchObject({
        value: { name: 'Iron Temple II', accountId: first.value.accountId },
        created: false,
      });
    });

    test('gyms put again with nothing changed stay untouched', async () => {
      const gym = aGym({ credentials: credentials() });
      const first = await given().putGym(gym);

      expect(await given().putGym({ ...gym, credentials: null })).toEqual({ value: first.value, created: false });
    });

    test('gyms renew the credentials of an account they have', async () => {
      const first = credentials();
      const gym = aGym({ credentials: first });
      await given().putGym(gym);

      await given().putGym({ ...gym, credentials: { ...first, sealed: 'older', providerUserId: '42' } });
      await given().putGym({ ...gym, credentials: { ...first, sealed: 'renewed' } });

      expect(await given().listAccounts({ kind: 'gym', slug: gym.slug })).toEqual([
        expect.objectContaining({ id: first.accountId, sealed: 'renewed', providerUserId: '42' }),
      ]);
    });

    test('gyms keep their old accounts beside a new one, newest first', async () => {
      const [first, second] = [credentials(), credentials()];
      const gym = aGym({ credentials: first });
      await given().putGym(gym);

      const { value } = await given().putGym({ ...gym, credentials: second });

      expect(value.accountId).toBe(second.accountId);
      const accounts = await given().listAccounts({ kind: 'gym', slug: gym.slug });
      expect(accounts.map(({ id, sealed }) => [id, sealed])).toEqual([
        [second.accountId, second.sealed],
        [first.accountId, first.sealed],
      ]);
    });

    test('gyms have no account at a provider they just turned to, and their newest when they turn back', async () => {
      const [older, newer] = [credentials(), credentials()];
      const gym = aGym({ credentials: older });
      await given().putGym(gym);
      await given().putGym({ ...gym, credentials: newer });

      const away = await given().putGym({ ...gym, provider: 'other', credentials: null });
      const back = await given().putGym({ ...gym, credentials: null });

      expect(away.value.accountId).toBeNull();
      expect(back.value.accountId).toBe(newer.accountId);
    });

    test.each([
      ['another gym', { slug: `gym-${randomUUID()}` }, {}],
      ['another provider', { provider: 'other' }, {}],
      ["another holder's id", {}, { providerUserId: '43' }],
    ])('gyms never write into an account of %s', async (_whose, gymChange, credentialsChange) => {
      const owned = credentials({ providerUserId: '42' });
      const gym = aGym({ credentials: owned });
      const before = await given().putGym(gym);

      const intruder = { ...gym, ...gymChange, credentials: { ...owned, sealed: 'stolen', ...credentialsChange } };
      await expect(given().putGym(intruder)).rejects.toMatchObject({ code: 'conflict' });

      expect(await given().findAccount(owned.accountId)).toMatchObject({ sealed: owned.sealed });
      expect(await given().findGym(gym.slug)).toEqual(before.value);
      if (intruder.slug !== gym.slug) expect(await given().findGym(intruder.slug)).toBeNull();
    });

    test('gyms are listed by slug, in pages that leave none out', async () => {
      const slugs = ['a', 'a-b', 'ab', 'b0', 'b1'].map((end) => `0000-page-${end}`);
      for (const slug of slugs) await given().putGym(aGym({ slug }));

      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await given().listGyms({ limit: 2, cursor });
        seen.push(...page.items.map(({ slug }) => slug));
        cursor = page.nextCursor;
      } while (cursor !== null);

      expect(seen.filter((slug) => slug.startsWith('0000-page-'))).toEqual(slugs.toSorted());
      expect(seen).toEqual([...new Set(seen)]);
    });

    test.each(['', 'rubbish!', 'QQ==', Buffer.from('Not A Slug').toString('base64url')])(
      'gyms are not listed after a cursor that we never gave: %j',
      async (cursor) => {
        await expect(given().listGyms({ limit: 2, cursor })).rejects.toMatchObject({
          code: 'invalid',
          field: 'cursor',
        });
      },
    );
  });

  describe('accounts', () => {
    test("accounts are the platform's own once per provider, however many requests ask at once", async () => {
      const provider = `provider-${randomUUID()}`;

      const accounts = await Promise.all(Array.from({ length: 8 }, () => given().platformAccount(provider)));

      expect(new Set(accounts.map(({ id }) => id)).size).toBe(1);
      expect(accounts[0]).toEqual({
        id: expect.any(String),
        owner: { kind: 'platform' },
        provider,
        providerUserId: null,
        sealed: null,
        createdAt: expect.any(Date),
      });
      const listed = await given().listAccounts({ kind: 'platform' });
      expect(listed.filter((account) => account.provider === provider)).toEqual([accounts[0]]);
      expect(await given().findAccount(accounts[0]?.id ?? '')).toEqual(accounts[0]);
    });

    test('accounts are not found by an unknown id, nor by text that is no id', async () => {
      expect(await given().findAccount(randomUUID())).toBeNull();
      expect(await given().findAccount('acct_1')).toBeNull();
    });
  });
}
