import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/ports/connections.ts';
import type { Store } from '../../../src/ports/store.ts';
import { aGym, credentials, PROVIDER } from './builders.ts';

const MINUTE_MS = 60_000;
const RENEW_AT = new Date('2027-04-20T12:00:00Z');

export function describeConnections(given: () => Store): void {
  async function aConnection(changes: Partial<Connection> = {}): Promise<Connection> {
    const gym = aGym();
    await given().putGym(gym);
    return { gymSlug: gym.slug, provider: PROVIDER, sealed: 'sealed-verifier', begunBy: 'operator-1', ...changes };
  }

  async function aConnectedGym() {
    const gym = aGym();
    await given().putGym(gym);
    const granted = credentials({ providerUserId: '42' });
    return { gym, granted, connected: await given().connectGym(gym.slug, PROVIDER, granted, RENEW_AT) };
  }

  async function sealedOf(accountId: string) {
    return (await given().findAccount(accountId))?.sealed;
  }

  describe('connections', () => {
    test('are found by their state, once', async () => {
      const [state, connection] = [randomUUID(), await aConnection()];
      await given().keepConnection(state, connection, MINUTE_MS);

      expect(await given().takeConnection(state)).toEqual(connection);
      expect(await given().takeConnection(state)).toBeNull();
    });

    test('are found by one of many that come at once', async () => {
      const [state, connection] = [randomUUID(), await aConnection()];
      await given().keepConnection(state, connection, MINUTE_MS);

      const taken = await Promise.all(Array.from({ length: 8 }, () => given().takeConnection(state)));

      expect(taken.filter((one) => one !== null)).toEqual([connection]);
    });

    test('are over after their time', async () => {
      const state = randomUUID();
      await given().keepConnection(state, await aConnection(), 0);

      expect(await given().takeConnection(state)).toBeNull();
    });

    test('are not found by a state that nobody was given', async () => {
      expect(await given().takeConnection('\\0')).toBeNull();
    });
  });

  describe('connecting a gym', () => {
    test('gives it the account, and changes nothing else', async () => {
      const { gym, granted, connected } = await aConnectedGym();

      expect(connected).toMatchObject({ name: gym.name, accountId: granted.accountId, needsReconnect: false });
      expect(await given().findGym(gym.slug)).toEqual(connected);
      expect(await given().findAccount(granted.accountId)).toMatchObject({
        sealed: granted.sealed,
        providerUserId: '42',
      });
    });

    test('needs a gym that is still at the provider', async () => {
      const gym = aGym({ provider: 'other' });
      await given().putGym(gym);

      const connect = (slug: string) => given().connectGym(slug, PROVIDER, credentials(), RENEW_AT);

      await expect(connect(gym.slug)).rejects.toMatchObject({
        code: 'conflict',
        message: 'The gym turned to another payment provider',
      });
      await expect(connect('no-such-gym')).rejects.toMatchObject({ code: 'gym_not_found' });
    });

    test('never writes into another gym’s account', async () => {
      const { granted } = await aConnectedGym();
      const other = aGym();
      await given().putGym(other);

      const intruder = given().connectGym(other.slug, PROVIDER, { ...granted, sealed: 'stolen' }, RENEW_AT);

      await expect(intruder).rejects.toMatchObject({
        code: 'conflict',
        message: 'The account belongs to somebody else',
      });
      expect(await sealedOf(granted.accountId)).toBe(granted.sealed);
    });
  });

  describe('renewed credentials', () => {
    test('take the place of those that were read', async () => {
      const { granted } = await aConnectedGym();

      expect(await given().renewCredentials(granted.accountId, granted.sealed, 'renewed')).toBe(true);
      expect(await sealedOf(granted.accountId)).toBe('renewed');
    });

    test('take the place of no others', async () => {
      const { granted } = await aConnectedGym();

      expect(await given().renewCredentials(granted.accountId, 'read long ago', 'renewed')).toBe(false);
      expect(await sealedOf(granted.accountId)).toBe(granted.sealed);
    });
  });

  describe('credentials that are taken no more', () => {
    test('are told on the gym that uses them, until it has others', async () => {
      const { gym, granted } = await aConnectedGym();

      await given().needReconnect(granted.accountId, granted.sealed);

      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true });
      expect(await given().connectGym(gym.slug, PROVIDER, granted, RENEW_AT)).toMatchObject({ needsReconnect: false });
    });

    test('say nothing of those that replaced them', async () => {
      const { gym, granted } = await aConnectedGym();
      await given().renewCredentials(granted.accountId, granted.sealed, 'renewed');

      await given().needReconnect(granted.accountId, granted.sealed);

      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
    });

    test('say nothing of a gym that turned to another account', async () => {
      const { gym, granted } = await aConnectedGym();
      await given().connectGym(gym.slug, PROVIDER, credentials({ providerUserId: '43' }), RENEW_AT);

      await given().needReconnect(granted.accountId, granted.sealed);

      expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
    });
  });
}
