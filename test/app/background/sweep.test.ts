import { describe, expect, test } from 'vitest';
import { sweepFor, TRIES, useDatabase } from '../database.ts';
import { notSent, rejected, unknown } from '../fake-twists.ts';
import { aCheckout, aGym, anOrder, createGateway, DAY_MS, type Gateway, parentIdOf } from '../gateway.ts';

const database = useDatabase();

/** How often an open payment is asked about at most. */
const ASKED_OF_OPEN = 9;

async function anIntent(gateway: Gateway) {
  const { order, input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  return { order, input, payment, parentId: parentIdOf(payment) };
}

describe('an open payment', () => {
  test('an open payment that was paid, though no notification reported it, is paid after the next sweep', async () => {
    const gateway = createGateway(database().store);
    const { order, payment, parentId } = await anIntent(gateway);
    gateway.provider.settle(parentId, 'succeeded');

    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(await gateway.store.findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await gateway.store.listTransitions(payment.id)).toMatchObject([
      { from: 'pending', to: 'succeeded', cause: { kind: 'sync', id: 'schedule' } },
    ]);
    expect(await database().waits('payment', payment.id)).toBe('forgotten');
  });

  test('an open payment that is as it was is asked about again later', async () => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await anIntent(gateway);

    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(gateway.provider.calls('fetch')).toMatchObject([{ about: parentId }]);
    expect(await database().waits('payment', payment.id)).toBeGreaterThan(0);
    expect(await gateway.store.listTransitions(payment.id)).toEqual([]);
  });

  test('an open payment that can’t be asked about stays as it is, and is asked about again later', async () => {
    const gateway = createGateway(database().store);
    const { payment } = await anIntent(gateway);
    gateway.provider.next('fetch', unknown('before the effect'));

    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(await gateway.store.findPayment(payment.id)).toEqual(payment);
    expect(await database().waits('payment', payment.id)).toBeGreaterThan(0);
  });

  test('an open payment whose account can’t be opened keeps no other from being asked about', async () => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await anIntent(gateway);
    const stranger = createGateway(database().store, { provider: { name: 'otherpay' } });
    const { payment: foreign } = await anIntent(stranger);
    gateway.provider.settle(parentId, 'succeeded');

    await database().makeDue('payment', foreign.id);
    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: expect.objectContaining({ subject: foreign.id, reason: 'provider_not_configured' }),
      }),
    );
  });
});

describe('a payment past its time', () => {
  test.each<['order' | 'checkout', (gateway: Gateway) => Promise<{ payment: { id: string }; parentId: string }>]>([
    ['order', anIntent],
    ['checkout', async (gateway) => aCheckout(gateway, (await aGym(gateway)).gym.slug)],
  ])('a payment for an %s is closed at its provider though no caller asks', async (_purpose, open) => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await open(gateway);
    gateway.clock.advance(DAY_MS);

    await sweepFor(database(), gateway, 'payment', payment.id);
    await sweepFor(database(), gateway, 'closing', payment.id);

    expect(gateway.provider.statusOf(parentId)).toBe('cancelled');
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
    expect(await database().waits('payment', payment.id)).toBe('forgotten');
    expect(await database().waits('closing', payment.id)).toBe('forgotten');
  });

  test.each([
    ['was not reached', notSent()],
    ['refuses', rejected('request')],
    ['did not answer', unknown('after the effect')],
  ])('a payment whose provider %s is closed by a later sweep', async (_what, twist) => {
    const gateway = createGateway(database().store);
    const { payment } = await anIntent(gateway);
    gateway.clock.advance(DAY_MS);
    gateway.provider.next('close', twist);
    await sweepFor(database(), gateway, 'payment', payment.id);

    await sweepFor(database(), gateway, 'closing', payment.id);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'pending' });
    await sweepFor(database(), gateway, 'closing', payment.id);

    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
  });

  test('a payment whose customer holds a voucher is closed when that can be done, and no try is used up before', async () => {
    const gateway = createGateway(database().store);
    const { input, payment, parentId } = await anIntent(gateway);
    const lapses = new Date(Date.now() + 3 * DAY_MS);
    gateway.provider.handVoucher(parentId, lapses);
    gateway.clock.advance(DAY_MS);
    await sweepFor(database(), gateway, 'payment', payment.id);

    for (let looks = 0; looks < 2 * TRIES; looks += 1) await sweepFor(database(), gateway, 'closing', payment.id);

    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'pending' });
    expect(await gateway.store.listAnomalies(payment.id)).toEqual([]);
    expect(await database().waits('closing', payment.id)).toBeGreaterThan(2 * DAY_MS);
    expect((await gateway.app.openIntent(input)).payment).toMatchObject({ id: payment.id, status: 'pending' });
    gateway.clock.advance(lapses.getTime() - gateway.clock.now().getTime());
    await sweepFor(database(), gateway, 'closing', payment.id);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
  });

  test('a payment whose provider does not say when its voucher lapses is tried as often as others', async () => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await anIntent(gateway);
    gateway.provider.handVoucher(parentId, null);
    gateway.clock.advance(DAY_MS);
    await sweepFor(database(), gateway, 'payment', payment.id);

    for (let tries = 0; tries < TRIES; tries += 1) await sweepFor(database(), gateway, 'closing', payment.id);

    expect(await gateway.store.listAnomalies(payment.id)).toMatchObject([{ kind: 'not_closed' }]);
  });

  test('a payment that the customer has begun to pay is waited for, and asked about', async () => {
    const gateway = createGateway(database().store);
    const { input, payment, parentId } = await anIntent(gateway);
    gateway.provider.settle(parentId, 'processing');
    await sweepFor(database(), gateway, 'payment', payment.id);
    gateway.clock.advance(2 * DAY_MS);

    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(await database().waits('closing', payment.id)).toBe('forgotten');
    expect(await database().waits('payment', payment.id)).toBeGreaterThan(0);
    expect((await gateway.app.openIntent(input)).payment).toMatchObject({ id: payment.id, status: 'processing' });
    gateway.provider.settle(parentId, 'succeeded');
    await sweepFor(database(), gateway, 'payment', payment.id);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });

  test('a payment that the customer has begun to pay is waited for, though no notification reported it', async () => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await anIntent(gateway);
    gateway.provider.settle(parentId, 'processing');
    gateway.clock.advance(DAY_MS);

    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(await database().waits('closing', payment.id)).toBe('forgotten');
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'processing' });
  });

  test('a payment that stays undecided for weeks is shown to operators', async () => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await anIntent(gateway);
    gateway.provider.settle(parentId, 'processing');
    await sweepFor(database(), gateway, 'payment', payment.id);
    gateway.clock.advance(60 * DAY_MS);

    for (let tries = 2; tries <= ASKED_OF_OPEN; tries += 1) {
      expect(await gateway.store.listAnomalies(payment.id)).toEqual([]);
      await sweepFor(database(), gateway, 'payment', payment.id);
    }

    expect(await gateway.store.listAnomalies(payment.id)).toMatchObject([{ kind: 'outcome_unknown' }]);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'processing' });
  });

  test('a payment that can not be closed for days is shown to operators, and left to them', async () => {
    const gateway = createGateway(database().store);
    const { payment } = await anIntent(gateway);
    gateway.clock.advance(DAY_MS);
    await sweepFor(database(), gateway, 'payment', payment.id);

    for (let tries = 0; tries < TRIES; tries += 1) {
      expect(await gateway.store.listAnomalies(payment.id)).toEqual([]);
      gateway.provider.next('close', rejected('request'));
      await sweepFor(database(), gateway, 'closing', payment.id);
    }

    const anomaly = { kind: 'not_closed', subject: payment.id };
    expect(await gateway.store.listAnomalies(payment.id)).toMatchObject([anomaly]);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'pending' });
    expect(await database().waits('closing', payment.id)).toBeNull();
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ paymentId: payment.id, anomaly: anomaly.kind }),
      }),
    );
  });

  test('a payment that was paid at the last moment is paid', async () => {
    const gateway = createGateway(database().store);
    const { payment, parentId } = await anIntent(gateway);
    gateway.provider.settle(parentId, 'succeeded');
    gateway.clock.advance(DAY_MS);

    await sweepFor(database(), gateway, 'payment', payment.id);
    await sweepFor(database(), gateway, 'closing', payment.id);

    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });
});

test('a payment of an order that another one paid is closed by a sweep when it could not be closed at once', async () => {
  const gateway = createGateway(database().store);
  const { input, payment, parentId } = await anIntent(gateway);
  gateway.clock.advance(DAY_MS);
  const { payment: next } = await gateway.app.openIntent(input);
  gateway.provider.settle(parentId, 'succeeded');
  gateway.provider.next('close', unknown('before the effect'));
  await gateway.app.receiveNotification(
    { kind: 'platform', provider: gateway.provider.name },
    gateway.provider.signed(gateway.provider.reported(parentId), gateway.platform),
  );
  expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  expect(await gateway.store.findPayment(next.id)).toMatchObject({ status: 'pending' });

  await sweepFor(database(), gateway, 'closing', next.id);

  expect(gateway.provider.statusOf(parentIdOf(next))).toBe('cancelled');
  expect(await gateway.store.findPayment(next.id)).toMatchObject({ status: 'cancelled' });
});

describe('a sweep', () => {
  const SLOW = 4;
  const MANY = 30;

  async function dueIntents(gateway: Gateway, count: number) {
    const intents = [];
    for (let index = 0; index < count; index += 1) intents.push(await anIntent(gateway));
    const [first, ...others] = intents;
    await database().makeDue('payment', first?.payment.id ?? '');
    // Further ones beside it: what `makeDue` put off is due again.
    for (const { payment } of others) await database().makeDueToo('payment', payment.id);
    return intents;
  }

  test('a sweep makes all checks that are due, many at once and no more than ten', async () => {
    const gateway = createGateway(database().store);
    let [running, most] = [0, 0];
    const store = { ...gateway.store };
    const findPayment = async (id: string) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return gateway.store.findPayment(id);
    };
    const intents = await dueIntents(gateway, MANY);

    await gateway.replica({ store: { ...store, findPayment } }).sweep();

    const asked = new Set(gateway.provider.calls('fetch').map(({ about }) => about));
    expect(asked).toEqual(new Set(intents.map(({ parentId }) => parentId)));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(10);
  });

  test('a sweep goes on with other checks while some wait for a provider that hangs', async () => {
    const gateway = createGateway(database().store);
    const hanging = Array.from({ length: SLOW }, () => gateway.provider.hold('fetch'));
    const intents = await dueIntents(gateway, MANY);

    const sweeping = gateway.app.sweep();
    await Promise.all(hanging.map(({ arrived }) => arrived));
    while (gateway.provider.calls('fetch').length < MANY) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const { release } of hanging) release();
    await sweeping;

    expect(intents).toHaveLength(MANY);
  });

  test('a sweep that is stopped takes nothing more, and what it has taken is not lost', async () => {
    const gateway = createGateway(database().store);
    const intents = await dueIntents(gateway, MANY);

    await gateway.app.sweep(() => gateway.provider.calls('fetch').length > 0);

    const asked = gateway.provider.calls('fetch').length;
    expect(asked).toBeLessThan(MANY);
    await gateway.app.sweep();
    expect(gateway.provider.calls('fetch')).toHaveLength(intents.length);
  });
});
