import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AuditRecord } from '../../../src/domain/operator/audit.ts';
import type { AuditFilter, KeptAudit } from '../../../src/ports/store/audit.ts';
import type { Check } from '../../../src/ports/store/checks.ts';
import { announceGym, BESIDE, type StoreAndCommands as Store } from '../../stores.ts';
import { aGym, anOpened, anOrder, LEASE_MS } from './builders.ts';
import { anEndpoint, MOST } from './endpoints.ts';

const ALL = { actor: null, action: null, subject: null, since: null, until: null };

/** Entries have whole milliseconds, and a filter has no finer time. */
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

    test('entries come in the order in which they were written, page by page', async () => {
      const actor = `maker-${randomUUID()}`;
      const written: string[] = [];
      for (let count = 0; count < 7; count += 1) written.push((await aKey({ actor })).audit.subject);

      for (const limit of [1, 3, 100])
        expect((await listed({ actor }, limit)).map(({ subject }) => subject)).toEqual(written.toReversed());
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

    test('the entries of one commit come in the order in which the commit names them, each after the one before', async () => {
      const { value: order } = await given().putOrder(anOrder(), { actor: 'operator-1', requestId: 'request-1' });
      const loaded = await given().loadPurchase({ kind: 'order', id: order.id });
      const cancelled = { ...order, paidBy: null, status: 'cancelled' } as const;
      const changes = { purchase: { ...loaded, order: cancelled }, transition: null, remember: [], forget: [] };
      const actor = `operator-${randomUUID()}`;
      const put = recordOf({ actor, action: 'order.put', subject: `order:${order.id}` });
      const cancel = recordOf({ actor, action: 'payment.cancel', subject: `payment:${randomUUID()}` });
      const refund = recordOf({ actor, action: 'payment.refund', subject: cancel.subject });

      expect(await given().commitPurchase(loaded, changes, { audit: [put, cancel, refund] })).toBe('committed');

      expect(await listed({ actor })).toMatchObject([refund, cancel, put]);
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

    test('a check is taken and closed together with its entries, and what changes nothing has none', async () => {
      const { payment } = await anOpened(given());
      const taken = recordOf({ action: 'problem.retry', subject: `problem:${payment.id}` });
      const closed = recordOf({ action: 'problem.resolve', subject: `problem:${payment.id}` });
      const said = { by: 'operator-1', reason: 'Settled' };
      expect(await given().takeCheck('closing', payment.id, LEASE_MS, taken)).toBeNull();
      await given().rememberCheck('closing', payment.id);
      expect(await given().resolveCheck('closing', payment.id, said, closed)).toBe(false);
      expect(await listed({ subject: taken.subject })).toEqual([]);

      const first = await given().takeCheck('closing', payment.id, LEASE_MS, taken);
      expect(await given().takeCheck('closing', payment.id, LEASE_MS, taken)).toBeNull();
      expect(await listed({ subject: taken.subject })).toMatchObject([taken]);
      for (let check = first; check !== null; check = await again(check)) await given().endCheck(check, 'again');
      expect(await given().resolveCheck('closing', payment.id, said, closed)).toBe(true);
      expect(await given().resolveCheck('closing', payment.id, said, closed)).toBe(false);

      expect(await listed({ subject: taken.subject })).toMatchObject([closed, taken]);
    });

    /** Its next try; null after the last one. */
    const again = ({ kind, subject, isLast }: Check) => (isLast ? null : given().takeCheck(kind, subject, LEASE_MS));

    test('a gym whose credentials are taken again has an entry of whose request showed it', async () => {
      const own = { accountId: randomUUID(), sealed: `sealed-${randomUUID()}`, providerUserId: null };
      const { value: gym } = await given().putGym(aGym({ credentials: own }));
      const user = { accountId: own.accountId, read: own.sealed };
      const by = { actor: `operator-${randomUUID()}`, requestId: 'request-1' };
      await given().acceptCredentials(user, by);
      await given().needReconnect(user, 'refused', announceGym);
      await given().acceptCredentials(user, by);
      await given().acceptCredentials(user, by);

      expect(await listed({ actor: by.actor })).toMatchObject([
        { ...by, action: 'gym.retry', subject: `gym:${gym.slug}` },
      ]);
    });

    test('what is sent again, and an endpoint that a test changes, have entries in the same commit', async () => {
      const { payment } = await anOpened(given());
      const endpoint = anEndpoint({ eventTypes: ['payment.created'] });
      await given().addEndpoint(endpoint, MOST);
      onTestFinished(async () => void (await given().removeEndpoint(endpoint.id)));
      const filter = { type: null, orderId: null, gymSlug: null, since: null, until: null };
      const { items } = await given().listEvents({ ...filter, paymentId: payment.id }, { limit: 1, cursor: null });
      const [event] = items;
      if (event === undefined) throw new Error('there is no event');
      const subject = `endpoint:${endpoint.id}`;
      const record = (action: AuditRecord['action']) => recordOf({ action, subject });
      const wanted = { endpointId: endpoint.id, until: null, onlyFailed: true };
      const soon = new Date(event.recordedAt.getTime() + 3_600_000);

      await given().requestDeliveries({ ...wanted, since: soon }, null, 100, record('endpoint.redeliver'));
      await given().requestDelivery(event.id, randomUUID(), record('event.deliver'));
      const other = { ...endpoint, failingSince: new Date(0) };
      expect(await given().changeHealth(endpoint.id, { known: other, next: endpoint }, record('endpoint.test'))).toBe(
        false,
      );
      expect(await listed({ subject })).toEqual([]);

      const { requested } = await given().requestDeliveries(
        { ...wanted, since: event.recordedAt },
        ...([null, 100, record('endpoint.redeliver')] as const),
      );
      await nextMoment();
      await given().requestDelivery(event.id, endpoint.id, record('event.deliver'));
      await nextMoment();
      const next = { status: 'disabled', disabledReason: 'gone', failingSince: null } as const;
      expect(await given().changeHealth(endpoint.id, { known: endpoint, next }, record('endpoint.test'))).toBe(true);

      expect(requested).toBeGreaterThan(0);
      expect((await listed({ subject })).map(({ action }) => action)).toEqual([
        ...['endpoint.test', 'event.deliver', 'endpoint.redeliver'],
      ]);
    });

    test('the cursor of another list is refused', async () => {
      const page = { limit: 1, cursor: Buffer.from('payments 2026').toString('base64url') };
      await expect(given().listAudit(ALL, page)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });
  });
}
