import { describe, expect, test } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { answering, notSent, rejected, unknown } from '../fake-twists.ts';
import { anOrder, CUSTOMER, callsAreOver, createGateway, DAY_MS, OPERATOR, refusedWith, useStore } from '../gateway.ts';

import { aLostOpening, keysOf, NONE, ofAnotherAccount, paymentOf, UNAVAILABLE, UNSAFE } from './openings.ts';

const given = useStore();

describe('an opening that others get in the way of', () => {
  test('an opening that others get in the way of and end each time can be asked for again: the order can still be paid', async () => {
    /** Each time another replica has opened something that does not fit, and has thrown it away. */
    const losing = (store: Store): Store => ({
      ...store,
      async openPayment(...asked) {
        const opened = await store.openPayment(...asked);
        return { ...opened, payment: { ...opened.payment, status: 'cancelled' }, lease: null };
      },
    });
    const gateway = createGateway(given(), { store: losing });
    const { input } = await anOrder(gateway);

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
  });

  test('an opening that is refused about the amount does not end what another caller has opened since', async () => {
    let isMeddling = false;
    /** Another replica asks in the moment in which the lease is given back. */
    const meddling = (store: Store): Store => ({
      ...store,
      async endOpening(...end) {
        await store.endOpening(...end);
        if (!isMeddling) return;
        isMeddling = false;
        await gateway.replica({ store }).openIntent(input);
      },
    });
    const gateway = createGateway(given(), { store: meddling });
    const { input } = await anOrder(gateway);
    gateway.provider.next('open', rejected('amount'));
    isMeddling = true;

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('amount_refused'));
    await gateway.app.openIntent(input);

    const references = gateway.provider.opened().map(({ reference }) => reference);
    const parents = [...new Set(references)].flatMap((reference) => gateway.provider.parentsOf(reference));
    expect(parents.filter(({ status }) => status === 'pending')).toHaveLength(1);
  });

  test('an opening is not further away because searching for it failed: a search makes nothing', async () => {
    const capabilities = { ...UNSAFE, searchLagMs: 0 };
    const { gateway, input } = await aLostOpening(
      given(),
      { provider: { capabilities } },
      unknown('before the effect'),
    );
    const { app, provider } = gateway;
    await callsAreOver();
    for (let searches = 0; searches < 3; searches += 1) {
      provider.next('find', unknown('before the effect'));
      await expect(app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    }

    await app.openIntent(input);

    expect(provider.opened()).toHaveLength(2);
    expect(new Set(keysOf(gateway)).size).toBe(2);
  });

  test('an opening that comes back after the order was cancelled is not handed over, and closed', async () => {
    const gateway = createGateway(given(), { settings: { leaseMs: 1 } });
    const { order, input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const late = gateway.app.openIntent(input);
    await held.arrived;
    await callsAreOver();
    const payment = await paymentOf(gateway, order.id);
    const { customerEmail, description, userId, amount } = order;
    await gateway.app.putOrder(OPERATOR, {
      ...{ orderId: order.id, userId, amount: amount.minor, currency: amount.currency, customerEmail, description },
      ...{ provider: null, captureMethod: null, returnUrl: null, status: 'cancelled' },
    });

    held.release();

    await expect(late).rejects.toMatchObject(refusedWith('order_not_payable'));
    expect(gateway.provider.parentsOf(payment.id).map(({ status }) => status)).toEqual(['cancelled']);
  });

  /** An operator closes the payment of an opening that took too long, which comes back in the moment in which it is ended. */
  async function anEndThatComesTooLate() {
    const gateway = createGateway(given(), { settings: { leaseMs: 1 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const late = gateway.app.openIntent(input);
    await held.arrived;
    await callsAreOver();
    const { id } = await paymentOf(gateway, input.orderId);
    const store: Store = {
      ...given(),
      async recordFacts(record) {
        held.release();
        await late;
        return given().recordFacts(record);
      },
    };
    const end = () => gateway.replica({ store }).cancelPayment(CUSTOMER, id);
    return { gateway, id, end, statuses: () => gateway.provider.parentsOf(id).map(({ status }) => status) };
  }

  test('an opening that is ended while it comes back ends what it has handed over', async () => {
    const { gateway, id, end, statuses } = await anEndThatComesTooLate();

    expect(await end()).toMatchObject({ id, status: 'cancelled' });

    expect(statuses()).toEqual(['cancelled']);
    expect(gateway.provider.calls('close')).toHaveLength(1);
  });

  test('an opening that is ended while it comes back stays open when that can’t be closed', async () => {
    const { gateway, id, end, statuses } = await anEndThatComesTooLate();
    gateway.provider.next('close', unknown('before the effect'));

    await expect(end()).rejects.toMatchObject(UNAVAILABLE);

    expect(await gateway.store.findPayment(id)).toMatchObject({ status: 'pending' });
    expect(statuses()).toEqual(['pending']);
  });

  test('an opening in the new round of another caller is searched for too', async () => {
    const capabilities = { ...UNSAFE, ...NONE };
    let isMeddling = false;
    /** Another replica gets in between the end of one round and the lease of the next, and loses its call. */
    const meddling = (store: Store): Store => ({
      ...store,
      async endOpening(paymentId, lease, end) {
        await store.endOpening(paymentId, lease, end);
        if (!isMeddling) return;
        isMeddling = false;
        const other = await store.leaseOpening(paymentId, 60_000);
        if (other.lease === null) throw new Error('the lease was given back');
        const [lost] = gateway.provider.opened();
        if (lost !== undefined) gateway.provider.make(gateway.platform, lost);
        await store.endOpening(paymentId, other.lease, 'unknown');
      },
    });
    const lost = unknown('before the effect');
    const { gateway, input, payment } = await aLostOpening(
      given(),
      { provider: { capabilities }, store: meddling },
      lost,
    );
    await callsAreOver();
    isMeddling = true;

    const opened = await gateway.app.openIntent(input).catch(() => gateway.app.openIntent(input));

    const parents = gateway.provider.parentsOf(payment.id);
    expect(parents.filter(({ status }) => status === 'pending').map(({ id }) => id)).toEqual([opened.payment.parentId]);
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('an opening is not handed over when a search finds it, closed, and the lease given back', async () => {
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('after the effect'));
    gateway.provider.next(
      'find',
      answering<readonly Parent[]>((found) => found.map(ofAnotherAccount)),
    );

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_rejected'));
    expect(gateway.provider.parentsOf(payment.id).map(({ status }) => status)).toEqual(['cancelled']);
    expect((await given().leaseOpening(payment.id, 1)).lease).not.toBeNull();
  });

  test('an opening whose time passed before it had a parent is not made any more, but followed by a new one', async () => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    gateway.provider.next('open', notSent());
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    const { id } = await paymentOf(gateway, order.id);
    gateway.clock.advance(DAY_MS);

    const { payment } = await gateway.app.openIntent(input);

    expect(payment.id).not.toBe(id);
    expect(payment.expiresAt.getTime()).toBeGreaterThan(gateway.clock.now().getTime());
    expect(gateway.provider.parentsOf(id)).toEqual([]);
  });
});
