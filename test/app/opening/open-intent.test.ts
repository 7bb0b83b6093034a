import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { OrderChange } from '../../../src/domain/purchase/orders.ts';
import { type StoreAndCommands as Store, withCommands } from '../../stores.ts';
import { intentIdOf } from '../fake-reports.ts';
import { unknown } from '../fake-twists.ts';
import { anOrder, createGateway, DAY_MS, parentIdOf, refusedWith, useStore } from '../gateway.ts';
import { paymentOf, UNAVAILABLE } from './openings.ts';

const given = useStore();

/** An order that an operator changes in the moment after it was read. */
async function anOrderThatChanges(change: Partial<OrderChange>) {
  let isMeddling = true;
  const meddling = (store: Store): Store => ({
    ...store,
    async hold(...asked) {
      const read = await store.hold(...asked);
      if (isMeddling) await store.putOrder({ ...order, status: 'pending', ...change });
      isMeddling = false;
      return read;
    },
  });
  const gateway = createGateway(given(), { store: meddling, others: [{ name: 'otherpay' }] });
  const { order, input } = await anOrder({ app: gateway.replica({ store: given() }) });
  return { gateway, order, input };
}

describe('asking for an intent', () => {
  test('asking for an intent is refused for an order that is not there', async () => {
    const { app } = createGateway(given());

    const asking = app.openIntent({ userId: 'customer-1', orderId: randomUUID(), customerEmail: null });

    await expect(asking).rejects.toMatchObject(refusedWith('order_not_found'));
  });

  test("asking for an intent is refused for another user's order", async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);

    const asking = gateway.app.openIntent({ ...input, userId: 'customer-2' });

    await expect(asking).rejects.toMatchObject(refusedWith('not_yours'));
    expect(gateway.provider.opened()).toEqual([]);
  });

  test('asking for an intent is refused for an order that was cancelled', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway, { status: 'cancelled' });

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('order_not_payable'));
    expect(gateway.provider.opened()).toEqual([]);
  });

  test('asking for an intent is refused for an order that is paid', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    const { payment } = await gateway.app.openIntent(input);
    gateway.provider.settle(parentIdOf(payment), 'succeeded');
    await gateway.app.openIntent(input);

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('order_not_payable'));
  });

  test('asking for an intent is refused where the platform has no account, and makes no payment', async () => {
    const gateway = createGateway(given(), { others: [{ name: 'otherpay' }] });
    const { order, input } = await anOrder(gateway);
    const { customerEmail, description, amount, captureMethod, returnUrl } = order;
    const kept = { customerEmail, description, amount, captureMethod, returnUrl, userId: order.userId };
    await given().putOrder({ ...kept, id: order.id, provider: 'otherpay', status: 'pending' });

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_not_configured'));
    expect(await given().findOpenPayment(order.id)).toBeNull();
  });

  test('asking for an intent is refused for an amount that the provider can not carry any more, and makes no payment', async () => {
    let limit = 2_000;
    const refusal = ({ minor }: { minor: number }) =>
      minor > limit ? ({ field: 'amount', reason: 'Too large' } as const) : null;
    const gateway = createGateway(given(), { provider: { refusal } });
    const { order, input } = await anOrder(gateway);
    limit = 500;

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('amount_refused'));
    expect(await given().findOpenPayment(order.id)).toBeNull();
  });

  test('asking for an intent opens a parent that carries what was committed before', async () => {
    const gateway = createGateway(given(), { settings: { checkoutReturnUrl: 'https://shop.example/back' } });
    const { order, input } = await anOrder(gateway, { captureMethod: 'manual' });

    const { payment, handover } = await gateway.app.openIntent(input);

    const [parent] = gateway.provider.parentsOf(payment.id);
    expect(payment).toMatchObject({ status: 'pending', parentId: parent?.id, intentId: intentIdOf(parent?.id ?? '') });
    expect(payment).toEqual(await given().findPayment(payment.id));
    expect(handover).toBe(`token-for-${parent?.id}`);
    expect(gateway.provider.opened()).toEqual([
      {
        flow: 'client',
        reference: payment.id,
        idempotencyKey: expect.stringContaining(payment.id),
        amount: order.amount,
        title: 'A mat',
        customerEmail: 'payer@example.com',
        captureMethod: 'manual',
        returnUrl: 'https://shop.example/back',
        statementDescriptor: null,
        notificationUrl: 'https://pay.example/base/api/v1/payments/webhook/somepay',
        expiresAt: new Date(gateway.clock.now().getTime() + DAY_MS),
      },
    ]);
    expect(gateway.provider.opened()[0]?.idempotencyKey.length).toBeLessThanOrEqual(64);
  });

  test('asking for an intent loads its purchase once, and dates the parent after the call that opened it', async () => {
    const loads: unknown[] = [];
    const counting = (store: Store): Store => ({
      ...store,
      loadPurchase(...asked) {
        loads.push(asked);
        return store.loadPurchase(...asked);
      },
    });
    const gateway = createGateway(withCommands(counting(given())));
    const { input } = await anOrder({ app: gateway.replica({ store: given() }) });
    const { arrived, release } = gateway.provider.hold('open');

    const asking = gateway.app.openIntent(input);
    await arrived;
    await pause(5);
    release();
    const { payment } = await asking;

    expect(loads).toHaveLength(1);
    expect(payment.updatedAt.getTime()).toBeGreaterThanOrEqual(payment.createdAt.getTime() + 5);
    expect(payment.updatedAt.getTime()).toBeLessThanOrEqual(Date.now() + 1);
  });

  test.each([
    ['amount', { amount: money(2_000, 'JPY') }],
    ['currency', { amount: money(1_000, 'USD') }],
    ['capture method', { captureMethod: 'manual' }],
  ] as const)(
    'asking for an intent opens the order as it is when its %s changed while it was looked at',
    async (_what, change) => {
      const { gateway, input } = await anOrderThatChanges(change);

      const { payment } = await gateway.app.openIntent(input);

      expect(payment).toMatchObject(change);
      expect(gateway.provider.opened()).toMatchObject([{ reference: payment.id, ...change }]);
    },
  );

  test.each([
    ['is cancelled', { status: 'cancelled' }, refusedWith('order_not_payable'), 'Order is cancelled'],
    ['became another user’s', { userId: 'customer-2' }, refusedWith('not_yours'), 'Order does not belong to user'],
    ['has another provider', { provider: 'otherpay' }, refusedWith('provider_not_configured'), /not configured/],
  ] as const)(
    'asking for an intent says what is wrong with an order that %s since it was looked at',
    async (_how, change, code, message) => {
      const { gateway, order, input } = await anOrderThatChanges(change);

      const asking = gateway.app.openIntent(input);

      await expect(asking).rejects.toMatchObject(code);
      await expect(asking).rejects.toThrow(message);
      expect(await given().findOpenPayment(order.id)).toBeNull();
    },
  );

  test('asking for an intent again gives the same payment and the same parent', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);

    const first = await gateway.app.openIntent(input);
    const again = await gateway.replica().openIntent(input);

    expect(again).toEqual({ ...first, payment: { ...first.payment, statusAt: again.payment.statusAt } });
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('asking for an intent again leaves the email that the payment was opened with', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);

    await gateway.app.openIntent({ ...input, customerEmail: 'first@example.com' });
    const { payment } = await gateway.app.openIntent({ ...input, customerEmail: 'second@example.com' });

    expect(payment.customerEmail).toBe('first@example.com');
    expect(gateway.provider.opened().map(({ customerEmail }) => customerEmail)).toEqual(['first@example.com']);
  });

  test.each(['processing', 'failed'] as const)(
    'asking for an intent again shows that the payment is %s by now',
    async (status) => {
      const gateway = createGateway(given());
      const { input } = await anOrder(gateway);
      const first = await gateway.app.openIntent(input);
      gateway.clock.advance(1_000);
      gateway.provider.settle(parentIdOf(first.payment), status);

      const again = await gateway.app.openIntent(input);

      expect(again.payment).toMatchObject({ id: first.payment.id, status });
      expect(again.handover).toBe(first.handover);
    },
  );

  test('asking for an intent again, when the parent can not be shown just now, says so and opens nothing', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    const first = await gateway.app.openIntent(input);
    gateway.provider.next('fetch', unknown('before the effect'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    expect(await gateway.app.openIntent(input)).toMatchObject({ handover: first.handover });
    expect(gateway.provider.opened()).toHaveLength(1);
  });
});

describe('a payment that is over', () => {
  test('a payment that is over because its parent was cancelled at the provider is followed by a new one', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    const first = await gateway.app.openIntent(input);
    gateway.provider.settle(parentIdOf(first.payment), 'cancelled');

    const next = await gateway.app.openIntent(input);

    expect(next.payment.id).not.toBe(first.payment.id);
    expect(next.handover).toBe(`token-for-${next.payment.parentId}`);
    expect(await given().findPayment(first.payment.id)).toMatchObject({ status: 'cancelled' });
  });

  test('a payment whose time has passed is closed at the provider, and a new one is opened', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    const first = await gateway.app.openIntent(input);
    gateway.clock.advance(DAY_MS);

    const next = await gateway.app.openIntent(input);

    expect(next.payment.id).not.toBe(first.payment.id);
    expect(next.payment.expiresAt).toEqual(new Date(gateway.clock.now().getTime() + DAY_MS));
    expect(gateway.provider.statusOf(parentIdOf(first.payment))).toBe('cancelled');
    expect(await given().findPayment(first.payment.id)).toMatchObject({ status: 'cancelled' });
  });

  test('a payment is still offered a moment before its time has passed', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    const first = await gateway.app.openIntent(input);
    gateway.clock.advance(DAY_MS - 1);

    expect(await gateway.app.openIntent(input)).toMatchObject({ payment: { id: first.payment.id } });
  });

  test('a payment that was paid at the last moment is not followed by a new one', async () => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    const first = await gateway.app.openIntent(input);
    gateway.provider.settle(parentIdOf(first.payment), 'succeeded');
    gateway.clock.advance(DAY_MS);

    const again = await gateway.app.openIntent(input);

    expect(again.payment).toMatchObject({ id: first.payment.id, status: 'succeeded' });
    expect(gateway.provider.opened()).toHaveLength(1);
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
  });

  test('a payment that is over but can not be closed just now keeps a new one from being opened', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);
    await gateway.app.openIntent(input);
    gateway.clock.advance(DAY_MS);
    gateway.provider.next('close', unknown('before the effect'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    expect(gateway.provider.opened()).toHaveLength(1);
  });
});

describe('an order that another payment pays meanwhile', () => {
  test('an order that another payment pays meanwhile has the parent that is just being opened closed, and is not payable', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const { order, input } = await anOrder(gateway);
    const first = await app.openIntent(input);
    provider.settle(parentIdOf(first.payment), 'cancelled');
    const held = provider.hold('open', 'after the effect');
    const opening = app.openIntent(input);
    await held.arrived;
    const second = await paymentOf(gateway, order.id);
    gateway.clock.advance(1_000);
    provider.settle(parentIdOf(first.payment), 'succeeded');
    const delivery = provider.signed(provider.reported(parentIdOf(first.payment)), gateway.platform);
    await app.receiveNotification({ kind: 'platform', provider: provider.name }, delivery);

    held.release();

    await expect(opening).rejects.toMatchObject(refusedWith('order_not_payable'));
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await given().findPayment(second.id)).toMatchObject({ status: 'cancelled' });
    expect(provider.parentsOf(second.id).map(({ status }) => status)).toEqual(['cancelled']);
    expect(await given().listAnomalies(first.payment.id)).toMatchObject([{ kind: 'paid_after_cancel' }]);
  });

  test('an order that another payment pays meanwhile has the parent that was open already closed', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const { input } = await anOrder(gateway);
    const first = await app.openIntent(input);
    provider.settle(parentIdOf(first.payment), 'cancelled');
    const second = await app.openIntent(input);
    provider.settle(parentIdOf(first.payment), 'succeeded');
    const delivery = provider.signed(provider.reported(parentIdOf(first.payment)), gateway.platform);

    await app.receiveNotification({ kind: 'platform', provider: provider.name }, delivery);

    expect(provider.statusOf(parentIdOf(second.payment))).toBe('cancelled');
    expect(await given().findPayment(second.payment.id)).toMatchObject({ status: 'cancelled' });
    await expect(app.openIntent(input)).rejects.toMatchObject(refusedWith('order_not_payable'));
  });
});
