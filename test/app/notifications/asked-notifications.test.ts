import { describe, expect, test } from 'vitest';
import { rejected, unknown } from '../fake-twists.ts';
import { credentialsOf, OPERATOR, refusedWith, useStore } from '../gateway.ts';
import { anOpenCheckout, anOpenIntent, PLATFORM, present } from './open-payments.ts';

const given = useStore();
const ASKED = { provider: { capabilities: { webhooks: 'asked' } } } as const;

/** A paid payment, and what the provider sends about it. */
async function aPaid() {
  const opened = await anOpenIntent(given(), ASKED);
  const { provider, platform } = opened.gateway;
  provider.settle(opened.parentId, 'succeeded');
  const reported = provider.reported(opened.parentId);
  return { ...opened, genuine: provider.signed(reported, platform), guessed: provider.signed(reported, forgers) };
}

const forgers = { access_token: 'a-forger', webhook_secrets: ['a-guess'] };

describe('a notification that only the provider can prove', () => {
  test('a notification is applied when the provider confirms it', async () => {
    const { gateway, payment, genuine } = await aPaid();

    await gateway.app.receiveNotification(PLATFORM, genuine);

    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
    expect(gateway.provider.calls('confirm')).toHaveLength(1);
  });

  test('a notification is refused when the provider does not confirm it, and when nothing of it could be genuine it is not asked about', async () => {
    const { gateway, payment, guessed } = await aPaid();
    const { app, provider } = gateway;
    const refusal = refusedWith('signature_invalid');

    await expect(app.receiveNotification(PLATFORM, guessed)).rejects.toMatchObject(refusal);
    await expect(app.receiveNotification(PLATFORM, provider.forged({}))).rejects.toMatchObject(refusal);

    expect(provider.calls('confirm')).toHaveLength(1);
    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
  });

  test('a notification has to be sent again when the provider can’t be asked about it', async () => {
    const { gateway, genuine } = await aPaid();
    gateway.provider.next('confirm', unknown('before the effect'));

    await expect(gateway.app.receiveNotification(PLATFORM, genuine)).rejects.toMatchObject(
      refusedWith('provider_unavailable'),
    );
  });

  test('a stranger’s forged notifications do not cost more than 30 calls a minute; then a genuine one has to be sent again', async () => {
    const { gateway, payment, genuine, guessed } = await aPaid();
    const { app, provider, clock } = gateway;
    for (let sent = 0; sent < 40; sent += 1) await expect(app.receiveNotification(PLATFORM, guessed)).rejects.toThrow();
    expect(provider.calls('confirm')).toHaveLength(30);
    await expect(app.receiveNotification(PLATFORM, genuine)).rejects.toMatchObject(refusedWith('too_many_hints'));

    clock.advance(60_000);
    await app.receiveNotification(
      PLATFORM,
      provider.signed(provider.reported(payment.parentId ?? ''), gateway.platform),
    );

    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
  });
});

/** A gym with two accounts, one after the other, and what the provider sends to either about its payments. */
async function aGymWithAPast() {
  const old = await anOpenCheckout(given(), {}, ASKED);
  const { gateway, channel, input } = old;
  const credentials = credentialsOf('another-holder');
  await gateway.app.putGym(OPERATOR, { ...input, credentials });
  const { app, provider } = gateway;
  const toOld = () => provider.signed(provider.reported(old.parentId), old.credentials);
  const toNew = () => provider.signed(provider.irrelevant(), credentials);
  return { ...old, app, provider, channel, toOld, toNew };
}

describe('a notification that only the provider can prove, at a gym with an old account', () => {
  test('a notification of the new account is taken, and the old account is not asked about it', async () => {
    const { app, provider, channel, toNew } = await aGymWithAPast();

    for (let sent = 0; sent < 40; sent += 1) await app.receiveNotification(channel, toNew());

    expect(provider.calls('confirm')).toHaveLength(40);
  });

  test('a notification of the old account is taken, and does not count against the new one', async () => {
    const { app, provider, channel, toOld, payment, parentId } = await aGymWithAPast();
    provider.settle(parentId, 'succeeded');

    for (let sent = 0; sent < 40; sent += 1) await app.receiveNotification(channel, toOld());

    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
  });

  test.each([
    ['refuses its credentials', rejected('credentials')],
    ['does not answer', unknown('before the effect')],
  ])('a notification of one account is taken though the provider %s for the other', async (_what, twist) => {
    const { app, provider, channel, toOld, payment, parentId } = await aGymWithAPast();
    provider.settle(parentId, 'succeeded');
    provider.next('confirm', twist);

    await app.receiveNotification(channel, toOld());

    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
  });

  test('a notification has to be sent again when one account does not confirm it and the other can’t be asked', async () => {
    const { app, provider, channel, toNew } = await aGymWithAPast();
    const delivery = toNew();
    provider.next('confirm', unknown('before the effect'));

    await expect(app.receiveNotification(channel, delivery)).rejects.toMatchObject(refusedWith('provider_unavailable'));
  });

  test('a stranger’s forged notifications stop the calls for an account whose credentials are refused, too', async () => {
    const { app, provider, channel, credentials } = await aGymWithAPast();
    provider.revoke(credentials);
    const guessed = provider.signed(provider.irrelevant(), forgers);

    for (let sent = 0; sent < 40; sent += 1) await expect(app.receiveNotification(channel, guessed)).rejects.toThrow();

    expect(provider.calls('confirm')).toHaveLength(60);
  });
});
