import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { rejected, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aGymInput,
  CUSTOMER,
  createGateway,
  credentialsOf,
  DAY_MS,
  OPERATOR,
  refusedWith,
} from '../gateway.ts';
import { useConnectedGyms } from './connected-gyms.ts';

const { aConnectedGym, afterDays, agree, anInvitedGym, database, given, tokenIn } = useConnectedGyms();

describe('a grant without a refresh token', () => {
  test('a grant without a refresh token connects the gym, shows that it has to be connected again, and until when', async () => {
    const { gateway, gym, invitation } = await anInvitedGym();
    gateway.provider.giveRefreshTokens(false);
    const back = await agree(gateway, invitation, 'holder');

    const connected = await gateway.app.finishConnection({ provider: 'somepay', ...back });

    const reconnectBefore = new Date(gateway.clock.now().getTime() + 180 * DAY_MS);
    expect(connected).toMatchObject({ needsReconnect: true, reconnectBefore });
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true, accountId: connected.accountId });
    expect(await tokenIn(gateway, gym.slug)).toMatch(/^holder:/);
    expect(gateway.logged).toContainEqual({
      level: 'warn',
      fields: { gym: gym.slug, provider: 'somepay', expiresAt: reconnectBefore.toISOString() },
      message: expect.stringMatching(/no refresh token.*offline_access/),
    });
  });

  test('a grant without a refresh token is never renewed, and the check of it ends', async () => {
    const gateway = createGateway(given());
    gateway.provider.giveRefreshTokens(false);
    const { value: gym } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: null }));
    const back = await agree(gateway, await gateway.app.connectGym(OPERATOR, gym.slug), 'holder-2');
    const connected = await gateway.app.finishConnection({ provider: 'somepay', ...back });

    await afterDays(gateway, 151, connected);

    expect(gateway.provider.calls('renew')).toEqual([]);
    expect(await database().waits('grant', connected.accountId ?? '')).toBe('forgotten');
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true });
  });

  test('a grant without a refresh token as a renewal keeps the refresh token before it', async () => {
    const { gateway, gym } = await aConnectedGym();
    gateway.provider.giveRefreshTokens(false);

    for (const days of [151, 151]) await afterDays(gateway, days, gym);

    const [first, second] = gateway.provider.calls('renew').map(({ token }) => token);
    expect(second).toBe(first);
    expect(second).toMatch(/^refresh-/);
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
  });
});

describe('a grant', () => {
  test('a grant brings the publishable key of the merchant, which stays when a renewal brings none', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    const { payment } = await aCheckout(gateway, gym.slug);
    const client = () => gateway.app.findPaymentClient(CUSTOMER, payment.id);
    expect(await client()).toMatchObject({ publishableKey: `pk_${holder}` });

    await afterDays(gateway, 151, gym);

    expect(gateway.provider.calls('renew')).toHaveLength(1);
    expect(await client()).toMatchObject({ publishableKey: `pk_${holder}` });
  });

  test('a grant is renewed before it runs out, and not before it is time', async () => {
    const { gateway, gym } = await aConnectedGym();
    const token = await tokenIn(gateway, gym.slug);

    await afterDays(gateway, 149, gym);
    expect(gateway.provider.calls('renew')).toEqual([]);
    await afterDays(gateway, 2, gym);

    expect(gateway.provider.calls('renew')).toHaveLength(1);
    expect(await tokenIn(gateway, gym.slug)).not.toBe(token);
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
  });

  test('a grant is renewed again and again, each time with the newest refresh token', async () => {
    const { gateway, gym } = await aConnectedGym();

    for (const days of [151, 151, 151]) await afterDays(gateway, days, gym);

    const tokens = gateway.provider.calls('renew').map(({ token }) => token);
    expect(new Set(tokens).size).toBe(3);
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
  });

  test('a grant is asked about again when the provider did not answer', async () => {
    const { gateway, gym } = await aConnectedGym();
    gateway.provider.next('renew', unknown('before the effect'));

    await afterDays(gateway, 151, gym);
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
    await afterDays(gateway, 0, gym);

    expect(gateway.provider.calls('renew')).toHaveLength(2);
    expect(await database().waits('grant', gym.accountId ?? '')).toBeGreaterThan(0);
  });

  test.each<[string, 'findAccount' | 'renewCredentials', Error]>([
    ['the database was away', 'findAccount', new DomainError('store_unavailable', 'Try again')],
    ['what was renewed could not be stored', 'renewCredentials', new DomainError('store_unavailable', 'Try again')],
    ['what went wrong was not expected', 'renewCredentials', new TypeError('of a bug')],
  ])('a grant is looked at again, and operators are alerted, when %s', async (_what, method, error) => {
    const { gateway, gym } = await aConnectedGym();
    const failing = { ...given(), [method]: () => Promise.reject(error) };

    await afterDays({ ...gateway, app: gateway.replica({ store: failing }) }, 151, gym);

    const waits = await database().waits('grant', gym.accountId ?? '');
    expect(waits).toBeGreaterThan(0);
    expect(gateway.logged).toContainEqual({
      level: 'error',
      fields: { accountId: gym.accountId, reason: error instanceof DomainError ? error.code : error.name },
      message: 'a grant could not be renewed',
    });
  });

  test('a grant that was renewed while the database was away is kept when it is back', async () => {
    const { gateway, gym } = await aConnectedGym();
    let misses = 0;
    const awayAtFirst = {
      ...given(),
      renewCredentials: async (...renewed: Parameters<Store['renewCredentials']>) => {
        misses += 1;
        if (misses === 1) throw new DomainError('store_unavailable', 'Try again');
        return given().renewCredentials(...renewed);
      },
    };
    const token = await tokenIn(gateway, gym.slug);

    const app = gateway.replica({ store: awayAtFirst });
    await afterDays({ ...gateway, app }, 151, gym);
    await app.drain();

    expect(gateway.provider.calls('renew')).toHaveLength(1);
    expect(await tokenIn(gateway, gym.slug)).not.toBe(token);
  });

  test('a grant is not renewed by a process that stood still until another one may be at it', async () => {
    const { gateway, gym } = await aConnectedGym();
    const slow = {
      ...given(),
      findAccount: async (id: string) => {
        gateway.clock.advance(60_000);
        return given().findAccount(id);
      },
    };

    await afterDays({ ...gateway, app: gateway.replica({ store: slow }) }, 151, gym);

    expect(gateway.provider.calls('renew')).toEqual([]);
    expect(await database().waits('grant', gym.accountId ?? '')).toBeGreaterThan(0);
  });

  test('a grant whose access token has run out before it was renewed shows on the gym until then', async () => {
    const { gateway, gym } = await aConnectedGym();
    gateway.clock.advance(181 * DAY_MS);
    await expect(aCheckout(gateway, gym.slug)).rejects.toMatchObject(refusedWith('credentials_unusable'));
    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true });

    await afterDays(gateway, 0, gym);

    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false, credentialsRefusedAt: null });
    await aCheckout(gateway, gym.slug);
  });

  test('a grant that was taken back shows on the gym, until it is connected anew', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    gateway.provider.takeBack();

    await afterDays(gateway, 151, gym);

    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: true });
    expect(await database().waits('grant', gym.accountId ?? '')).toBe('forgotten');
    const invitation = await gateway.app.connectGym(OPERATOR, gym.slug);
    const back = await agree(gateway, invitation, holder);
    expect(await gateway.app.finishConnection({ provider: 'somepay', ...back })).toMatchObject({
      needsReconnect: false,
    });
  });

  test.each<[how: string, refreshes: boolean]>([
    ['was taken back', true],
    ['can not be renewed', false],
  ])(
    'a grant that %s shows on the gym while the gym uses it, also after a time at another provider',
    async (_how, refreshes) => {
      const {
        gateway,
        gym: { slug },
        invitation,
      } = await anInvitedGym({ others: [{ name: 'otherpay' }] });
      gateway.provider.giveRefreshTokens(refreshes);
      const back = await agree(gateway, invitation, 'holder-3');
      const gym = await gateway.app.finishConnection({ provider: 'somepay', ...back });
      gateway.provider.takeBack();
      await afterDays(gateway, 151, gym);
      const turnTo = (provider: string) =>
        gateway.app.putGym(OPERATOR, aGymInput({ slug, provider, credentials: null }));

      const { value: away } = await turnTo('otherpay');
      await turnTo('somepay');
      await gateway.app.sweep();

      expect(away).toMatchObject({ needsReconnect: false, accountId: null });
      expect(await given().findGym(slug)).toMatchObject({ needsReconnect: true, accountId: gym.accountId });
    },
  );

  test('a grant is looked after also when it came while the one before it was found taken back', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    gateway.provider.takeBack();
    const held = gateway.provider.hold('renew');
    const sweeping = afterDays(gateway, 151, gym);
    await held.arrived;
    const invitation = await gateway.app.connectGym(OPERATOR, gym.slug);
    await gateway.app.finishConnection({ provider: 'somepay', ...(await agree(gateway, invitation, holder)) });

    held.release();
    await sweeping;

    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
    expect(await database().waits('grant', gym.accountId ?? '')).toBeGreaterThan(0);
  });

  test('a grant stays when our own application is refused: that is not the gym’s fault', async () => {
    const { gateway, gym } = await aConnectedGym();
    gateway.provider.next('renew', rejected('request'));

    await afterDays(gateway, 151, gym);

    expect(await given().findGym(gym.slug)).toMatchObject({ needsReconnect: false });
  });

  test('a grant is left alone once credentials were pasted', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    await gateway.app.putGym(OPERATOR, aGymInput({ slug: gym.slug, credentials: credentialsOf(holder) }));

    await afterDays(gateway, 151, gym);

    expect(gateway.provider.calls('renew')).toEqual([]);
    expect(await database().waits('grant', gym.accountId ?? '')).toBe('forgotten');
  });

  test('a grant does not overwrite what was stored while it was renewed', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    const held = gateway.provider.hold('renew');
    gateway.clock.advance(151 * DAY_MS);
    await database().makeDue('grant', gym.accountId ?? '');
    const sweeping = gateway.app.sweep();
    await held.arrived;
    const pasted = credentialsOf(holder);
    await gateway.app.putGym(OPERATOR, aGymInput({ slug: gym.slug, credentials: pasted }));

    held.release();
    await sweeping;

    expect(await tokenIn(gateway, gym.slug)).toBe(pasted.access_token);
  });
});
