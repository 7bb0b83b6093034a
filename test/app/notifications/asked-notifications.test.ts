import { describe, expect, test } from 'vitest';
import { unknown } from '../fake-twists.ts';
import { refusedWith, useStore } from '../gateway.ts';
import { anOpenIntent, PLATFORM, present } from './open-payments.ts';

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
