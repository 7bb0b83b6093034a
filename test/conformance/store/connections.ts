import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/ports/store/connections.ts';
import { announceGym, BESIDE, type StoreAndCommands as Store } from '../../stores.ts';
import { aGym, credentials, PROVIDER } from './builders.ts';

const MINUTE_MS = 60_000;
/** The store's clock is the real one. */
const RENEW_AT = new Date(Date.now() + 150 * 24 * 60 * MINUTE_MS);
const ALL_EVENTS = { type: null, paymentId: null, orderId: null, gymSlug: null, since: null, until: null };
type Granted = ReturnType<typeof credentials>;

export function describeConnections(given: () => Store): void {
  async function aConnection(changes: Partial<Connection> = {}): Promise<Connection> {
    const gym = aGym();
    await given().putGym(gym);
    return {
      gymSlug: gym.slug,
      provider: PROVIDER,
      sealed: 'sealed-verifier',
      begunBy: 'operator-1',
      replaces: false,
      ...changes,
    };
  }

  /** A link of the gym that its owner has come back with. */
  async function aTakenLink(gymSlug: string, { replaces = false } = {}): Promise<string> {
    const link = randomUUID();
    const connection = { gymSlug, provider: PROVIDER, sealed: 'x', begunBy: 'operator-1', replaces };
    await given().keepConnection(link, connection, MINUTE_MS);
    await given().takeConnection(link);
    return link;
  }

  async function connect(slug: string, granted: Granted, how?: { replaces: boolean }) {
    return given().connectGym(await aTakenLink(slug, how), granted, RENEW_AT, BESIDE);
  }

  async function aConnectedGym() {
    const gym = aGym();
    await given().putGym(gym);
    const granted = credentials({ providerUserId: '42' });
    return { gym, granted, connected: await connect(gym.slug, granted) };
  }

  const readOf = ({ accountId, sealed: read }: Granted) => ({ accountId, read });

  async function sealedOf(accountId: string) {
    return (await given().findAccount(accountId))?.sealed;
  }

  describe('connections', () => {
    test('connections are found by their link, and taken once', async () => {
      const [state, connection] = [randomUUID(), await aConnection()];
      await given().keepConnection(state, connection, MINUTE_MS);

      expect(await given().findConnection(state)).toEqual(connection);
      expect(await given().takeConnection(state)).toEqual(connection);
      expect(await given().findConnection(state)).toBeNull();
      expect(await given().takeConnection(state)).toBeNull();
    });

    test('connections end with a newer one of the same gym, and with none of another', async () => {
      const [older, newer, others] = [randomUUID(), randomUUID(), randomUUID()];
      const [connection, ofAnother] = [await aConnection(), await aConnection()];
      await given().keepConnection(others, ofAnother, MINUTE_MS);
      await given().keepConnection(older, connection, MINUTE_MS);
      await given().keepConnection(newer, connection, MINUTE_MS);

      expect(await given().findConnection(older)).toBeNull();
      expect(await given().findConnection(newer)).toEqual(connection);
      expect(await given().findConnection(others)).toEqual(ofAnother);
    });

    test.each(['credentials that are pasted', 'another provider'])(
      'connections end with %s, and with nothing else that is put',
      async (how) => {
        const [gym, link] = [aGym(), randomUUID()];
        await given().putGym(gym);
        const sealed = { gymSlug: gym.slug, provider: PROVIDER, sealed: 'x', begunBy: 'operator-1', replaces: false };
        await given().keepConnection(link, sealed, MINUTE_MS);
        await given().putGym({ ...gym, name: 'Another name' });
        expect(await given().findConnection(link)).toEqual(sealed);

        if (how.startsWith('credentials')) await given().putGym({ ...gym, credentials: credentials() });
        if (how.startsWith('another')) await given().putGym({ ...gym, provider: 'other' });

        expect(await given().findConnection(link)).toBeNull();
      },
    );

    test('connections are found by one of many requests that come at once', async () => {
      const [state, connection] = [randomUUID(), await aConnection()];
      await given().keepConnection(state, connection, MINUTE_MS);

      const taken = await Promise.all(Array.from({ length: 8 }, () => given().takeConnection(state)));

      expect(taken.filter((one) => one !== null)).toEqual([connection]);
    });

    test('connections are over after their time', async () => {
      const state = randomUUID();
      await given().keepConnection(state, await aConnection(), 0);

      expect(await given().takeConnection(state)).toBeNull();
    });

    test('connections are those of a gym that there is', async () => {
      const connection = await aConnection({ gymSlug: `gym-${randomUUID()}` });

      const keeping = given().keepConnection(randomUUID(), connection, MINUTE_MS);

      await expect(keeping).rejects.toMatchObject({ code: 'gym_not_found' });
    });

    test('connections are not found by a link that was never made', async () => {
      expect(await given().takeConnection('\\0')).toBeNull();
    });
  });

  describe('connecting a gym', () => {
    test('connecting a gym gives it the account, and changes nothing else', async () => {
      const { gym, granted, connected } = await aConnectedGym();

      expect(connected).toMatchObject({ name: gym.name, accountId: granted.accountId, needsReconnect: false });
      expect(await given().findGym(gym.slug)).toEqual(connected);
      expect(await given().findAccount(granted.accountId)).toMatchObject({
        sealed: granted.sealed,
        providerUserId: '42',
      });
    });

    type Gym = ReturnType<typeof aGym>;
    test.each<[string, (gym: Gym) => Promise<unknown>]>([
      ['credentials were pasted', (gym) => given().putGym({ ...gym, credentials: credentials() })],
      ['the gym turned to another provider', (gym) => given().putGym({ ...gym, provider: 'other' })],
      [
        'the gym turned away and back',
        async (gym) => {
          await given().putGym({ ...gym, provider: 'other' });
          return given().putGym(gym);
        },
      ],
      ['a newer link was sent', (gym) => aTakenLink(gym.slug)],
      ['a newer link was used', (gym) => connect(gym.slug, credentials({ providerUserId: '42' }))],
    ])('connecting a gym changes nothing when, since its link was taken, %s', async (_what, happens) => {
      const gym = aGym();
      await given().putGym(gym);
      const link = await aTakenLink(gym.slug);
      await happens(gym);
      const before = await given().findGym(gym.slug);
      const granted = credentials({ providerUserId: '42' });

      const connecting = given().connectGym(link, granted, RENEW_AT, BESIDE);

      await expect(connecting).rejects.toMatchObject({
        code: 'conflict',
        message: 'The gym got other credentials, another payment provider or a newer link meanwhile',
      });
      expect(await given().findGym(gym.slug)).toEqual(before);
      expect(await given().findAccount(granted.accountId)).toBeNull();
    });

    test('connecting a gym and pasting credentials at the same moment leaves the pasted ones', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [gym, pasted] = [aGym(), credentials({ providerUserId: '42' })];
        await given().putGym(gym);
        const link = await aTakenLink(gym.slug);

        await Promise.allSettled([
          given().connectGym(link, credentials({ providerUserId: '42' }), RENEW_AT, BESIDE),
          given().putGym({ ...gym, credentials: pasted }),
        ]);

        expect(await given().findGym(gym.slug)).toMatchObject({ accountId: pasted.accountId });
      }
    });

    test('connecting a gym needs a link that was taken, and takes it once', async () => {
      const gym = aGym();
      await given().putGym(gym);
      const link = await aTakenLink(gym.slug);
      const kept = randomUUID();
      const connecting = (which: string) =>
        given().connectGym(which, credentials({ providerUserId: '42' }), RENEW_AT, BESIDE);
      const { accountId } = await connecting(link);
      await given().keepConnection(kept, await aConnection({ gymSlug: gym.slug }), MINUTE_MS);

      for (const which of [link, kept, 'never-made'])
        await expect(connecting(which)).rejects.toMatchObject({ code: 'conflict' });
      expect(await given().findGym(gym.slug)).toMatchObject({ accountId });
    });

    test('connecting a gym leaves the account of another holder alone, unless it is to be replaced', async () => {
      const { gym, granted } = await aConnectedGym();
      const others = credentials({ providerUserId: '43' });

      const connecting = connect(gym.slug, others);

      await expect(connecting).rejects.toMatchObject({ code: 'another_holder', field: 'account' });
      expect(await given().findGym(gym.slug)).toMatchObject({ accountId: granted.accountId });
      const replaced = await connect(gym.slug, others, { replaces: true });
      expect(replaced).toMatchObject({ accountId: others.accountId });
    });

    test('connecting a gym needs a link to the gym’s own provider', async () => {
      const [gym, link] = [aGym(), randomUUID()];
      await given().putGym(gym);
      await given().keepConnection(link, await aConnection({ gymSlug: gym.slug, provider: 'other' }), MINUTE_MS);
      await given().takeConnection(link);

      const connecting = given().connectGym(link, credentials(), RENEW_AT, BESIDE);

      await expect(connecting).rejects.toMatchObject({ code: 'conflict' });
      expect(await given().findGym(gym.slug)).toMatchObject({ accountId: null });
    });

    test('connecting a gym never writes into another gym’s account', async () => {
      const { granted } = await aConnectedGym();
      const other = aGym();
      await given().putGym(other);

      const intruder = connect(other.slug, { ...granted, sealed: 'stolen' });

      await expect(intruder).rejects.toMatchObject({
        code: 'conflict',
        message: 'The account belongs to another owner',
      });
      expect(await sealedOf(granted.accountId)).toBe(granted.sealed);
    });
  });

  describe('renewed credentials', () => {
    test('renewed credentials take the place of those that were read', async () => {
      const { granted } = await aConnectedGym();

      expect(await given().renewCredentials(readOf(granted), 'renewed', RENEW_AT)).toBe(true);
      expect(await sealedOf(granted.accountId)).toBe('renewed');
    });

    test('renewed credentials take the place of no others', async () => {
      const { gym, granted } = await aConnectedGym();
      await given().needReconnect(readOf(granted), 'not_renewed', announceGym);
      const read = { accountId: granted.accountId, read: 'read long ago' };

      expect(await given().renewCredentials(read, 'renewed', RENEW_AT)).toBe(false);
      expect(await sealedOf(granted.accountId)).toBe(granted.sealed);
      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true });
    });

    test.each(['refused', 'not_renewed'] as const)(
      'renewed credentials show that a gym whose earlier ones were %s needs no others',
      async (why) => {
        const { gym, granted } = await aConnectedGym();
        await given().needReconnect(readOf(granted), why, announceGym);

        await given().renewCredentials(readOf(granted), 'renewed', RENEW_AT);

        const needsNone = { needsReconnect: false, credentialsRefusedAt: null };
        expect(await given().findGym(gym.slug)).toMatchObject(needsNone);
      },
    );

    test('renewed credentials of an account that the gym had before change nothing about the gym', async () => {
      const { gym, granted } = await aConnectedGym();
      const next = credentials({ providerUserId: '43' });
      await connect(gym.slug, next, { replaces: true });
      await given().needReconnect(readOf(next), 'refused', announceGym);
      const before = await given().findGym(gym.slug);

      expect(await given().renewCredentials(readOf(granted), 'renewed', RENEW_AT)).toBe(true);
      expect(await sealedOf(granted.accountId)).toBe('renewed');
      expect(await given().findGym(gym.slug)).toEqual(before);
    });

    test('renewed credentials are looked at again, whatever came of the check of those before', async () => {
      const { granted } = await aConnectedGym();
      const check = await given().takeCheck('grant', granted.accountId, MINUTE_MS);
      if (check === null) throw new Error('a connected gym has a check');

      await given().renewCredentials(readOf(granted), 'renewed', RENEW_AT);
      await given().endCheck(check, 'done');

      expect(await given().takeCheck('grant', granted.accountId, MINUTE_MS)).toMatchObject({ tries: 1 });
    });
  });

  describe('credentials that are taken no more', () => {
    test('credentials that are taken no more show on the gym that uses them, until it has others', async () => {
      const { gym, granted } = await aConnectedGym();

      await given().needReconnect({ accountId: granted.accountId, read: granted.sealed }, 'not_renewed', announceGym);

      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true });
      expect(await connect(gym.slug, granted)).toMatchObject({ needsReconnect: false });
    });

    test('credentials that are taken no more show on the gym at once when it was connected with credentials that can not be renewed', async () => {
      const gym = aGym();
      await given().putGym(gym);

      const connected = await given().connectGym(await aTakenLink(gym.slug), credentials(), null, BESIDE);

      expect(connected).toMatchObject({ needsReconnect: true });
      expect(await given().findGym(gym.slug)).toEqual(connected);
    });

    const ofGym = (slug: string) => ({ ...ALL_EVENTS, gymSlug: slug });
    const PAGE = { limit: 10, cursor: null };

    test('credentials that are taken no more are one event, with the gym as it is then', async () => {
      const { gym, granted } = await aConnectedGym();

      await Promise.all(
        Array.from({ length: 5 }, () =>
          given().needReconnect({ accountId: granted.accountId, read: granted.sealed }, 'not_renewed', announceGym),
        ),
      );

      const [event, ...more] = (await given().listEvents(ofGym(gym.slug), PAGE)).items;
      const shown = await given().findGym(gym.slug);
      expect(more).toEqual([]);
      expect(event).toMatchObject({ type: 'gym.needs_reconnect', paymentId: null, orderId: null, sequence: null });
      expect(event?.recordedAt).toEqual(shown?.updatedAt);
      expect(JSON.parse(event?.body ?? '')).toMatchObject({
        type: 'gym.needs_reconnect',
        timestamp: shown?.updatedAt.toISOString(),
        data: { gym: { slug: gym.slug, needs_reconnect: true } },
      });
    });

    test('credentials that are taken no more are an event again after the gym has got others', async () => {
      const { gym, granted } = await aConnectedGym();
      await given().needReconnect({ accountId: granted.accountId, read: granted.sealed }, 'not_renewed', announceGym);
      await connect(gym.slug, granted);

      await given().needReconnect({ accountId: granted.accountId, read: granted.sealed }, 'not_renewed', announceGym);

      expect((await given().listEvents(ofGym(gym.slug), PAGE)).items).toHaveLength(2);
    });

    test('credentials that can not be renewed are an event at once, and others are none', async () => {
      const [gym, another] = [aGym(), await aConnectedGym()];
      await given().putGym(gym);
      for (let round = 0; round < 2; round += 1)
        await given().connectGym(await aTakenLink(gym.slug), credentials(), null, BESIDE);

      expect((await given().listEvents(ofGym(gym.slug), PAGE)).items).toHaveLength(1);
      expect((await given().listEvents(ofGym(another.gym.slug), PAGE)).items).toEqual([]);
    });

    test('credentials that are taken no more say nothing of those that replaced them', async () => {
      const { gym, granted } = await aConnectedGym();
      await given().renewCredentials(readOf(granted), 'renewed', RENEW_AT);

      await given().needReconnect({ accountId: granted.accountId, read: granted.sealed }, 'not_renewed', announceGym);

      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
    });

    test('credentials that are taken no more say nothing of a gym that turned to another account', async () => {
      const { gym, granted } = await aConnectedGym();
      await connect(gym.slug, credentials({ providerUserId: '43' }), { replaces: true });

      await given().needReconnect({ accountId: granted.accountId, read: granted.sealed }, 'not_renewed', announceGym);

      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
    });
  });
}
