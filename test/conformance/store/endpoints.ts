import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { KeptEndpoint } from '../../../src/ports/store/endpoints.ts';
import { announceGym, type StoreAndCommands as Store } from '../../stores.ts';
import { aGym, anOpened, anOrder, aPaymentOf, at, credentials, facts, success } from './builders.ts';

/** What the store keeps for its workers, which no other method shows. */
export type DeliveryView = {
  /** The events that are to reach this endpoint. */
  deliveriesTo(endpointId: string): Promise<readonly string[]>;
};

/** More than all tests here leave behind. */
export const MOST = 60;

/** As they are added, each a millisecond after the one before. */
let made = 0;

export function anEndpoint(changes: Partial<KeptEndpoint> = {}): KeptEndpoint {
  made += 1;
  const createdAt = new Date(at(0).getTime() + made);
  return {
    id: randomUUID(),
    url: 'https://hooks.example/fitstack',
    eventTypes: null,
    description: null,
    gymSlug: null,
    status: 'enabled',
    disabledReason: null,
    secrets: { madeBy: randomUUID(), sealed: `sealed-${randomUUID()}`, previous: [] },
    failingSince: null,
    createdAt,
    updatedAt: createdAt,
    ...changes,
  };
}

export function describeEndpoints(given: () => DeliveryView & { readonly store: Store }): void {
  async function anAdded(changes: Partial<KeptEndpoint> = {}): Promise<KeptEndpoint> {
    const endpoint = anEndpoint(changes);
    expect(await given().store.addEndpoint(endpoint, MOST)).toBe(true);
    return endpoint;
  }

  const find = (id: string) => given().store.findEndpoint(id);

  async function listAll(limit: number): Promise<readonly KeptEndpoint[]> {
    const endpoints: KeptEndpoint[] = [];
    let cursor: string | null = null;
    do {
      const page = await given().store.listEndpoints({ limit, cursor });
      endpoints.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return endpoints;
  }

  /** The types of the events that are to reach the endpoint. */
  async function wantedBy(endpoint: KeptEndpoint): Promise<readonly string[]> {
    const ids = await given().deliveriesTo(endpoint.id);
    const events = await Promise.all(ids.map((id) => given().store.findEvent(id)));
    return events.flatMap((event) => (event === null ? [] : [event.type]));
  }

  async function pay(): Promise<void> {
    const { payment } = await anOpened(given().store);
    await given().store.recordFacts(facts(payment.id, success(10)));
  }

  async function openCheckout(gymSlug: string): Promise<void> {
    const { store } = given();
    const { accountId } = (await store.findGym(gymSlug)) ?? { accountId: null };
    const checkout = aPaymentOf(anOrder(), accountId ?? '', { purpose: { kind: 'checkout', gymSlug } });
    await store.openPayment(checkout, 60_000);
  }

  async function anOpenGym(): Promise<string> {
    const gym = aGym({ credentials: credentials() });
    await given().store.putGym(gym);
    return gym.slug;
  }

  describe('endpoints', () => {
    test('endpoints are found as they were added, in every part', async () => {
      const slug = await anOpenGym();
      const previous = [
        { sealed: 'sealed-before', until: at(60) },
        { sealed: 'sealed-first', until: at(30) },
      ];
      const full = await anAdded({
        eventTypes: ['payment.succeeded', 'order.paid'],
        description: 'The accounting',
        gymSlug: slug,
        status: 'disabled',
        disabledReason: 'failing',
        secrets: { madeBy: randomUUID(), sealed: 'sealed-now', previous },
        failingSince: at(30),
      });
      const plain = await anAdded();

      expect(await find(full.id.toUpperCase())).toEqual(full);
      expect(await find(plain.id)).toEqual(plain);
    });

    test('endpoints that want no type are not those that want all', async () => {
      const none = await anAdded({ eventTypes: [] });

      expect(await find(none.id)).toMatchObject({ eventTypes: [] });
    });

    test.each([randomUUID(), 'not-an-id'])('there is no endpoint %s', async (id) => {
      expect(await find(id)).toBeNull();
      expect(await given().store.removeEndpoint(id)).toBe(false);
    });

    test('endpoints are listed newest first, in pages', async () => {
      const [older, newer] = [await anAdded(), await anAdded()];

      const ids = (await listAll(1)).map(({ id }) => id);

      expect(ids.indexOf(newer.id)).toBe(ids.indexOf(older.id) - 1);
      expect(new Set(ids).size).toBe(ids.length);
      expect(await listAll(100)).toEqual(await listAll(1));
    });

    test('endpoints are not listed from the cursor of another list', async () => {
      const page = { limit: 1, cursor: Buffer.from('events 2026').toString('base64url') };

      await expect(given().store.listEndpoints(page)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });

    test('endpoints are no more than there may be, also when many are added at once, and those that go make room', async () => {
      const { length: before } = await listAll(100);
      const endpoints = Array.from({ length: MOST }, () => anEndpoint());

      const added = await Promise.all(endpoints.map((endpoint) => given().store.addEndpoint(endpoint, MOST)));

      expect(added.filter((isThere) => isThere)).toHaveLength(MOST - before);
      expect(await listAll(100)).toHaveLength(MOST);
      const there = endpoints.filter((_, index) => added[index]);
      for (const endpoint of there) expect(await given().store.addEndpoint(endpoint, MOST)).toBe(true);
      for (const { id } of there) expect(await given().store.removeEndpoint(id)).toBe(true);
      await anAdded();
    });

    test('endpoints that are added again stay as they are', async () => {
      const endpoint = await anAdded();

      expect(await given().store.addEndpoint({ ...endpoint, url: 'https://other.example/' }, MOST)).toBe(true);

      expect(await find(endpoint.id)).toEqual(endpoint);
    });

    test('endpoints are replaced whole, but for their birth', async () => {
      const endpoint = await anAdded({ eventTypes: ['order.paid'], description: 'The accounting' });
      const next: KeptEndpoint = {
        ...endpoint,
        url: 'https://other.example/',
        eventTypes: null,
        description: null,
        status: 'disabled',
        disabledReason: 'by_operator',
        secrets: {
          madeBy: randomUUID(),
          sealed: 'next',
          previous: [{ sealed: endpoint.secrets.sealed, until: at(60) }],
        },
        updatedAt: at(100_000),
      };

      expect(await given().store.replaceEndpoint(next, endpoint.updatedAt)).toBe(true);

      expect(await find(endpoint.id)).toEqual(next);
    });

    test('endpoints are replaced by one of two who read the same', async () => {
      const endpoint = await anAdded();
      const next = (description: string, seconds: number) =>
        given().store.replaceEndpoint({ ...endpoint, description, updatedAt: at(seconds) }, endpoint.updatedAt);

      const done = await Promise.all([next('first', 100_000), next('second', 100_001)]);

      expect(done.filter((isDone) => isDone)).toHaveLength(1);
      expect((await find(endpoint.id))?.description).toBe(done[0] ? 'first' : 'second');
    });

    test('endpoints that are gone are replaced by nothing', async () => {
      const endpoint = await anAdded();
      await given().store.removeEndpoint(endpoint.id);

      expect(await given().store.replaceEndpoint(endpoint, endpoint.updatedAt)).toBe(false);
      expect(await find(endpoint.id)).toBeNull();
    });

    test.each([
      ['keep since when their tries fail', at(5), at(5)],
      ['count failures anew when they should', null, null],
    ])('endpoints that are replaced %s', async (_what, failingSince, expected) => {
      const endpoint = await anAdded({ failingSince: at(5) });

      await given().store.replaceEndpoint({ ...endpoint, failingSince, updatedAt: at(100_000) }, endpoint.updatedAt);

      expect((await find(endpoint.id))?.failingSince).toEqual(expected);
    });
  });

  describe('deliveries', () => {
    test('deliveries of every event are made for an endpoint that wants all', async () => {
      const endpoint = await anAdded();

      await pay();

      expect(await wantedBy(endpoint)).toEqual(
        expect.arrayContaining(['payment.created', 'payment.succeeded', 'order.paid']),
      );
    });

    test('deliveries are made of the types that an endpoint wants, and of no others', async () => {
      const endpoint = await anAdded({ eventTypes: ['payment.succeeded', 'refund.failed'] });
      const none = await anAdded({ eventTypes: [] });

      await pay();

      expect(await wantedBy(endpoint)).toEqual(['payment.succeeded']);
      expect(await wantedBy(none)).toEqual([]);
    });

    test('deliveries are made of one gym’s events for an endpoint that has a gym', async () => {
      const [slug, another] = [await anOpenGym(), await anOpenGym()];
      const [ofGym, ofAll] = [await anAdded({ gymSlug: slug }), await anAdded()];

      await openCheckout(another);
      await pay();
      await openCheckout(slug);

      expect(await wantedBy(ofGym)).toEqual(['payment.created']);
      expect((await wantedBy(ofAll)).filter((type) => type === 'payment.created')).toHaveLength(3);
    });

    test('deliveries are made for no endpoint while it is disabled, and from the next event when it is enabled again', async () => {
      const endpoint = await anAdded({ status: 'disabled', disabledReason: 'gone' });
      await pay();
      expect(await wantedBy(endpoint)).toEqual([]);

      const enabled = { ...endpoint, status: 'enabled', disabledReason: null, updatedAt: at(100_000) } as const;
      await given().store.replaceEndpoint(enabled, endpoint.updatedAt);

      expect(await wantedBy(endpoint)).toEqual([]);
      await anOpened(given().store);
      expect(await wantedBy(endpoint)).toEqual(['payment.created']);
    });

    test('deliveries of a gym’s event are made for the endpoints of that gym, and for those of all', async () => {
      const gym = aGym({ credentials: credentials() });
      await given().store.putGym(gym);
      const another = await anOpenGym();
      const ofGym = await anAdded({ gymSlug: gym.slug });
      const ofAll = await anAdded({ eventTypes: ['gym.needs_reconnect'] });
      const others = [await anAdded({ gymSlug: another }), await anAdded({ eventTypes: ['order.paid'] })];
      const { accountId, sealed } = gym.credentials ?? { accountId: '', sealed: '' };

      await given().store.needReconnect({ accountId, read: sealed }, 'not_renewed', announceGym);

      expect(await wantedBy(ofGym)).toEqual(['gym.needs_reconnect']);
      expect(await wantedBy(ofAll)).toEqual(['gym.needs_reconnect']);
      for (const other of others) expect(await wantedBy(other)).toEqual([]);
    });

    test('deliveries are made once of what is recorded twice', async () => {
      const endpoint = await anAdded({ eventTypes: ['payment.succeeded'] });
      const { payment } = await anOpened(given().store);
      const paid = success(20);

      await given().store.recordFacts(facts(payment.id, paid));
      await given().store.recordFacts(facts(payment.id, paid));

      expect(await wantedBy(endpoint)).toEqual(['payment.succeeded']);
    });

    test('deliveries go with their endpoint, and no event does', async () => {
      const endpoint = await anAdded();
      await pay();
      const [eventId = ''] = await given().deliveriesTo(endpoint.id);

      expect(await given().store.removeEndpoint(endpoint.id)).toBe(true);

      expect(await given().deliveriesTo(endpoint.id)).toEqual([]);
      expect(await given().store.findEvent(eventId)).toMatchObject({ id: eventId });
    });
  });
}
