import { describe, expect, test } from 'vitest';
import type { OrderInput } from '../../../src/app/orders/put-order.ts';
import { money } from '../../../src/domain/money/money.ts';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { refusing } from '../fake-provider.ts';
import { answering, rejected, unknown } from '../fake-twists.ts';
import {
  anOrder,
  anOrderInput,
  CUSTOMER,
  createGateway,
  DAY_MS,
  type GatewayOptions,
  OPERATOR,
  parentIdOf,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

/** An order whose payment is open, and how it is cancelled. */
async function anOrderBeingPaid(options: GatewayOptions = {}) {
  const gateway = createGateway(given(), options);
  const wanted = anOrderInput();
  const { order, input } = await anOrder(gateway, wanted);
  const { payment } = await gateway.app.openIntent(input);
  const cancelled: OrderInput = { ...wanted, status: 'cancelled' };
  return { gateway, order, input, wanted, payment, parentId: parentIdOf(payment), cancelled };
}

describe('putting an order', () => {
  test('putting an order makes it with what was left out filled in', async () => {
    const { app } = createGateway(given());
    const wanted = anOrderInput();

    const { value, created } = await app.putOrder(OPERATOR, wanted);

    expect(created).toBe(true);
    expect(value).toMatchObject({
      id: wanted.orderId,
      userId: wanted.userId,
      amount: money(1_000, 'JPY'),
      provider: 'somepay',
      captureMethod: 'automatic',
      status: 'pending',
    });
    expect(await given().findOrder(wanted.orderId)).toEqual(value);
  });

  test('putting an order again changes it', async () => {
    const { app } = createGateway(given());
    const wanted = anOrderInput();
    await app.putOrder(OPERATOR, wanted);

    const { value, created } = await app.putOrder(OPERATOR, { ...wanted, amount: 2_000, captureMethod: 'manual' });

    expect(created).toBe(false);
    expect(value).toMatchObject({ amount: money(2_000, 'JPY'), captureMethod: 'manual' });
  });

  test('putting an order needs its scope, before anything else is looked at', async () => {
    const { app } = createGateway(given());
    const actor = { ...OPERATOR, scopes: OPERATOR.scopes.filter((scope) => scope !== 'orders:write') };

    for (const one of [actor, CUSTOMER])
      await expect(app.putOrder(one, anOrderInput({ currency: '???' }))).rejects.toMatchObject(
        refusedWith('scope_missing'),
      );
  });

  test.each<[string, Partial<OrderInput>, string, GatewayOptions['provider']]>([
    ['an unknown provider', { provider: 'nopay' }, 'provider', {}],
    ['a provider that the platform has no account with', { provider: 'otherpay' }, 'provider', {}],
    ['a provider that is no part of client apps', {}, 'provider', { capabilities: { flows: ['redirect'] } }],
    [
      'a capture that the provider can not do',
      { captureMethod: 'manual' },
      'capture_method',
      { capabilities: { captureMethods: ['automatic'] } },
    ],
    ['a currency that the provider does not carry', {}, 'currency', { refusal: refusing('JPY') }],
    [
      'an amount that the provider does not carry',
      {},
      'amount',
      { refusal: () => ({ field: 'amount', reason: 'Too small' }) },
    ],
    ['a currency that no list has', { currency: 'XXX' }, 'currency', {}],
    ['half a minor unit', { amount: 1.5 }, 'amount', {}],
    ['a negative amount', { amount: -1 }, 'amount', {}],
  ])('putting an order is refused with %s, naming the field', async (_what, changes, field, provider) => {
    const { app } = createGateway(given(), { provider: provider ?? {}, others: [{ name: 'otherpay' }] });
    const wanted = anOrderInput(changes);

    await expect(app.putOrder(OPERATOR, wanted)).rejects.toMatchObject(refusedWith('invalid', { field }));
    expect(await given().findOrder(wanted.orderId)).toBeNull();
  });
});

describe('an order with an open payment', () => {
  test('an order with an open payment keeps what the customer pays by', async () => {
    const { gateway, order, wanted } = await anOrderBeingPaid();

    const changing = gateway.app.putOrder(OPERATOR, { ...wanted, amount: 2_000 });

    await expect(changing).rejects.toMatchObject(refusedWith('conflict'));
    expect(await given().findOrder(order.id)).toEqual(order);
  });

  test('an order with an open payment is not cancelled and changed at once, and its payment stays open', async () => {
    const { gateway, order, parentId, cancelled } = await anOrderBeingPaid();

    const changing = gateway.app.putOrder(OPERATOR, { ...cancelled, amount: 2_000 });

    await expect(changing).rejects.toMatchObject(refusedWith('conflict'));
    expect(await given().findOrder(order.id)).toEqual(order);
    expect(gateway.provider.statusOf(parentId)).toBe('pending');
  });

  test('an order with an open payment may be described otherwise', async () => {
    const { gateway, wanted } = await anOrderBeingPaid();

    const { value } = await gateway.app.putOrder(OPERATOR, { ...wanted, description: 'Two mats' });

    expect(value).toMatchObject({ description: 'Two mats', status: 'pending' });
  });
});

describe('cancelling an order', () => {
  test('cancelling an order closes its open payment at the provider first', async () => {
    const { gateway, input, payment, parentId, cancelled } = await anOrderBeingPaid();
    const { app, provider } = gateway;

    const { value } = await app.putOrder(OPERATOR, cancelled);

    expect(value.status).toBe('cancelled');
    expect(provider.statusOf(parentId)).toBe('cancelled');
    expect(await given().findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
    expect(await given().listTransitions(payment.id)).toMatchObject([
      { to: 'cancelled', cause: { kind: 'operator', id: OPERATOR.userId } },
    ]);
    await expect(app.openIntent(input)).rejects.toMatchObject(refusedWith('order_not_payable'));
  });

  test('cancelling an order leaves no moment in which another payment could be opened', async () => {
    let asking: Promise<unknown> | null = null;
    /** The customer asks again when the payment is closed, and the order is about to be put. */
    const asked = (store: Store): Store => ({
      ...store,
      async putOrder(change) {
        if (change.status === 'cancelled') asking = gateway.replica({ store }).openIntent(input);
        await asking?.catch(() => undefined);
        return store.putOrder(change);
      },
    });
    const { gateway, input, cancelled } = await anOrderBeingPaid({ store: asked });

    await gateway.app.putOrder(OPERATOR, cancelled);

    await expect(asking).rejects.toMatchObject(refusedWith('order_not_payable'));
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('cancelling an order again changes nothing and asks the provider nothing', async () => {
    const { gateway, cancelled } = await anOrderBeingPaid();
    await gateway.app.putOrder(OPERATOR, cancelled);

    const { value } = await gateway.app.putOrder(OPERATOR, cancelled);

    expect(value.status).toBe('cancelled');
    expect(gateway.provider.calls('close')).toHaveLength(1);
  });

  test('cancelling an order without any payment asks the provider nothing', async () => {
    const { app, provider } = createGateway(given());
    const wanted = anOrderInput();
    await app.putOrder(OPERATOR, wanted);

    const { value } = await app.putOrder(OPERATOR, { ...wanted, status: 'cancelled' });

    expect(value.status).toBe('cancelled');
    expect(provider.calls('close')).toEqual([]);
  });

  test('cancelling an order that turns out to be paid is a conflict, and the order is paid', async () => {
    const { gateway, order, payment, parentId, cancelled } = await anOrderBeingPaid();
    gateway.clock.advance(1_000);
    gateway.provider.settle(parentId, 'succeeded');

    await expect(gateway.app.putOrder(OPERATOR, cancelled)).rejects.toMatchObject(refusedWith('conflict'));
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await given().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });

  test('cancelling an order whose payment can not be ended any more is a conflict, and both stay', async () => {
    const { gateway, order, payment, cancelled } = await anOrderBeingPaid();
    gateway.clock.advance(1_000);
    const stillProcessing = ({ report, ...parent }: Parent): Parent => ({
      ...parent,
      report: { ...report, overAt: null, fact: { kind: 'processing', occurredAt: gateway.clock.now() } },
    });
    gateway.provider.next('close', answering(stillProcessing));

    await expect(gateway.app.putOrder(OPERATOR, cancelled)).rejects.toMatchObject(refusedWith('conflict'));
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
    expect(await given().findPayment(payment.id)).toMatchObject({ status: 'processing' });
  });

  test.each([
    ['is unclear', unknown('before the effect'), 'provider_unavailable'],
    ['has happened, unknown to us,', unknown('after the effect'), 'provider_unavailable'],
    ['is refused', rejected('credentials'), 'credentials_unusable'],
  ])(
    'cancelling an order is not done when closing the payment %s, and can be asked for again',
    async (_how, twist, code) => {
      const { gateway, order, cancelled } = await anOrderBeingPaid();
      gateway.provider.next('close', twist);

      await expect(gateway.app.putOrder(OPERATOR, cancelled)).rejects.toMatchObject(refusedWith(code));
      expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });

      expect((await gateway.app.putOrder(OPERATOR, cancelled)).value.status).toBe('cancelled');
    },
  );

  test('cancelling an order whose customer holds a voucher is a conflict, which says from when on it is possible', async () => {
    const { gateway, order, payment, parentId, cancelled } = await anOrderBeingPaid();
    const lapses = new Date(gateway.clock.now().getTime() + DAY_MS);
    gateway.provider.handVoucher(parentId, lapses);
    const refusal = { ...refusedWith('conflict'), message: expect.stringContaining(`before ${lapses.toISOString()}`) };

    await expect(gateway.app.putOrder(OPERATOR, cancelled)).rejects.toMatchObject(refusal);
    await expect(gateway.app.cancelPayment(CUSTOMER, payment.id)).rejects.toMatchObject(refusal);
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
    gateway.clock.advance(DAY_MS);

    expect((await gateway.app.putOrder(OPERATOR, cancelled)).value.status).toBe('cancelled');
  });

  test('cancelling an order while its payment is just being opened is a conflict', async () => {
    const gateway = createGateway(given());
    const wanted = anOrderInput();
    const { input } = await anOrder(gateway, wanted);
    const held = gateway.provider.hold('open');
    const opening = gateway.app.openIntent(input);
    await held.arrived;

    const cancelling = gateway.app.putOrder(OPERATOR, { ...wanted, status: 'cancelled' });

    await expect(cancelling).rejects.toMatchObject(refusedWith('conflict'));
    held.release();
    expect(await opening).toMatchObject({ payment: { status: 'pending' } });
  });

  test('cancelling an order closes what a lost call has made', async () => {
    const gateway = createGateway(given());
    const wanted = anOrderInput();
    const { order, input } = await anOrder(gateway, wanted);
    gateway.provider.next('open', unknown('after the effect'));
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const payment = await given().findOpenPayment(order.id);
    const [made] = gateway.provider.parentsOf(payment?.id ?? '');
    gateway.provider.duplicate(made?.id ?? '');

    const { value } = await gateway.app.putOrder(OPERATOR, { ...wanted, status: 'cancelled' });

    expect(value.status).toBe('cancelled');
    expect(await given().findPayment(payment?.id ?? '')).toMatchObject({ status: 'cancelled' });
    expect(gateway.provider.parentsOf(payment?.id ?? '').map(({ status }) => status)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(gateway.provider.calls('close')).toHaveLength(2);
  });

  test.each([
    ['is unknown', unknown('before the effect')],
    ['is refused for good', rejected('request')],
  ])(
    'cancelling an order does not wait for a search that %s: no caller has got what a lost call has made',
    async (_how, twist) => {
      const gateway = createGateway(given());
      const wanted = anOrderInput();
      const { order, input } = await anOrder(gateway, wanted);
      gateway.provider.next('open', unknown('after the effect'));
      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      const payment = await given().findOpenPayment(order.id);
      gateway.provider.next('find', twist);

      const { value } = await gateway.app.putOrder(OPERATOR, { ...wanted, status: 'cancelled' });

      expect(value.status).toBe('cancelled');
      expect(await given().findPayment(payment?.id ?? '')).toMatchObject({ status: 'cancelled', parentId: null });
      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('order_not_payable'));
      expect(gateway.provider.opened()).toHaveLength(1);
    },
  );

  test('cancelling an order whose opening never reached the provider ends the payment without asking', async () => {
    const gateway = createGateway(given());
    const wanted = anOrderInput();
    const { order, input } = await anOrder(gateway, wanted);
    gateway.provider.next('open', rejected('request'));
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_rejected'));
    const payment = await given().findOpenPayment(order.id);

    await gateway.app.putOrder(OPERATOR, { ...wanted, status: 'cancelled' });

    expect(await given().findPayment(payment?.id ?? '')).toMatchObject({ status: 'cancelled' });
    expect(gateway.provider.calls('find')).toEqual([]);
    expect(gateway.provider.calls('close')).toEqual([]);
  });

  test('cancelling an order is a conflict for one that is paid, and asks the provider nothing', async () => {
    const { gateway, input, parentId, cancelled } = await anOrderBeingPaid();
    gateway.clock.advance(1_000);
    gateway.provider.settle(parentId, 'succeeded');
    await gateway.app.openIntent(input);

    await expect(gateway.app.putOrder(OPERATOR, cancelled)).rejects.toMatchObject(refusedWith('conflict'));
    expect(gateway.provider.calls('close')).toEqual([]);
  });
});
