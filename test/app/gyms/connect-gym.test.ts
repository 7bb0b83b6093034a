import { describe, expect, test } from 'vitest';
import { rejected, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aGymInput,
  CUSTOMER,
  createGateway,
  credentialsOf,
  type Gateway,
  OPERATOR,
  refusedWith,
} from '../gateway.ts';
import { useConnectedGyms } from './connected-gyms.ts';

const { accountsOf, aConnectedGym, afterDays, aGymWithPastedCredentials, agree, anInvitedGym, given } =
  useConnectedGyms();

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

  test('connecting a gym still takes notifications about what its pasted token opened, also after a renewal', async () => {
    const { gateway, slug, holder, pasted } = await aGymWithPastedCredentials();
    const { payment, parentId } = await aCheckout(gateway, slug);
    const invitation = await gateway.app.connectGym(OPERATOR, slug);
    const back = await agree(gateway, invitation, holder);
    const gym = await gateway.app.finishConnection({ provider: 'somepay', ...back });
    await afterDays(gateway, 151, gym);
    gateway.provider.settle(parentId, 'succeeded');

    const delivery = gateway.provider.signed(gateway.provider.reported(parentId), pasted);
    await gateway.app.receiveNotification({ kind: 'gym', slug }, delivery);

    expect(gateway.provider.calls('renew')).toHaveLength(1);
    expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that gets pasted credentials again still takes notifications about what its grant opened', async () => {
    const { gateway, gym, holder } = await aConnectedGym();
    const { payment, parentId } = await aCheckout(gateway, gym.slug);
    await gateway.app.putGym(OPERATOR, aGymInput({ slug: gym.slug, credentials: credentialsOf(holder) }));
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
