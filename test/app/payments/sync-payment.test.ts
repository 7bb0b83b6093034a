import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { rejected, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aGym,
  anOrder,
  CUSTOMER,
  callsAreOver,
  createGateway,
  type GatewayOptions,
  OPERATOR,
  parentIdOf,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();
/** Calls may be under way for twice as long: time enough to sync before, and to wait for. */
const TIMEOUT_MS = 500;
const SEES_AT_ONCE = { provider: { capabilities: { searchLagMs: 0 } } } as const;

describe('syncing a payment', () => {
  test.each([
    ['its owner', CUSTOMER],
    ['who manages payments', OPERATOR],
  ])('syncing a payment by %s asks the provider now, and settles what it says', async (_who, actor) => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    const { payment } = await gateway.app.openIntent(input);
    gateway.provider.settle(parentIdOf(payment), 'succeeded');

    expect(await gateway.app.syncPayment(actor, payment.id)).toMatchObject({ id: payment.id, status: 'succeeded' });

    expect(await gateway.store.findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await gateway.store.listTransitions(payment.id)).toMatchObject([
      { cause: { kind: 'sync', id: actor.userId } },
    ]);
  });

  test('syncing a payment is for no other user, and for what is there', async () => {
    const gateway = createGateway(given());
    const { gym } = await aGym(gateway);
    const { payment } = await aCheckout(gateway, gym.slug);
    const stranger = { userId: 'stranger', scopes: ['orders:write', 'gyms:write'] };

    await expect(gateway.app.syncPayment(stranger, payment.id)).rejects.toMatchObject(refusedWith('not_yours'));
    await expect(gateway.app.syncPayment(CUSTOMER, randomUUID())).rejects.toMatchObject(
      refusedWith('payment_not_found'),
    );

    expect(gateway.provider.calls('fetch')).toEqual([]);
  });

  test.each([
    ['can not be reached', unknown('before the effect'), 'provider_unavailable'],
    ['does not take the credentials', rejected('credentials'), 'credentials_unusable'],
  ])('syncing a payment whose provider %s says so, and changes nothing', async (_what, twist, code) => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    const { payment } = await gateway.app.openIntent(input);
    gateway.provider.next('fetch', twist);

    await expect(gateway.app.syncPayment(CUSTOMER, payment.id)).rejects.toMatchObject(refusedWith(code));

    expect(await gateway.store.findPayment(payment.id)).toEqual(payment);
  });
});

describe('syncing a payment whose call was lost', () => {
  async function aLostCall(effect: 'before the effect' | 'after the effect', options: GatewayOptions = SEES_AT_ONCE) {
    const gateway = createGateway(given(), options);
    const { order, input } = await anOrder(gateway);
    gateway.provider.next('open', unknown(effect));
    await expect(gateway.app.openIntent(input)).rejects.toThrow();
    const { id } = (await gateway.store.findOpenPayment(order.id)) ?? { id: '' };
    return { gateway, order, input, id, made: gateway.provider.parentsOf(id)[0]?.id ?? '' };
  }

  test('syncing a payment whose call was lost finds what the call has made, and what was paid through it', async () => {
    const { gateway, order, id, made } = await aLostCall('after the effect');
    gateway.provider.settle(made, 'succeeded');

    const synced = await gateway.app.syncPayment(CUSTOMER, id);

    expect(synced).toMatchObject({ status: 'succeeded', parentId: made });
    expect(await gateway.store.findOrder(order.id)).toMatchObject({ status: 'paid' });
  });

  test('syncing a payment whose call was lost makes nothing where the call has made nothing', async () => {
    const { gateway, input, id } = await aLostCall('before the effect');
    await callsAreOver();

    expect(await gateway.app.syncPayment(CUSTOMER, id)).toMatchObject({ id, status: 'pending', parentId: null });

    expect(gateway.provider.opened()).toHaveLength(1);
    expect((await gateway.app.openIntent(input)).payment.id).toBe(id);
  });

  test('syncing a payment whose call was lost leaves it as unknown as before where it can not be searched for', async () => {
    const { gateway, id, made } = await aLostCall('after the effect');
    gateway.provider.next('find', unknown('before the effect'));
    await expect(gateway.app.syncPayment(CUSTOMER, id)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(await gateway.app.syncPayment(CUSTOMER, id)).toMatchObject({ parentId: made });
  });

  test('syncing a payment whose call was lost does not come between a call in flight and its answer', async () => {
    const gateway = createGateway(given(), SEES_AT_ONCE);
    const { order, input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const opening = gateway.app.openIntent(input);
    await held.arrived;
    const { id } = (await gateway.store.findOpenPayment(order.id)) ?? { id: '' };

    await expect(gateway.app.syncPayment(CUSTOMER, id)).rejects.toMatchObject(refusedWith('conflict'));
    held.release();

    expect((await opening).payment).toMatchObject({ id, status: 'pending' });
  });

  test.each([
    ['has no search', { searchLagMs: null }, 0, refusedWith('provider_unavailable', { retryAfterSeconds: 1 })],
    ['refuses the search', { searchLagMs: 0 }, 2, refusedWith('provider_rejected')],
  ])(
    'syncing a payment whose call was lost fails where the provider %s, and takes it as one that made nothing once it is over',
    async (_what, capabilities, refusals, refusal) => {
      const options = { provider: { capabilities }, settings: { providerTimeoutMs: TIMEOUT_MS } };
      const { gateway, input, id } = await aLostCall('after the effect', options);
      for (let count = 0; count < refusals; count += 1) gateway.provider.next('find', rejected('request'));

      const early = gateway.app.syncPayment(OPERATOR, id);

      await expect(early).rejects.toMatchObject(refusal);
      await pause(2 * TIMEOUT_MS + 50);
      expect(await gateway.app.syncPayment(OPERATOR, id)).toMatchObject({ id, status: 'pending', parentId: null });
      expect(await gateway.app.openIntent(input)).toMatchObject({ payment: { id, status: 'pending' } });
    },
  );
});
