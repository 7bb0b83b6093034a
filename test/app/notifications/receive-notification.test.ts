import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { money } from '../../../src/domain/money/money.ts';
import { type StoreAndCommands as Store, withCommands } from '../../stores.ts';
import { signedDelivery } from '../fake-deliveries.ts';
import { intentIdOf } from '../fake-reports.ts';
import { notSent, rejected, unknown } from '../fake-twists.ts';
import { aGym, anOrder, createGateway, refusedWith, useStore } from '../gateway.ts';
import { anOpenCheckout, anOpenIntent, event, IGNORED, PLATFORM, present } from './open-payments.ts';

const given = useStore();

describe('a signed notification', () => {
  test('a signed notification is recorded before it is answered', async () => {
    const { gateway, order, payment } = await anOpenIntent(given());
    const { app, provider, platform, clock } = gateway;
    const reported = event(gateway, payment, 'succeeded');

    const received = await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    const { intentId } = payment;
    const applied = { eventId: reported.id, eventType: 'parent.succeeded', intentId, status: 'succeeded' };
    expect(received).toEqual({ ...applied, isVerified: true });
    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded', statusAt: clock.now() });
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await given().listTransitions(payment.id)).toMatchObject([
      { from: 'pending', to: 'succeeded', cause: { kind: 'webhook', id: reported.id }, occurredAt: clock.now() },
    ]);
    expect(await given().listAttempts(payment.id)).toMatchObject([{ capturedMinor: payment.amount.minor }]);
    expect(gateway.kept).toEqual([{ key: reported.id, eventId: reported.id, state: 'processed' }]);
    expect(provider.calls('fetch')).toEqual([]);
  });

  test('a signed notification loads its purchase once, whatever it says', async () => {
    const loaded: string[] = [];
    const watching = (store: Store): Store =>
      withCommands({
        ...store,
        loadPurchase(...asked) {
          loaded.push(asked[0].id);
          return store.loadPurchase(...asked);
        },
      });
    const { gateway, payment } = await anOpenIntent(given(), { store: watching });
    const { app, provider, platform } = gateway;
    const send = (sent: ReturnType<typeof event>) => app.receiveNotification(PLATFORM, provider.signed(sent, platform));
    loaded.length = 0;

    expect(await send(event(gateway, payment, 'processing'))).toMatchObject({ status: 'processing' });
    expect(loaded).toEqual([payment.id]);
    expect(await send(event(gateway, payment, 'succeeded'))).toMatchObject({ status: 'succeeded' });
    expect(loaded).toEqual([payment.id, payment.id]);
  });

  test('a signed notification that only says that something changed has the provider asked for it', async () => {
    const { gateway, channel, credentials, payment, parentId } = await anOpenCheckout(given());
    const { app, provider } = gateway;
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    expect(received).toMatchObject({ eventType: 'parent.changed', status: 'succeeded' });
    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
  });

  test('a signed notification counts once, however often it is sent', async () => {
    const { gateway, payment } = await anOpenIntent(given());
    const { app, provider, platform } = gateway;
    const delivery = provider.signed(event(gateway, payment, 'succeeded'), platform);

    const first = await app.receiveNotification(PLATFORM, delivery);
    const again = await app.receiveNotification(PLATFORM, delivery);
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => app.receiveNotification(PLATFORM, delivery)));

    for (const received of [again, ...atOnce]) expect(received).toEqual(first);
    expect(await given().listTransitions(payment.id)).toHaveLength(1);
    expect(await given().listAttempts(payment.id)).toHaveLength(1);
  });

  test('signed notifications end in the same state in whatever order they come, and however often', async () => {
    const kinds = ['pending', 'processing', 'failed'] as const;
    const endings = ['none', 'cancelled', 'succeeded'] as const;
    const deliveries = fc.array(fc.nat({ max: kinds.length }), { maxLength: 8 });

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...endings), deliveries, async (ending, order) => {
        const { gateway, payment, parentId } = await anOpenIntent(given());
        const { app, provider, platform, clock } = gateway;
        const reported = kinds.map((status) => {
          clock.advance(1_000);
          provider.settle(parentId, status);
          return event(gateway, payment, status);
        });
        clock.advance(1_000);
        if (ending !== 'none') provider.settle(parentId, ending);
        if (ending !== 'none') reported.push(event(gateway, payment, ending));

        const all = reported.map((_, index) => index);
        for (const index of [...order, ...all.toReversed()]) {
          const body = reported[index];
          if (body !== undefined) await app.receiveNotification(PLATFORM, provider.signed(body, platform));
        }

        const last = ending === 'none' ? 'failed' : ending;
        expect(await present(given(), payment)).toMatchObject({ status: last });
        const transitions = await given().listTransitions(payment.id);
        expect(transitions.at(-1)).toMatchObject({ to: last });
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  test.each([
    ['is as old as', 0],
    ['is older than', -5_000],
  ])(
    'a signed notification about an open payment, when it %s what is known, is replaced by the present state',
    async (_how, ageMs) => {
      const { gateway, payment, parentId } = await anOpenIntent(given());
      const { app, provider, platform, clock } = gateway;
      const at = new Date((payment.statusAt?.getTime() ?? 0) + ageMs);
      provider.settle(parentId, 'processing');
      const reported = event(gateway, payment, 'failed', { at });

      const received = await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

      expect(received).toMatchObject({ status: 'processing' });
      expect(await present(given(), payment)).toMatchObject({ status: 'processing', statusAt: clock.now() });
      expect(provider.calls('fetch')).toHaveLength(1);
    },
  );

  test('a signed notification that can not be put in its time is to be sent again when the present state can not be asked for', async () => {
    const { gateway, payment, parentId } = await anOpenIntent(given());
    const { app, provider, platform } = gateway;
    provider.settle(parentId, 'failed');
    const old = provider.signed(event(gateway, payment, 'processing', { at: new Date(0) }), platform);
    provider.next('fetch', unknown('before the effect'));

    await expect(app.receiveNotification(PLATFORM, old)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    expect(await app.receiveNotification(PLATFORM, old)).toMatchObject({ status: 'failed' });
  });

  test('a signed notification before our own call has answered finds the payment by our reference, and attaches its parent', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform, clock } = gateway;
    const { order, input } = await anOrder(gateway);
    const held = provider.hold('open', 'after the effect');
    const opening = app.openIntent(input);
    await held.arrived;
    const payment = await given().findOpenPayment(order.id);
    const parentId = provider.parentsOf(payment?.id ?? '')[0]?.id ?? '';
    clock.advance(1_000);
    provider.settle(parentId, 'processing');

    const received = await app.receiveNotification(PLATFORM, provider.signed(provider.reported(parentId), platform));

    expect(received).toMatchObject({ status: 'processing', intentId: intentIdOf(parentId) });
    expect(await given().findOpenPayment(order.id)).toMatchObject({ id: payment?.id, parentId, status: 'processing' });
    held.release();
    expect(await opening).toMatchObject({ payment: { id: payment?.id, parentId }, handover: `token-for-${parentId}` });
    expect(provider.opened()).toHaveLength(1);
  });

  test('a signed notification of another amount is an anomaly, and nothing is paid', async () => {
    const { gateway, order, payment } = await anOpenIntent(given());
    const { app, provider, platform } = gateway;
    provider.declare({ splitsPurchases: false });
    const reported = event(gateway, payment, 'succeeded', { amount: money(1, 'JPY') });

    const received = await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    expect(received).toMatchObject({ status: 'pending' });
    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toMatchObject([
      { kind: 'amount_mismatch', detail: { expected: 1_000, found: 1 } },
    ]);
    expect(gateway.logged).toMatchObject([{ level: 'warn', fields: { anomaly: 'amount_mismatch' } }]);
  });

  test('a signed notification of a larger amount is an anomaly, and nothing is paid, also where purchases can be split', async () => {
    const { gateway, payment } = await anOpenIntent(given());
    const { app, provider, platform } = gateway;
    const reported = event(gateway, payment, 'succeeded', { amount: money(1_001, 'JPY') });

    await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'amount_mismatch' }]);
  });

  test('a signed notification of another currency is an anomaly, and nothing is paid', async () => {
    const { gateway, payment } = await anOpenIntent(given());
    const { app, provider, platform } = gateway;
    const reported = event(gateway, payment, 'succeeded', { amount: money(1_000, 'USD') });

    await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'currency_mismatch' }]);
  });

  test('a signed notification is committed although a surplus payment of the order can not be closed', async () => {
    const { gateway, order, input, payment, parentId } = await anOpenIntent(given());
    const { app, provider, platform, logged } = gateway;
    provider.settle(parentId, 'cancelled');
    const second = await app.openIntent(input);
    provider.settle(parentId, 'succeeded');
    provider.next('close', unknown('before the effect'));

    const received = await app.receiveNotification(PLATFORM, provider.signed(provider.reported(parentId), platform));

    expect(received).toMatchObject({ status: 'succeeded' });
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await present(given(), second.payment)).toMatchObject({ status: 'pending' });
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ paymentId: second.payment.id }) }),
    );
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'paid_after_cancel' }]);
  });
});

describe('a notification about nothing of ours', () => {
  test('a notification about nothing of ours yet is kept waiting, and processed when it comes again after its payment', async () => {
    const gateway = createGateway(given());
    const { provider, platform, clock, world } = gateway;
    const { order, input } = await anOrder(gateway);
    const reference = randomUUID();
    const parentId = `parent-${randomUUID()}`;
    const claims = { reference, parentId, status: 'processing', at: clock.now(), amount: order.amount } as const;
    const delivery = provider.signed(provider.claimed(claims, 'early'), platform);

    expect(await gateway.app.receiveNotification(PLATFORM, delivery)).toMatchObject(IGNORED);
    expect(gateway.kept).toEqual([{ key: 'early', eventId: 'early', state: 'waiting' }]);
    provider.next('open', unknown('before the effect'));
    const app = gateway.replica({ world: { ...world, newId: () => reference } });
    await expect(app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(await app.receiveNotification(PLATFORM, delivery)).toMatchObject({ status: 'processing' });
    expect(await given().findPayment(reference)).toMatchObject({ status: 'processing', parentId });
  });

  test('a notification that is never about anything of ours is kept as ignored', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform } = gateway;

    const received = await app.receiveNotification(PLATFORM, provider.signed(provider.irrelevant('of-you'), platform));

    const named = { eventId: 'of-you', eventType: 'account.updated', intentId: null, status: 'ignored' };
    expect(received).toEqual({ ...named, isVerified: true });
    expect(gateway.kept).toEqual([{ key: 'of-you', eventId: 'of-you', state: 'ignored' }]);
  });

  test('a notification of a type that is not acted on is kept by name, without what it says', async () => {
    const bodies: number[] = [];
    const watching = (store: Store): Store => ({
      ...store,
      keepDelivery(record, state) {
        bodies.push(record.delivery.body.length);
        return store.keepDelivery(record, state);
      },
    });
    const gateway = createGateway(given(), { store: watching });
    const { app, provider, platform } = gateway;

    await app.receiveNotification(PLATFORM, provider.signed(provider.irrelevant('about-a-customer'), platform));

    expect(bodies).toEqual([0]);
    expect(gateway.kept).toMatchObject([{ eventId: 'about-a-customer', state: 'ignored' }]);
  });

  test('a notification whose reference is no id of ours is kept as ignored', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform, clock } = gateway;
    const amount = money(1, 'JPY');
    const reported = provider.claimed({
      reference: "'; --",
      parentId: 'x',
      status: 'succeeded',
      at: clock.now(),
      amount,
    });

    expect(await app.receiveNotification(PLATFORM, provider.signed(reported, platform))).toMatchObject(IGNORED);
    expect(gateway.kept).toMatchObject([{ state: 'ignored' }]);
  });
});

describe('a notification that can not be taken now', () => {
  test('a notification that can not be read is malformed', async () => {
    const gateway = createGateway(given());
    const delivery = signedDelivery('{', gateway.platform.webhook_secrets[0] ?? '', gateway.clock.now());

    const receiving = gateway.app.receiveNotification(PLATFORM, delivery);

    await expect(receiving).rejects.toMatchObject(refusedWith('notification_malformed'));
  });

  test.each([
    ['is unclear', unknown('before the effect'), 'provider_unavailable'],
    ['did not get out', notSent(), 'provider_unavailable'],
    ['was refused for our credentials', rejected('credentials'), 'credentials_unusable'],
    ['was refused', rejected('request'), 'provider_rejected'],
  ])(
    'a notification of which asking what it means %s is to be sent again, and is processed then',
    async (_how, twist, code) => {
      const { gateway, payment, parentId } = await anOpenIntent(given());
      const { app, provider, platform, kept } = gateway;
      provider.settle(parentId, 'succeeded');
      const delivery = provider.signed(provider.reported(parentId), platform);
      provider.next('translate', twist);

      await expect(app.receiveNotification(PLATFORM, delivery)).rejects.toMatchObject(refusedWith(code));
      expect(await present(given(), payment)).toEqual(payment);
      expect(kept).toEqual([]);
      expect(await app.receiveNotification(PLATFORM, delivery)).toMatchObject({ status: 'succeeded' });
      expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
    },
  );

  test('a notification that comes while the store is down is to be sent again, and is processed then', async () => {
    let isDown = false;
    const failing = (store: Store): Store => ({
      ...store,
      async recordFacts(record) {
        if (isDown) throw new DomainError('store_unavailable', 'The database is not available');
        return store.recordFacts(record);
      },
    });
    const { gateway, payment } = await anOpenIntent(given(), { store: failing });
    const { app, provider, platform } = gateway;
    const delivery = provider.signed(event(gateway, payment, 'succeeded'), platform);
    isDown = true;

    await expect(app.receiveNotification(PLATFORM, delivery)).rejects.toMatchObject(refusedWith('store_unavailable'));
    isDown = false;

    expect(await app.receiveNotification(PLATFORM, delivery)).toMatchObject({ status: 'succeeded' });
  });
});

describe('what is read of a delivery', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  test('what is read of a delivery is nothing before its signature is verified, and then at most 32 levels of it', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform } = gateway;
    const reported = (levels: number) => ({ ...provider.irrelevant(), more: JSON.parse(deep(levels)) });

    const forged = app.receiveNotification(PLATFORM, provider.forged(reported(100)));
    const signed = app.receiveNotification(PLATFORM, provider.signed(reported(32), platform));

    await expect(forged).rejects.toMatchObject(refusedWith('signature_invalid'));
    await expect(signed).rejects.toMatchObject(refusedWith('notification_malformed'));
    expect(await app.receiveNotification(PLATFORM, provider.signed(reported(31), platform))).toMatchObject(IGNORED);
  });

  test('what is read of a delivery is no more than 32 KiB of a hint, and all of what is signed', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const { channel, credentials } = await aGym(gateway, { signature: 'advisory' });
    const reported = { ...provider.irrelevant(), more: 'x'.repeat(32_768) };

    const hint = app.receiveNotification(channel, provider.unsigned(reported));
    const deepHint = app.receiveNotification(channel, provider.unsigned({ ...reported, more: JSON.parse(deep(32)) }));

    await expect(hint).rejects.toMatchObject(refusedWith('signature_invalid'));
    await expect(deepHint).rejects.toMatchObject(refusedWith('notification_malformed'));
    expect(await app.receiveNotification(channel, provider.signed(reported, credentials))).toMatchObject(IGNORED);
  });
});
