import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { useDatabase } from '../database.ts';
import { rejected, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aGymInput,
  CUSTOMER,
  createGateway,
  credentialsOf,
  DAY_MS,
  type Gateway,
  type GatewayOptions,
  OPERATOR,
  refusedWith,
} from '../gateway.ts';

const database = useDatabase();
const given = () => database().store;

/** A gym without credentials, whose owner was sent to the provider. */
async function anInvitedGym(options: GatewayOptions = {}) {
  const gateway = createGateway(given(), options);
  const { value: gym } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: null }));
  return { gateway, gym, invitation: await gateway.app.connectGym(OPERATOR, gym.slug) };
}

/** The owner opens the link and agrees: what their browser comes back with. */
async function agree({ app, provider }: Gateway, { url }: { readonly url: string }, holder: string) {
  const link = new URL(url).searchParams.get('link') ?? '';
  return { link, ...provider.agree(await app.startConnection({ provider: provider.name, link }), holder) };
}

/** A gym whose owner agreed, as this holder of accounts at the provider. */
async function aConnectedGym({
  holder = `holder-${randomUUID()}`,
  ...options
}: GatewayOptions & { holder?: string } = {}) {
  const { gateway, gym, invitation } = await anInvitedGym(options);
  const back = await agree(gateway, invitation, holder);
  const connected = await gateway.app.finishConnection({ provider: 'somepay', ...back });
  return { gateway, gym: connected, slug: gym.slug, holder, back };
}

async function accountsOf(slug: string) {
  return given().listAccounts({ kind: 'gym', slug });
}

/** What the schedule does after so many days, with the check of the gym's account due. */
async function afterDays(gateway: Gateway, days: number, { accountId }: { accountId: string | null }): Promise<void> {
  gateway.clock.advance(days * DAY_MS);
  await database().makeDue('grant', accountId ?? '');
  await gateway.app.sweep();
}

async function tokenIn(gateway: Gateway, slug: string): Promise<string | undefined> {
  await aCheckout(gateway, slug);
  return gateway.provider.calls('open').at(-1)?.token;
}

describe('connecting a gym', () => {
  test('connecting a gym lets it take payments into the account that its owner granted', async () => {
    const { gateway, gym, holder } = await aConnectedGym();

    const { payment } = await aCheckout(gateway, gym.slug);

    expect(gym).toMatchObject({ needsReconnect: false, accountId: payment.accountId });
    expect(await accountsOf(gym.slug)).toMatchObject([{ providerUserId: holder }]);
    expect(gateway.provider.calls('open')).toMatchObject([{ token: expect.stringMatching(`^${holder}:`) }]);
  });

  test('connecting a gym keeps no token in clear', async () => {
    const { gateway, gym } = await aConnectedGym();
    await aCheckout(gateway, gym.slug);
    const [call] = gateway.provider.calls('open');

    const [account] = await accountsOf(gym.slug);

    expect(account?.sealed).not.toContain(call?.token ?? 'no token');
    expect(account?.sealed).not.toContain('refresh-');
  });

  test('connecting a gym takes notifications that are signed with the platform’s secret', async () => {
    const { gateway, gym } = await aConnectedGym();
    const { payment, parentId } = await aCheckout(gateway, gym.slug);
    gateway.provider.settle(parentId, 'succeeded');

    const delivery = gateway.provider.signed(gateway.provider.reported(parentId), gateway.platform);
    await gateway.app.receiveNotification({ kind: 'gym', slug: gym.slug }, delivery);

    expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });

  test('connecting a gym changes nothing else about it', async () => {
    const { gateway, gym, invitation } = await anInvitedGym();
    const renamed = {
      ...aGymInput({ slug: gym.slug, credentials: null }),
      name: 'Steel Temple',
      paymentsEnabled: false,
    };
    await gateway.app.putGym(OPERATOR, renamed);

    const back = await agree(gateway, invitation, 'holder');
    const connected = await gateway.app.finishConnection({ provider: 'somepay', ...back });

    expect(connected).toMatchObject({ name: 'Steel Temple', paymentsEnabled: false });
  });

  test('connecting a gym keeps the account of the same holder, and takes another’s only where the link says so', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    const again = async (who: string, replaces = false) => {
      const invitation = await gateway.app.connectGym(OPERATOR, gym.slug, { replaces });
      return gateway.app.finishConnection({ provider: 'somepay', ...(await agree(gateway, invitation, who)) });
    };

    expect(await again(holder)).toMatchObject({ accountId: gym.accountId });
    await expect(again('another-user')).rejects.toMatchObject(refusedWith('another_holder', { field: 'account' }));
    expect(await given().findGym(gym.slug)).toMatchObject({ accountId: gym.accountId });
    expect((await again('another-user', true)).accountId).not.toBe(gym.accountId);
    expect(await accountsOf(gym.slug)).toHaveLength(2);
  });

  test('connecting a gym needs the scope, a gym, and a provider that has such a thing', async () => {
    const gateway = createGateway(given(), { provider: { connects: false } });
    const { value: gym } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: null }));

    await expect(gateway.app.connectGym(CUSTOMER, gym.slug)).rejects.toMatchObject(refusedWith('scope_missing'));
    await expect(gateway.app.connectGym(OPERATOR, 'nowhere')).rejects.toMatchObject(refusedWith('gym_not_found'));
    await expect(gateway.app.connectGym(OPERATOR, gym.slug)).rejects.toMatchObject(refusedWith('unsupported'));
  });
});

test('a link that a newer one replaced leads nowhere, and is the field at fault', async () => {
  const { gateway, gym, invitation } = await anInvitedGym();
  await gateway.app.connectGym(OPERATOR, gym.slug);
  const link = new URL(invitation.url).searchParams.get('link') ?? '';

  const starting = gateway.app.startConnection({ provider: 'somepay', link });

  await expect(starting).rejects.toMatchObject(refusedWith('invalid', { field: 'link' }));
});

describe('coming back from the provider', () => {
  test('coming back from the provider works once', async () => {
    const { gateway, back } = await aConnectedGym();

    const again = gateway.app.finishConnection({ provider: 'somepay', ...back });

    await expect(again).rejects.toMatchObject(refusedWith('invalid', { field: 'state' }));
    expect(gateway.provider.calls('redeem')).toHaveLength(1);
  });

  test('coming back from the provider works for one of two that come at once', async () => {
    const { gateway, invitation } = await anInvitedGym();
    const back = { provider: 'somepay', ...(await agree(gateway, invitation, 'holder')) };

    const ends = await Promise.allSettled([gateway.app.finishConnection(back), gateway.app.finishConnection(back)]);

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test.each([
    ['a state that no link has', { state: 'made-up' }],
    ['the path of another provider', { provider: 'otherpay' }],
  ])('coming back from the provider with %s changes nothing', async (_what, change) => {
    const { gateway, gym, invitation } = await anInvitedGym({ others: [{ name: 'otherpay' }] });
    const back = { provider: 'somepay', ...(await agree(gateway, invitation, 'holder')), ...change };

    await expect(gateway.app.finishConnection(back)).rejects.toMatchObject(refusedWith('invalid', { field: 'state' }));
    expect(await given().findGym(gym.slug)).toEqual(gym);
  });

  test('coming back from the provider without consent changes nothing, and uses the link up', async () => {
    const { gateway, gym, invitation } = await anInvitedGym();
    const back = { provider: 'somepay', ...(await agree(gateway, invitation, 'holder')) };

    const declined = gateway.app.finishConnection({ ...back, code: null });

    await expect(declined).rejects.toMatchObject(refusedWith('invalid', { field: 'code' }));
    await expect(gateway.app.finishConnection(back)).rejects.toMatchObject(refusedWith('invalid', { field: 'state' }));
    expect(await given().findGym(gym.slug)).toEqual(gym);
  });

  test('coming back from the provider with another seller’s code changes nothing', async () => {
    const { gateway, gym, invitation } = await anInvitedGym();
    const { value: other } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: null }));
    const { code } = await agree(gateway, await gateway.app.connectGym(OPERATOR, other.slug), 'holder');
    const back = await agree(gateway, invitation, 'holder');

    const swapped = gateway.app.finishConnection({ provider: 'somepay', ...back, code });

    await expect(swapped).rejects.toMatchObject(refusedWith('invalid', { field: 'code' }));
    expect(await given().findGym(gym.slug)).toEqual(gym);
  });

  test('coming back from the provider in a browser that did not open the link changes nothing, and uses nothing up', async () => {
    const { gateway, invitation } = await anInvitedGym();
    const { value: other } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: null }));
    const attackers = await agree(gateway, await gateway.app.connectGym(OPERATOR, other.slug), 'attacker');
    const back = { provider: 'somepay', ...(await agree(gateway, invitation, 'holder')) };

    for (const link of [null, 'made-up', attackers.link])
      await expect(gateway.app.finishConnection({ ...back, link })).rejects.toMatchObject(
        refusedWith('invalid', { field: 'state' }),
      );
    expect(await gateway.app.finishConnection(back)).toMatchObject({ needsReconnect: false });
  });

  test.each([
    ['a newer link', (gateway: Gateway, slug: string) => gateway.app.connectGym(OPERATOR, slug)],
    [
      'credentials that were pasted',
      (gateway: Gateway, slug: string) => gateway.app.putGym(OPERATOR, aGymInput({ slug })),
    ],
  ])('coming back from the provider after %s changes nothing', async (_what, happens) => {
    const { gateway, gym, invitation } = await anInvitedGym();
    const back = await agree(gateway, invitation, 'holder');
    await happens(gateway, gym.slug);
    const before = await given().findGym(gym.slug);

    const finishing = gateway.app.finishConnection({ provider: 'somepay', ...back });

    await expect(finishing).rejects.toMatchObject(refusedWith('invalid', { field: 'state' }));
    expect(await given().findGym(gym.slug)).toEqual(before);
    expect(gateway.provider.calls('redeem')).toEqual([]);
  });

  test('coming back from the provider leaves credentials alone that were pasted while the provider was asked', async () => {
    const { gateway, gym, invitation } = await anInvitedGym();
    const back = await agree(gateway, invitation, 'holder');
    const asked = Promise.withResolvers<void>();
    const pasted = Promise.withResolvers<void>();
    const waiting = { until: pasted.promise, arrived: asked.resolve, effect: 'after the effect' } as const;
    gateway.provider.next('redeem', { kind: 'waits', ...waiting });

    const finishing = gateway.app.finishConnection({ provider: 'somepay', ...back }).catch((error: unknown) => error);
    await asked.promise;
    const { value: put } = await gateway.app.putGym(OPERATOR, aGymInput({ slug: gym.slug }));
    pasted.resolve();

    expect(await finishing).toMatchObject(refusedWith('conflict'));
    expect(await given().findGym(gym.slug)).toEqual(put);
    expect(await accountsOf(gym.slug)).toHaveLength(1);
  });

  test.each([
    ['is away', unknown('after the effect')],
    ['wants to be asked later', { ...unknown('before the effect'), retryAfterSeconds: 7 }],
    ['refuses our application', rejected('request')],
  ])('coming back from the provider while the provider %s says so, and not to ask again', async (_what, end) => {
    const { gateway, gym, invitation } = await anInvitedGym();
    gateway.provider.next('redeem', end);
    const back = await agree(gateway, invitation, 'holder');

    const finishing = gateway.app.finishConnection({ provider: 'somepay', ...back });

    await expect(finishing).rejects.toMatchObject({
      ...refusedWith('connection_failed'),
      retryAfterSeconds: undefined,
    });
    expect(await given().findGym(gym.slug)).toEqual(gym);
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({
        level: expect.stringMatching(/warn|error/),
        fields: expect.objectContaining({ gym: gym.slug, reason: expect.any(String) }),
      }),
    );
  });

  test('coming back from the provider to a gym that turned to another provider meanwhile changes nothing', async () => {
    const { gateway, gym, invitation } = await anInvitedGym({ others: [{ name: 'otherpay' }] });
    const back = await agree(gateway, invitation, 'holder');
    await gateway.app.putGym(OPERATOR, aGymInput({ slug: gym.slug, provider: 'otherpay', credentials: null }));

    const finishing = gateway.app.finishConnection({ provider: 'somepay', ...back });

    await expect(finishing).rejects.toMatchObject(refusedWith('invalid', { field: 'state' }));
  });
});

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

    expect(await tokenIn(gateway, gym.slug)).toBe(pasted.accessToken);
  });
});
