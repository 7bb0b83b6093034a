import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import { facts } from '../../conformance/store/builders.ts';
import { sweepFor, TRIES, useDatabase } from '../database.ts';
import { answering, rejected, unknown } from '../fake-twists.ts';
import {
  aCheckoutInput,
  aGym,
  anOrder,
  callsAreOver,
  createGateway,
  DAY_MS,
  type Gateway,
  type GatewayOptions,
  OPERATOR,
  parentIdOf,
  refusedWith,
} from '../gateway.ts';

const database = useDatabase();

const SEES_AT_ONCE = { provider: { capabilities: { searchLagMs: 0 } } } as const;
const effects = ['before the effect', 'after the effect'] as const;

/** An order whose payment was begun by a call with an unknown outcome, and no caller waits for any more. */
async function aLostCall(effect: (typeof effects)[number], options: GatewayOptions = SEES_AT_ONCE) {
  const gateway = createGateway(database().store, options);
  const { order, input } = await anOrder(gateway);
  gateway.provider.next('open', unknown(effect));
  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
  const { id: paymentId } = (await gateway.store.findOpenPayment(order.id)) ?? { id: '' };
  const sweep = () => sweepFor(database(), gateway, 'opening', paymentId);
  const present = () => gateway.store.findPayment(paymentId);
  return { gateway, order, input, paymentId, sweep, present };
}

/** As every call fails from now on, and nothing is said in between. */
function goAway({ provider }: Gateway, calls: number): void {
  for (let call = 0; call < calls; call += 1) provider.next('find', unknown('before the effect'));
}

/** What the lost call has made after all, and no search shows yet. */
function makeLate({ provider, platform }: Gateway): string {
  const [request] = provider.opened();
  if (request === undefined) throw new Error('nothing was opened');
  provider.lagSearch();
  return provider.make(platform, request);
}

describe('a call with an unknown outcome', () => {
  test('a call with an unknown outcome that made a parent is found by a sweep, and a caller who asks again gets it', async () => {
    const { gateway, input, paymentId, sweep, present } = await aLostCall('after the effect');
    const [made] = gateway.provider.parentsOf(paymentId);

    await sweep();

    expect(await present()).toMatchObject({ status: 'pending', parentId: made?.id });
    expect(await database().waits('opening', paymentId)).toBe('forgotten');
    const { payment, handover } = await gateway.app.openIntent(input);
    expect({ id: payment.id, handover }).toEqual({ id: paymentId, handover: `token-for-${made?.id}` });
    expect(gateway.provider.parentsOf(paymentId)).toHaveLength(1);
  });

  test('a call with an unknown outcome whose parent can not be handed over any more is followed by another one', async () => {
    const { gateway, input, paymentId, present, sweep } = await aLostCall('after the effect');
    const withoutHandover = answering((parents: readonly Parent[]) => parents.map((one) => ({ ...one, handover: '' })));
    await callsAreOver();
    gateway.provider.next('find', withoutHandover);
    await sweep();
    expect(await present()).toMatchObject({ status: 'pending', parentId: null });

    gateway.provider.next('find', withoutHandover);
    const { payment, handover } = await gateway.app.openIntent(input);

    const [lost, second] = gateway.provider.parentsOf(paymentId);
    expect({ id: payment.id, handover }).toEqual({ id: paymentId, handover: `token-for-${second?.id}` });
    expect(second?.id).not.toBe(lost?.id);
    expect(await database().waits('leftover', paymentId)).toBeGreaterThan(0);
  });

  test('a call with an unknown outcome that made two parents keeps the one that can be handed over, and closes the other', async () => {
    const { gateway, input, paymentId } = await aLostCall('after the effect');
    const [request] = gateway.provider.opened();
    if (request === undefined) throw new Error('nothing was opened');
    const [lost] = gateway.provider.parentsOf(paymentId);
    const second = gateway.provider.make(gateway.platform, request);
    gateway.provider.next(
      'find',
      answering((parents: readonly Parent[]) =>
        parents.map((one) => (one.parentId === second ? one : { ...one, handover: '' })),
      ),
    );

    const { payment } = await gateway.app.openIntent(input);

    expect(payment).toMatchObject({ id: paymentId, parentId: second });
    expect(gateway.provider.parentsOf(paymentId)).toMatchObject([
      { id: lost?.id, status: 'cancelled' },
      { id: second, status: 'pending' },
    ]);
  });

  test('a call with an unknown outcome that made a parent is settled by a sweep, when it was paid meanwhile', async () => {
    const { gateway, order, paymentId, sweep, present } = await aLostCall('after the effect');
    gateway.provider.settle(gateway.provider.parentsOf(paymentId)[0]?.id ?? '', 'succeeded');

    await sweep();

    expect(await present()).toMatchObject({ status: 'succeeded' });
    expect(await gateway.store.findOrder(order.id)).toMatchObject({ status: 'paid' });
  });

  test('a call with an unknown outcome that made nothing is known to have made nothing, and no parent is made without a caller', async () => {
    const { gateway, input, paymentId, sweep, present } = await aLostCall('before the effect');
    await callsAreOver();

    await sweep();

    expect(await present()).toMatchObject({ status: 'pending', parentId: null });
    expect(await database().waits('opening', paymentId)).toBe('forgotten');
    expect(gateway.provider.opened()).toHaveLength(1);
    expect((await gateway.app.openIntent(input)).payment.id).toBe(paymentId);
    expect(gateway.provider.opened().map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      `${paymentId}-1`,
      `${paymentId}-2`,
    ]);
  });

  test('a call with an unknown outcome is asked about until the search shows what it made', async () => {
    const { gateway, paymentId, sweep, present } = await aLostCall('before the effect', {});
    const late = makeLate(gateway);
    await sweep();
    expect(await present()).toMatchObject({ status: 'pending', parentId: null });
    expect(await database().waits('opening', paymentId)).toBeGreaterThan(0);
    gateway.provider.catchUpSearch();

    await sweep();

    expect(await present()).toMatchObject({ status: 'pending', parentId: late });
  });

  test('a call with an unknown outcome of a process that died between the call and its commit is found when its lease has run out', async () => {
    const gateway = createGateway(database().store, { ...SEES_AT_ONCE, settings: { leaseMs: 40 } });
    const { order, input } = await anOrder(gateway);
    const held = gateway.provider.hold('open', 'after the effect');
    const lost = gateway
      .replica({ store: { ...gateway.store, recordFacts: () => Promise.reject(new Error('the process died')) } })
      .openIntent(input);
    await held.arrived;
    held.release();
    await expect(lost).rejects.toThrow('the process died');
    const { id } = (await gateway.store.findOpenPayment(order.id)) ?? { id: '' };

    // Its lease is held: a process may be at it.
    await sweepFor(database(), gateway, 'opening', id);
    await pause(80);
    await sweepFor(database(), gateway, 'opening', id);

    expect(await gateway.store.findPayment(id)).toMatchObject({ parentId: gateway.provider.parentsOf(id)[0]?.id });
    expect(gateway.provider.parentsOf(id)).toHaveLength(1);
  });

  test('a call with an unknown outcome about which the provider says nothing for days is never failed by guess: it waits for an operator', async () => {
    const { gateway, paymentId, sweep, present } = await aLostCall('after the effect');
    goAway(gateway, TRIES);

    for (let tries = 0; tries < TRIES; tries += 1) {
      expect(await gateway.store.listAnomalies(paymentId)).toEqual([]);
      await sweep();
      expect(await present()).toMatchObject({ status: 'pending', parentId: null });
    }

    expect(gateway.provider.calls('find')).toHaveLength(TRIES);
    expect(await gateway.store.listAnomalies(paymentId)).toMatchObject([
      { kind: 'outcome_unknown', subject: paymentId },
    ]);
    expect(await database().waits('opening', paymentId)).toBeNull();
    expect(gateway.counted).toEqual(['outcome_unknown']);
    expect(gateway.logged.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { paymentId, anomaly: 'outcome_unknown' } },
    ]);
  });

  test('a call with an unknown outcome that waits for an operator is still recovered by a caller who asks again', async () => {
    const { gateway, input, paymentId, sweep } = await aLostCall('after the effect');
    goAway(gateway, TRIES);
    for (let tries = 0; tries < TRIES; tries += 1) await sweep();

    const { payment } = await gateway.app.openIntent(input);

    expect(payment).toMatchObject({ id: paymentId, parentId: gateway.provider.parentsOf(paymentId)[0]?.id });
    expect(await database().waits('opening', paymentId)).toBe('forgotten');
  });

  test('a call with an unknown outcome of a checkout is found by a sweep, too', async () => {
    const gateway = createGateway(database().store, SEES_AT_ONCE);
    const { gym } = await aGym(gateway);
    const paymentId = gateway.world.newId();
    gateway.provider.next('open', unknown('after the effect'));
    const lost = gateway.app.openCheckout(aCheckoutInput(gym.slug, { paymentId }));
    await expect(lost).rejects.toMatchObject(refusedWith('provider_unavailable'));

    await sweepFor(database(), gateway, 'opening', paymentId);

    const [made] = gateway.provider.parentsOf(paymentId);
    expect(await gateway.store.findPayment(paymentId)).toMatchObject({ status: 'pending', parentId: made?.id });
  });

  test('a call with an unknown outcome and a key that fails for good is given up, and what its call made after all is closed when a search shows it', async () => {
    const { gateway, input, paymentId, present } = await aLostCall('before the effect', {});
    const late = makeLate(gateway);
    gateway.provider.next('open', unknown('before the effect'));
    const { payment } = await gateway.app.openIntent(input);
    expect(payment.parentId).not.toBe(late);
    expect(await database().waits('leftover', paymentId)).toBeGreaterThan(0);

    await sweepFor(database(), gateway, 'leftover', paymentId);
    expect(gateway.provider.statusOf(late)).toBe('pending');
    gateway.provider.catchUpSearch();
    await sweepFor(database(), gateway, 'leftover', paymentId);

    expect(gateway.provider.statusOf(late)).toBe('cancelled');
    expect(gateway.provider.statusOf(parentIdOf(payment))).toBe('pending');
    expect(await present()).toMatchObject({ status: 'pending', parentId: payment.parentId });
    await sweepFor(database(), gateway, 'leftover', paymentId);
    expect(await database().waits('leftover', paymentId)).toBe('forgotten');
    expect(await gateway.store.listAnomalies(paymentId)).toEqual([]);
  });

  test('a call with an unknown outcome that was given up is searched for until its payment has a parent, or is over', async () => {
    const { gateway, input, paymentId } = await aLostCall('before the effect', {});
    const late = makeLate(gateway);
    gateway.provider.next('open', unknown('before the effect'), unknown('before the effect'));
    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    for (let tries = 0; tries < 4; tries += 1) await sweepFor(database(), gateway, 'leftover', paymentId);
    expect(await database().waits('leftover', paymentId)).toBeGreaterThan(0);

    const { payment } = await gateway.app.openIntent(input);
    gateway.provider.catchUpSearch();
    await sweepFor(database(), gateway, 'leftover', paymentId);

    expect(payment.parentId).not.toBe(late);
    expect(gateway.provider.statusOf(late)).toBe('cancelled');
    expect(gateway.provider.statusOf(parentIdOf(payment))).toBe('pending');
  });

  test('a call with an unknown outcome of an order that was cancelled when no search worked is closed when one shows it', async () => {
    const { gateway, order, sweep, paymentId } = await aLostCall('after the effect');
    const [made] = gateway.provider.parentsOf(paymentId);
    const { amount, provider, captureMethod, customerEmail, description, returnUrl, userId } = order;
    const change = { orderId: order.id, amount: amount.minor, currency: amount.currency, customerEmail, description };
    gateway.provider.next('find', rejected('request'));
    await gateway.app.putOrder(OPERATOR, {
      ...change,
      ...{ provider, captureMethod, returnUrl, userId, status: 'cancelled' },
    });

    await sweep();

    expect(gateway.provider.statusOf(made?.id ?? '')).toBe('cancelled');
  });

  test('a call with an unknown outcome of a payment past its time, which no search shows, does not keep the order from being paid', async () => {
    const { gateway, input, paymentId, present } = await aLostCall('after the effect');
    gateway.clock.advance(DAY_MS);
    gateway.provider.next('find', rejected('request'));

    const { payment } = await gateway.app.openIntent(input);

    expect(payment.id).not.toBe(paymentId);
    expect(await present()).toMatchObject({ status: 'cancelled' });
  });

  test('a call with an unknown outcome of a payment that was cancelled meanwhile has what it made closed when the search shows it', async () => {
    const { gateway, paymentId, sweep, present } = await aLostCall('before the effect');
    const late = makeLate(gateway);
    await gateway.store.recordFacts(facts(paymentId, { fact: { kind: 'cancelled', occurredAt: gateway.clock.now() } }));
    gateway.provider.catchUpSearch();

    await sweep();

    expect(gateway.provider.statusOf(late)).toBe('cancelled');
    expect(await present()).toMatchObject({ status: 'cancelled' });
  });
});

describe('a parent that was never handed over', () => {
  /** A lost call that made two, as a provider does that ignores keys. */
  async function twoMade() {
    const lost = await aLostCall('after the effect');
    const { provider } = lost.gateway;
    const [first] = provider.parentsOf(lost.paymentId);
    const second = provider.duplicate(first?.id ?? '');
    return { ...lost, first: first?.id ?? '', second };
  }

  test('a parent that was never handed over is closed by a sweep when it could not be closed at once', async () => {
    const { gateway, paymentId, first, second, sweep, present } = await twoMade();
    gateway.provider.next('close', unknown('before the effect'));
    await sweep();
    expect(await present()).toMatchObject({ parentId: second });
    expect(gateway.provider.statusOf(first)).toBe('pending');

    await sweepFor(database(), gateway, 'parent', `${paymentId}/${first}`);

    expect(gateway.provider.statusOf(first)).toBe('cancelled');
    expect(gateway.provider.statusOf(second)).toBe('pending');
    expect(await present()).toMatchObject({ status: 'pending', parentId: second });
    expect(await database().waits('parent', `${paymentId}/${first}`)).toBe('forgotten');
  });

  test('a parent that was never handed over is closed, again too, without what the customer has under way through the right one', async () => {
    const { gateway, paymentId, first, second, sweep } = await twoMade();
    await sweep();
    expect(gateway.provider.statusOf(first)).toBe('cancelled');
    gateway.provider.settle(second, 'processing');

    await sweepFor(database(), gateway, 'parent', `${paymentId}/${first}`);

    expect(gateway.provider.calls('close')).toHaveLength(2);
    expect(gateway.provider.statusOf(second)).toBe('processing');
  });

  test('a parent that was never handed over and was paid all the same is an anomaly', async () => {
    const { gateway, paymentId, first, sweep, present } = await twoMade();
    gateway.provider.next('close', unknown('before the effect'));
    await sweep();
    gateway.provider.settle(first, 'succeeded');

    await sweepFor(database(), gateway, 'parent', `${paymentId}/${first}`);

    expect(await present()).toMatchObject({ status: 'pending' });
    expect(await gateway.store.listAnomalies(paymentId)).toMatchObject([{ kind: 'parent_mismatch' }]);
  });

  test('a parent that was never handed over is left alone when it became the payment’s own after all', async () => {
    const { gateway, paymentId, first, present } = await twoMade();
    await gateway.store.rememberCheck('parent', `${paymentId}/${first}`);
    const [, ...others] = gateway.provider.parentsOf(paymentId);
    for (const { id } of others) gateway.provider.settle(id, 'cancelled');
    await sweepFor(database(), gateway, 'opening', paymentId);
    expect(await present()).toMatchObject({ parentId: first });

    await sweepFor(database(), gateway, 'parent', `${paymentId}/${first}`);

    expect(gateway.provider.statusOf(first)).toBe('pending');
  });

  test('a parent that was never handed over and can not be closed for days is shown to operators', async () => {
    const { gateway, paymentId, first, sweep } = await twoMade();
    gateway.provider.next('close', unknown('before the effect'));
    await sweep();

    for (let tries = 0; tries < TRIES; tries += 1) {
      gateway.provider.next('close', rejected('request'));
      await sweepFor(database(), gateway, 'parent', `${paymentId}/${first}`);
    }

    expect(await gateway.store.listAnomalies(paymentId)).toMatchObject([{ kind: 'not_closed', subject: first }]);
  });
});

test('what a search finds that is not what was asked for is closed, and is not the payment’s', async () => {
  const { gateway, paymentId, sweep, present } = await aLostCall('after the effect');
  const elsewhere = answering<readonly { report: { reference: string } }[]>((parents) =>
    parents.map((parent) => ({ ...parent, report: { ...parent.report, reference: 'another-user' } })),
  );
  gateway.provider.next('find', elsewhere);

  await sweep();

  expect(await present()).toMatchObject({ status: 'pending', parentId: null });
  expect(gateway.provider.parentsOf(paymentId)).toMatchObject([{ status: 'cancelled' }]);
});
