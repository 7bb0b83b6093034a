import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../../src/domain/operator/audit.ts';
import type { AuditFilter, KeptAudit } from '../../../src/ports/store/audit.ts';
import { BESIDE, type StoreAndCommands as Store } from '../../stores.ts';
import { aGym, anOrder } from './builders.ts';

const ALL = { actor: null, action: null, subject: null, since: null, until: null };

/** Entries have whole milliseconds, and of one moment any may come first. */
const nextMoment = () => pause(5);

export function describeAudit(given: () => Store): void {
  async function listed(filter: Partial<AuditFilter>, limit = 100): Promise<readonly KeptAudit[]> {
    const entries: KeptAudit[] = [];
    let cursor: string | null = null;
    do {
      const page = await given().listAudit({ ...ALL, ...filter }, { limit, cursor });
      entries.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return entries;
  }

  const recordOf = (changes: Partial<AuditRecord>): AuditRecord => ({
    action: 'key.create',
    subject: `key:${randomUUID()}`,
    changes: [{ field: 'name', from: null, to: 'Shop' }],
    actor: `maker-${randomUUID()}`,
    requestId: 'request-1',
    ...changes,
  });

  async function aKey(changes: Partial<AuditRecord> = {}) {
    const id = randomUUID();
    const audit = recordOf({ subject: `key:${id}`, ...changes });
    const hash = (id + id).replaceAll('-', '');
    await given().addApiKey({ id, name: 'Shop', scopes: [], expiresAt: null }, hash, audit);
    return { id, hash, audit };
  }

  describe('the audit', () => {
    test('an entry is read as it was written, with the time of its commit', async () => {
      const began = Date.now();
      const { audit } = await aKey();

      const [entry, ...more] = await listed({ subject: audit.subject });

      expect(entry).toEqual({ ...audit, at: expect.any(Date) });
      expect(Math.abs((entry?.at.getTime() ?? 0) - began)).toBeLessThan(30_000);
      expect(more).toEqual([]);
    });

    test('a key that is made again, or is not there to be revoked, adds no entry', async () => {
      const { id, hash, audit } = await aKey();
      await given().addApiKey({ id, name: 'Shop', scopes: [], expiresAt: null }, hash, audit);
      const revoked = recordOf({ action: 'key.revoke', subject: audit.subject });
      await nextMoment();
      expect(await given().removeApiKey(id, revoked)).toBe(true);
      expect(await given().removeApiKey(id, revoked)).toBe(false);

      expect((await listed({ subject: audit.subject })).map(({ action }) => action)).toEqual([
        'key.revoke',
        'key.create',
      ]);
    });

    test('entries are found by who, what and when, newest first, in pages', async () => {
      const actor = `maker-${randomUUID()}`;
      const first = await aKey({ actor });
      await nextMoment();
      const second = await aKey({ actor, action: 'key.revoke' });

      const all = await listed({ actor }, 1);

      expect(all.map(({ subject }) => subject)).toEqual([second.audit.subject, first.audit.subject]);
      expect((await listed({ actor, action: 'key.revoke' })).map(({ subject }) => subject)).toEqual([
        second.audit.subject,
      ]);
      const since = all[0]?.at ?? new Date(0);
      expect(await listed({ actor, since })).toEqual(all.slice(0, 1));
      expect(await listed({ actor, until: since })).toEqual(all.slice(1));
    });

    test('an order is changed together with its entry, and a commit that comes second writes none', async () => {
      const by = { actor: 'operator-1', requestId: 'request-1' };
      const { id } = anOrder();
      const loaded = await given().loadPurchase({ kind: 'order', id });
      const change = anOrder({ id });
      await given().putOrder(change, by);
      const audit = [recordOf({ action: 'order.put', subject: `order:${id}` })];
      const order = { ...change, paidBy: null, createdAt: loaded.now, updatedAt: loaded.now };
      const changes = { purchase: { ...loaded, order }, transition: null, remember: [], forget: [] };

      expect(await given().commitPurchase(loaded, changes, { audit })).toBe('conflict');

      expect(await listed({ subject: `order:${id}` })).toEqual([
        expect.objectContaining({ ...by, action: 'order.put' }),
      ]);
    });

    test('a gym and its link are changed together with their entries', async () => {
      const by = { actor: 'operator-1', requestId: 'request-1' };
      const gym = aGym();
      const { slug, provider } = gym;
      await given().putGym(gym, by);
      const link = randomUUID() + randomUUID();
      const sent = recordOf({ action: 'gym.connect', subject: `gym:${slug}` });
      const connection = { gymSlug: slug, provider, sealed: 'sealed', begunBy: 'operator-1', replaces: true };
      await nextMoment();
      await given().keepConnection(link, connection, 60_000, sent);
      await nextMoment();
      await given().takeConnection(link);
      const credentials = { accountId: randomUUID(), sealed: 'sealed', providerUserId: null };
      await given().connectGym(link, credentials, new Date('2099-01-01T00:00:00Z'), BESIDE);
      await given().putGym({ ...gym, name: 'Another' }, null);

      const entries = await listed({ subject: `gym:${slug}` });

      expect(entries.map(({ action }) => action)).toEqual(['gym.connect', 'gym.connect', 'gym.put']);
      expect(entries[0]).toMatchObject({ ...BESIDE.by, changes: [{ field: 'credentials', from: null, to: 'set' }] });
      expect(entries[1]).toMatchObject(sent);
      expect(entries[2]).toMatchObject(by);
    });

    test('the cursor of another list is refused', async () => {
      const page = { limit: 1, cursor: Buffer.from('payments 2026').toString('base64url') };
      await expect(given().listAudit(ALL, page)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });
  });
}
