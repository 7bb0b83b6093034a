import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { deliveryOf } from '../fake-deliveries.ts';
import { unknown } from '../fake-twists.ts';
import { aCheckout, aGym, createGateway, credentialsOf, OPERATOR, refusedWith, useStore } from '../gateway.ts';
import { anOpenCheckout, anOpenIntent, event, IGNORED, PLATFORM, present } from './open-payments.ts';

const given = useStore();

describe('a notification that is not verified', () => {
  test('a notification that is not verified is turned away when its signature is wrong, and leaves nothing behind', async () => {
    const { gateway, payment } = await anOpenIntent(given());
    const { app, provider, kept } = gateway;
    const forged = provider.forged(event(gateway, payment, 'succeeded'));

    await expect(app.receiveNotification(PLATFORM, forged)).rejects.toMatchObject(refusedWith('signature_invalid'));
    expect(await present(given(), payment)).toEqual(payment);
    expect(provider.calls('translate')).toEqual([]);
    expect(kept).toEqual([]);
  });

  test("a notification that is not verified is turned away when another gym's secret signed it", async () => {
    const { gateway, channel, payment } = await anOpenCheckout(given());
    const { app, provider } = gateway;
    const other = await aGym(gateway);
    const delivery = provider.signed(event(gateway, payment, 'succeeded'), other.credentials);

    await expect(app.receiveNotification(channel, delivery)).rejects.toMatchObject(refusedWith('signature_invalid'));
  });

  test('a notification that is not verified is turned away before it is read', async () => {
    const { gateway, channel } = await anOpenCheckout(given());
    const rubbish = deliveryOf('{', [['signature', 'a guess']], [], gateway.clock.now());

    await expect(gateway.app.receiveNotification(channel, rubbish)).rejects.toMatchObject(
      refusedWith('signature_invalid'),
    );
  });

  test('a notification that is not verified is dropped when it is of a shape that is never signed', async () => {
    const { gateway, channel, payment, parentId } = await anOpenCheckout(given());
    const { app, provider, kept } = gateway;
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));

    const nothing = { eventId: null, eventType: null, intentId: null, status: 'ignored' };
    expect(received).toEqual({ ...nothing, isVerified: false });
    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(provider.calls('translate')).toEqual([]);
    expect(kept).toEqual([]);
  });

  test('a notification that is not verified is refused at the address of no gym', async () => {
    const { app, provider } = createGateway(given());
    const channel = { kind: 'gym', slug: `gym-${randomUUID()}` } as const;

    const receiving = app.receiveNotification(channel, provider.forged(provider.irrelevant()));

    await expect(receiving).rejects.toMatchObject(refusedWith('gym_not_found'));
  });

  test('a notification that is not verified is turned away by a gym that never stored credentials', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const slug = `gym-${randomUUID()}`;
    const { input } = await aGym(gateway);
    await app.putGym(OPERATOR, { ...input, slug, credentials: null });

    const receiving = app.receiveNotification({ kind: 'gym', slug }, provider.forged(provider.irrelevant()));

    await expect(receiving).rejects.toMatchObject(refusedWith('signature_invalid'));
  });
});

describe('a gym that takes unsigned notifications as hints', () => {
  const ADVISORY = { signature: 'advisory' } as const;

  test.each(['unsigned', 'forged'] as const)(
    'a gym that takes unsigned notifications as hints has the provider asked when one is %s',
    async (how) => {
      const { gateway, channel, payment, parentId } = await anOpenCheckout(given(), ADVISORY);
      const { app, provider, kept } = gateway;
      provider.settle(parentId, 'succeeded');

      const received = await app.receiveNotification(channel, provider[how](provider.reported(parentId)));

      expect(received).toMatchObject({ status: 'succeeded' });
      expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
      expect(kept).toEqual([]);
    },
  );

  test('a gym that takes unsigned notifications as hints believes no claim of success that the provider does not repeat', async () => {
    const { gateway, channel, payment, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider } = gateway;
    const reported = event(gateway, payment, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(reported));

    expect(received).toMatchObject({ status: 'pending' });
    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAttempts(payment.id)).toEqual([]);
    provider.settle(parentId, 'succeeded');
    const settled = await app.receiveNotification(channel, provider.unsigned(reported));
    expect(settled).toMatchObject({ status: 'succeeded', isVerified: false });
  });

  test('a gym that takes unsigned notifications as hints takes no parent from one: what has none yet stays as it is', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider, clock, world } = gateway;
    const reference = randomUUID();
    provider.next('open', unknown('before the effect'));
    const opening = aCheckout({ app: gateway.replica({ world: { ...world, newId: () => reference } }) }, channel.slug);
    await expect(opening).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const amount = money(500_000, 'ARS');
    const reported = provider.claimed({ reference, parentId, status: 'succeeded', at: clock.now(), amount });

    expect(await app.receiveNotification(channel, provider.unsigned(reported))).toMatchObject(IGNORED);
    expect(await given().findPayment(reference)).toMatchObject({ status: 'pending', parentId: null });
    expect(await given().listAnomalies(reference)).toEqual([]);
  });

  test('a gym that takes unsigned notifications as hints still processes the same thing when it comes signed', async () => {
    const { gateway, channel, credentials, payment, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider } = gateway;
    const reported = event(gateway, payment, 'succeeded');
    await app.receiveNotification(channel, provider.unsigned(reported));
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(reported, credentials));

    expect(received).toMatchObject({ status: 'succeeded', isVerified: true });
  });

  test('a gym that takes unsigned notifications as hints follows those about ten payments a minute, and each gym its own ten; more are to be sent again', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider, clock } = gateway;
    const other = await aGym(gateway, ADVISORY);
    const notify = (to: typeof channel, about = parentId) =>
      app.receiveNotification(to, provider.unsigned(provider.reported(about)));

    for (let reported = 1; reported <= 10; reported += 1) await notify(channel, `parent-${reported}`);
    const asked = provider.calls('translate').length;
    provider.settle(parentId, 'succeeded');
    await expect(notify(channel)).rejects.toMatchObject(refusedWith('too_many_hints', { retryAfterSeconds: 60 }));
    expect(provider.calls('translate')).toHaveLength(asked);
    await notify(other.channel);
    expect(provider.calls('translate')).toHaveLength(asked + 1);
    clock.advance(59_500);
    await expect(notify(channel)).rejects.toMatchObject(refusedWith('too_many_hints', { retryAfterSeconds: 1 }));
    clock.advance(500);
    expect(await notify(channel)).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints counts those about one payment once, and follows each of them', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider } = gateway;
    const notify = (about: string) => app.receiveNotification(channel, provider.unsigned(provider.reported(about)));

    for (let reported = 1; reported <= 20; reported += 1) await notify('parent-1');
    expect(provider.calls('translate')).toHaveLength(20);
    for (let reported = 2; reported <= 9; reported += 1) await notify(`parent-${reported}`);
    provider.settle(parentId, 'succeeded');

    expect(await notify(parentId)).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints has the provider asked no more than thirty times a minute about one payment', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider } = gateway;
    const notify = () => app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));
    for (let reported = 1; reported <= 30; reported += 1) await notify();

    await expect(notify()).rejects.toMatchObject(refusedWith('too_many_hints'));
  });

  test('a gym that takes unsigned notifications as hints does not count those that are signed', async () => {
    const { gateway, channel, credentials, parentId } = await anOpenCheckout(given(), ADVISORY);
    const { app, provider } = gateway;
    for (let reported = 1; reported <= 12; reported += 1)
      await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));

    expect(received).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints has one of a provider that it left followed at that provider only', async () => {
    const { gateway, channel, input, payment, parentId } = await anOpenCheckout(given(), ADVISORY, {
      others: [{ name: 'otherpay' }],
    });
    const { app, provider, others } = gateway;
    await app.putGym(OPERATOR, { ...input, provider: 'otherpay', credentials: credentialsOf('iron-temple') });
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));

    expect(received).toMatchObject({ status: 'succeeded' });
    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
    expect(others[0]?.calls('translate')).toEqual([]);
  });
});
