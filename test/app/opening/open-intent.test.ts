import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import type { Payment } from '../../../src/domain/payment.ts';
import type { OrderChange } from '../../../src/domain/purchase/orders.ts';
import type { Parent } from '../../../src/ports/payment-provider.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import {
  answering,
  declined,
  intentIdOf,
  notSent,
  REFUSED_EMAIL,
  rejected,
  type Twist,
  unknown,
} from '../fake-provider.ts';
import {
  anOrder,
  callsAreOver,
  createGateway,
  DAY_MS,
  type Gateway,
  type GatewayOptions,
  parentIdOf,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

/** Too long for a search to have seen everything yet, and short enough for it always to have. */
const FAR = { searchLagMs: DAY_MS };
const NONE = { searchLagMs: 0 };
const UNSAFE = { repeatsAreSafeForMs: 0 };
const UNAVAILABLE = refusedWith('provider_unavailable');

/** The open payment of an order that could not be opened yet. */
async function paymentOf({ store }: Gateway, orderId: string): Promise<Payment> {
  const payment = await store.findOpenPayment(orderId);
  if (payment === null) throw new Error('the order has no open payment');
  return payment;
}

/** An order whose first opening was lost on the way: as scripted, and its end is unknown. */
async function aLostOpening(options: GatewayOptions, twist: Twist) {
  const gateway = createGateway(given(), options);
  const { order, input } = await anOrder(gateway);
  gateway.provider.next('open', twist);
  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
  const payment = await paymentOf(gateway, order.id);
  return { gateway, order, input, payment };
}

/** An order that an operator changes in the moment after it was read. */
async function anOrderThatChanges(change: Partial<OrderChange>) {
  let isMeddling = true;
  const meddling = (store: Store): Store => ({
    ...store,
    async findOrder(orderId) {
      const read = await store.findOrder(orderId);
      if (read !== null && isMeddling) await store.putOrder({ ...order, status: 'pending', ...change });
      isMeddling = false;
      return read;
    },
  });
  const gateway = createGateway(given(), { store: meddling, others: [{ name: 'otherpay' }] });
  const { order, input } = await anOrder({ app: gateway.replica({ store: given() }) });
  return { gateway, order, input };
}

function keysOf({ provider }: Gateway): string[] {
  return provider.opened().map(({ idempotencyKey }) => idempotencyKey);
}

/** Until a caller waits for a call that is in flight. */
async function aCallerWaits({ clock }: Gateway): Promise<void> {
  const before = clock.slept.length;
  while (clock.slept.length === before) await pause(2);
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

describe('many requests at once', () => {
  test('many requests at once get one payment, one parent and one token', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000_000 } });
    const { input } = await anOrder(gateway);
    const apps = [gateway.app, gateway.replica()];

    const answers = await Promise.all(apps.flatMap((app) => Array.from({ length: 10 }, () => app.openIntent(input))));

    expect(new Set(answers.map(({ payment }) => payment.id)).size).toBe(1);
    expect(new Set(answers.map(({ handover }) => handover)).size).toBe(1);
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('many requests at once wait for the call in flight and get what it made', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000_000 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const first = gateway.app.openIntent(input);
    await held.arrived;
    const second = gateway.replica().openIntent(input);
    await aCallerWaits(gateway);

    held.release();

    const handover = (await first).handover;
    expect(await second).toMatchObject({ payment: { id: (await first).payment.id }, handover });
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('many requests at once give up after the time of one call, and disturb nothing', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const first = gateway.app.openIntent(input);
    await held.arrived;

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(
      refusedWith('provider_unavailable', { retryAfterSeconds: expect.any(Number) }),
    );

    const slept = gateway.clock.slept.reduce((sum, milliseconds) => sum + milliseconds, 0);
    expect(slept).toBe(1_000);
    held.release();
    expect(await first).toMatchObject({ handover: expect.stringContaining('token-for-') });
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('many requests at once take over when the call in flight was refused', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000_000 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('find');
    const { provider, app } = gateway;
    provider.next('open', unknown('before the effect'));
    await expect(app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    provider.next('open', rejected('request'));
    const first = app.openIntent(input);
    await held.arrived;
    const second = gateway.replica().openIntent(input);
    await aCallerWaits(gateway);

    held.release();

    await expect(first).rejects.toMatchObject(refusedWith('provider_rejected'));
    const { payment } = await second;
    expect(provider.parentsOf(payment.id)).toHaveLength(1);
  });
});

describe('a refused opening', () => {
  test.each([
    ['about our credentials', rejected('credentials'), refusedWith('credentials_unusable')],
    ['about our request', rejected('request'), refusedWith('provider_rejected')],
    ['by a bank', declined(), UNAVAILABLE],
    ['before it left', notSent(7), refusedWith('provider_unavailable', { retryAfterSeconds: 7 })],
  ])(
    'a refused opening %s says so, and asking again opens one parent with a new key',
    async (_about, twist, refusal) => {
      const gateway = createGateway(given());
      const { order, input } = await anOrder(gateway);
      gateway.provider.next('open', twist);

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusal);
      const refused = await paymentOf(gateway, order.id);
      const { payment } = await gateway.app.openIntent(input);

      expect(payment.id).toBe(refused.id);
      expect(new Set(keysOf(gateway)).size).toBe(2);
      expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
      expect(gateway.provider.calls('find')).toEqual([]);
    },
  );

  test('a refused opening about the amount says so, and lets the order be corrected and paid', async () => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    gateway.provider.next('open', rejected('amount'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('amount_refused'));
    await anOrder(gateway, { orderId: order.id, amount: 2_000 });
    const { payment } = await gateway.app.openIntent(input);

    expect(payment.amount.minor).toBe(2_000);
    expect(new Set(keysOf(gateway)).size).toBe(2);
    expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
  });
});

describe('what the caller chose and the provider refuses', () => {
  test('what the caller chose and the provider refuses is a 400 about the field that it stands in, and does not lock the order', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);

    const refused = gateway.app.openIntent({ ...input, customerEmail: REFUSED_EMAIL });
    await expect(refused).rejects.toMatchObject(refusedWith('invalid', { field: 'customer_email' }));
    const { payment } = await gateway.app.openIntent({ ...input, customerEmail: 'buyer@example.com' });

    expect(payment).toMatchObject({ status: 'pending', customerEmail: 'buyer@example.com' });
  });

  test.each([
    ['currency', 'amount_refused', 'order_id'],
    ['customerEmail', 'invalid', 'customer_email'],
    ['title', 'invalid', 'order_id'],
    ['returnUrl', 'invalid', 'order_id'],
    ['statementDescriptor', 'invalid', 'order_id'],
  ] as const)(
    'what the caller chose and the provider refuses about %s is %s of %s, and the next request opens a payment anew',
    async (choice, code, field) => {
      const gateway = createGateway(given());
      const { order, input } = await anOrder(gateway);
      gateway.provider.next('open', rejected(choice));

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith(code, { field }));
      await anOrder(gateway, { orderId: order.id, returnUrl: 'https://shop.example/corrected' });
      const { payment } = await gateway.app.openIntent(input);

      expect(payment.returnUrl).toBe('https://shop.example/corrected');
      expect(new Set(gateway.provider.opened().map(({ reference }) => reference)).size).toBe(2);
    },
  );

  test('what the provider refuses after a call whose outcome is unknown ends the payment, too, and what that call made is closed', async () => {
    const { gateway, input, payment } = await aLostOpening({}, unknown('before the effect'));
    gateway.provider.next('open', rejected('customerEmail'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('invalid'));
    const { payment: next } = await gateway.app.openIntent(input);

    expect(next.id).not.toBe(payment.id);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
  });
});

describe('an opening whose answer was lost', () => {
  test.each([DAY_MS, 0])(
    'an opening whose answer was lost is found by our reference and never made again (repeats are safe for %s ms)',
    async (repeatsAreSafeForMs) => {
      const lost = unknown('after the effect');
      const { gateway, input, payment } = await aLostOpening(
        { provider: { capabilities: { repeatsAreSafeForMs } } },
        lost,
      );

      const opened = await gateway.app.openIntent(input);

      const parents = gateway.provider.parentsOf(payment.id);
      expect(parents).toHaveLength(1);
      expect(opened).toMatchObject({
        payment: { id: payment.id, parentId: parents[0]?.id, intentId: intentIdOf(parents[0]?.id ?? '') },
        handover: `token-for-${parents[0]?.id}`,
      });
      expect(gateway.provider.opened()).toHaveLength(1);
    },
  );

  test('an opening whose answer was lost is repeated with the same key where that is safe, though the search may lag', async () => {
    const { gateway, input, payment } = await aLostOpening({}, unknown('before the effect'));

    await gateway.app.openIntent(input);

    expect(gateway.provider.calls('find')).toHaveLength(1);
    expect(new Set(keysOf(gateway)).size).toBe(1);
    expect(gateway.provider.opened()).toHaveLength(2);
    expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
  });

  test('an opening whose answer was lost gives the parent that was made, where repeating is safe, before the search shows it', async () => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    gateway.provider.lagSearch();
    gateway.provider.next('open', unknown('after the effect'));
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    const { id } = await paymentOf(gateway, order.id);

    const { payment } = await gateway.app.openIntent(input);

    expect(gateway.provider.parentsOf(id).map((parent) => parent.id)).toEqual([payment.parentId]);
  });

  test('an opening whose answer was lost waits for the search to catch up where repeating is not safe, then begins a new round', async () => {
    const capabilities = { ...UNSAFE, searchLagMs: 600_000 };
    const { gateway, input, payment } = await aLostOpening(
      { provider: { capabilities } },
      unknown('before the effect'),
    );

    const early = gateway.app.openIntent(input);
    await expect(early).rejects.toMatchObject(UNAVAILABLE);
    const { retryAfterSeconds } = await early.catch((error) => error);
    expect(retryAfterSeconds).toBeGreaterThan(500);
    expect(retryAfterSeconds).toBeLessThanOrEqual(601);
    expect(gateway.provider.opened()).toHaveLength(1);
    gateway.provider.declare(NONE);
    await callsAreOver();
    const opened = await gateway.app.openIntent(input);

    expect(opened.payment.id).toBe(payment.id);
    expect(new Set(keysOf(gateway)).size).toBe(2);
    expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
  });

  test('an opening whose answer was lost is not begun anew while the slowest call may still be under way', async () => {
    const options = {
      provider: { capabilities: { ...UNSAFE, ...NONE } },
      settings: { providerTimeoutMs: 60_000 },
    };
    const { gateway, input } = await aLostOpening(options, unknown('before the effect'));

    const early = await gateway.app.openIntent(input).catch((error) => error);

    expect(early).toMatchObject(UNAVAILABLE);
    expect(early.retryAfterSeconds).toBeGreaterThan(60);
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('an opening whose answer was lost is not made twice where repeating is not safe, though the search lags', async () => {
    const gateway = createGateway(given(), { provider: { capabilities: { ...UNSAFE, ...FAR } } });
    const { order, input } = await anOrder(gateway);
    gateway.provider.lagSearch();
    gateway.provider.next('open', unknown('after the effect'));
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    gateway.provider.catchUpSearch();

    const { payment } = await gateway.app.openIntent(input);

    expect(payment.id).toBe((await given().findOpenPayment(order.id))?.id);
    expect(gateway.provider.parentsOf(payment.id).map(({ id }) => id)).toEqual([payment.parentId]);
  });

  test('an opening whose answer was lost is made with another key at once when the same key gives no answer again', async () => {
    const { gateway, input, payment } = await aLostOpening({}, unknown('before the effect'));
    gateway.provider.next('open', unknown('before the effect'));

    const opened = await gateway.app.openIntent(input);

    expect(opened.payment.id).toBe(payment.id);
    expect(keysOf(gateway)).toEqual([`${payment.id}-1`, `${payment.id}-1`, `${payment.id}-2`]);
  });

  test('an opening whose answer was lost is made with another key by the next request where the repeat took all the time of this one', async () => {
    const { gateway, input, payment } = await aLostOpening({}, unknown('before the effect'));
    const { find } = gateway.provider;
    const slow = () => {
      gateway.clock.advance(60_000);
      return { kind: 'unknown', reason: 'scripted' } as const;
    };
    const provider = { ...gateway.provider, find, open: async () => slow() };
    const providers = { ...gateway.providers, get: () => provider };

    await expect(gateway.replica({ providers }).openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    await gateway.app.openIntent(input);

    expect(keysOf(gateway)).toEqual([`${payment.id}-1`, `${payment.id}-2`]);
  });

  test('an opening whose answer was lost is not asked for with the key of a call that the provider may have forgotten', async () => {
    const forgetful = { provider: { capabilities: { repeatsAreSafeForMs: 1 } } };
    const { gateway, input, payment } = await aLostOpening(forgetful, unknown('before the effect'));
    await callsAreOver();

    await gateway.app.openIntent(input);

    expect(keysOf(gateway)).toEqual([`${payment.id}-1`, `${payment.id}-2`]);
  });

  test.each([
    ['rejected', rejected('credentials')],
    ['refused for good', rejected('request')],
    ['unknown', unknown('before the effect')],
    ['not sent', notSent(3)],
  ])(
    'an opening whose answer was lost is asked for with the same key when the search is %s, so that nothing is made twice',
    async (_how, twist) => {
      const { gateway, input, payment } = await aLostOpening({}, unknown('after the effect'));
      gateway.provider.next('find', twist);

      const opened = await gateway.app.openIntent(input);

      expect(new Set(keysOf(gateway)).size).toBe(1);
      expect(gateway.provider.parentsOf(payment.id).map(({ id }) => id)).toEqual([opened.payment.parentId]);
    },
  );

  test.each([
    ['rejected', rejected('request'), refusedWith('provider_rejected')],
    ['unknown', unknown('before the effect'), UNAVAILABLE],
    ['not sent', notSent(3), refusedWith('provider_unavailable', { retryAfterSeconds: 3 })],
  ])(
    'an opening whose answer was lost stays lost where repeats are not safe and the search is %s',
    async (_how, twist, refusal) => {
      const options = { provider: { capabilities: { ...UNSAFE, ...FAR } } };
      const { gateway, input, payment } = await aLostOpening(options, unknown('after the effect'));
      gateway.provider.next('find', twist);

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusal);
      await gateway.app.openIntent(input);

      expect(gateway.provider.opened()).toHaveLength(1);
      expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
    },
  );

  test('an opening whose answer was lost is begun anew where repeats are not safe and searches are refused for good, as soon as one would have shown it', async () => {
    const options = { provider: { capabilities: { ...UNSAFE, ...NONE } } };
    const { gateway, input, payment } = await aLostOpening(options, unknown('before the effect'));
    await callsAreOver();
    gateway.provider.next('find', rejected('request'));

    const opened = await gateway.app.openIntent(input);

    expect(opened.payment.id).toBe(payment.id);
    expect(keysOf(gateway)).toEqual([`${payment.id}-1`, `${payment.id}-2`]);
  });

  test('an opening whose answer was lost is still searched for after a repeat of it was refused', async () => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    const { app, provider } = gateway;
    provider.lagSearch();
    provider.next('open', unknown('after the effect'), rejected('request'));
    await expect(app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    await expect(app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_rejected'));
    provider.catchUpSearch();

    const { payment } = await app.openIntent(input);

    expect(payment.id).toBe((await given().findOpenPayment(order.id))?.id);
    expect(provider.parentsOf(payment.id).map(({ id }) => id)).toEqual([payment.parentId]);
  });

  test('an opening whose answer was lost whose caller died is found when its claim has run out', async () => {
    const gateway = createGateway(given(), { settings: { leaseMs: 1 } });
    const { order, input } = await anOrder(gateway);
    const held = gateway.provider.hold('open', 'after the effect');
    void gateway.app.openIntent(input);
    await held.arrived;
    await callsAreOver();

    const { payment } = await gateway.replica().openIntent(input);

    expect(payment.id).toBe((await given().findOpenPayment(order.id))?.id);
    expect(gateway.provider.parentsOf(payment.id).map(({ id }) => id)).toEqual([payment.parentId]);
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('an opening whose answer was lost whose caller died before the call is begun anew', async () => {
    const gateway = createGateway(given(), { settings: { leaseMs: 1 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    void gateway.app.openIntent(input);
    await held.arrived;
    gateway.provider.declare(NONE);
    await callsAreOver();

    const { payment } = await gateway.replica().openIntent(input);

    expect(gateway.provider.calls('find')).toHaveLength(1);
    expect(new Set(keysOf(gateway)).size).toBe(2);
    expect(gateway.provider.parentsOf(payment.id).map(({ id }) => id)).toEqual([payment.parentId]);
  });

  test('an opening whose answer was lost that made two parents is settled on one, and the other is closed', async () => {
    const { gateway, input, payment } = await aLostOpening({}, unknown('after the effect'));
    const [made] = gateway.provider.parentsOf(payment.id);
    gateway.provider.duplicate(made?.id ?? '');

    const opened = await gateway.app.openIntent(input);

    const parents = gateway.provider.parentsOf(payment.id);
    expect(opened.handover).toBe(`token-for-${opened.payment.parentId}`);
    expect(parents.filter(({ status }) => status === 'pending').map(({ id }) => id)).toEqual([opened.payment.parentId]);
    expect(parents.filter(({ status }) => status === 'cancelled')).toHaveLength(1);
  });

  test.each(['first', 'second'] as const)(
    'an opening whose answer was lost is settled on the parent that can be paid when the %s has ended',
    async (which) => {
      const { gateway, input, payment } = await aLostOpening({}, unknown('after the effect'));
      const first = gateway.provider.parentsOf(payment.id)[0]?.id ?? '';
      const second = gateway.provider.duplicate(first);
      const [ended, alive] = which === 'first' ? [first, second] : [second, first];
      gateway.provider.settle(ended, 'cancelled');

      const opened = await gateway.app.openIntent(input);

      expect(opened).toMatchObject({ payment: { id: payment.id, parentId: alive }, handover: `token-for-${alive}` });
    },
  );

  test('an opening whose answer was lost of which all parents have ended is over, and a new payment is opened', async () => {
    const { gateway, input, payment } = await aLostOpening({}, unknown('after the effect'));
    gateway.provider.settle(gateway.provider.parentsOf(payment.id)[0]?.id ?? '', 'cancelled');

    const opened = await gateway.app.openIntent(input);

    expect(opened.payment.id).not.toBe(payment.id);
    expect(await given().findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
  });

  test('an opening whose answer was lost and comes back after another took over is closed: all callers get the same', async () => {
    const capabilities = { ...UNSAFE, ...NONE };
    const gateway = createGateway(given(), { provider: { capabilities }, settings: { leaseMs: 1 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const late = gateway.app.openIntent(input);
    await held.arrived;
    await callsAreOver();
    const prompt = await gateway.replica().openIntent(input);

    held.release();

    expect(await late).toMatchObject({ payment: { id: prompt.payment.id }, handover: prompt.handover });
    const parents = gateway.provider.parentsOf(prompt.payment.id);
    expect(parents).toHaveLength(2);
    expect(parents.filter(({ status }) => status === 'pending').map(({ id }) => id)).toEqual([prompt.payment.parentId]);
  });
});

function withAnotherReference({ report, ...parent }: Parent): Parent {
  return { ...parent, report: { ...report, reference: randomUUID() } };
}

function ofAnotherAccount({ report, ...parent }: Parent): Parent {
  return { ...parent, report: { ...report, accountMatches: false } };
}

describe('what was opened and does not fit', () => {
  test.each([
    ['its reference', withAnotherReference],
    ['its account', ofAnotherAccount],
  ])(
    'what was opened and does not fit because of %s is closed and not handed over; asking again begins a new round',
    async (_what, misfit) => {
      const gateway = createGateway(given());
      const { order, input } = await anOrder(gateway);
      gateway.provider.next('open', answering(misfit));

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_rejected'));
      const { id } = await paymentOf(gateway, order.id);
      expect(gateway.provider.parentsOf(id).map(({ status }) => status)).toEqual(['cancelled']);
      const { payment } = await gateway.app.openIntent(input);

      expect(payment.id).toBe(id);
      expect(new Set(keysOf(gateway)).size).toBe(2);
      expect(gateway.provider.statusOf(parentIdOf(payment))).toBe('pending');
      expect(await given().listAnomalies(id)).toHaveLength(1);
    },
  );
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
