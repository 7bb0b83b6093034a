import { describe, expect, test } from 'vitest';
import { intentIdOf } from '../fake-reports.ts';
import { notSent, rejected, unknown } from '../fake-twists.ts';
import { anOrder, callsAreOver, createGateway, DAY_MS, refusedWith, useStore } from '../gateway.ts';
import { aLostOpening, FAR, keysOf, NONE, paymentOf, UNAVAILABLE, UNSAFE } from './openings.ts';

const given = useStore();

describe('an opening whose answer was lost', () => {
  test.each([DAY_MS, 0])(
    'an opening whose answer was lost is found by our reference and never made again (repeats are safe for %s ms)',
    async (repeatsAreSafeForMs) => {
      const lost = unknown('after the effect');
      const { gateway, input, payment } = await aLostOpening(
        given(),
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
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('before the effect'));

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
      given(),
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
    const { gateway, input } = await aLostOpening(given(), options, unknown('before the effect'));

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
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('before the effect'));
    gateway.provider.next('open', unknown('before the effect'));

    const opened = await gateway.app.openIntent(input);

    expect(opened.payment.id).toBe(payment.id);
    expect(keysOf(gateway)).toEqual([`${payment.id}-1`, `${payment.id}-1`, `${payment.id}-2`]);
  });

  test('an opening whose answer was lost is made with another key by the next request where the repeat took all the time of this one', async () => {
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('before the effect'));
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
    const { gateway, input, payment } = await aLostOpening(given(), forgetful, unknown('before the effect'));
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
      const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('after the effect'));
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
      const { gateway, input, payment } = await aLostOpening(given(), options, unknown('after the effect'));
      gateway.provider.next('find', twist);

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusal);
      await gateway.app.openIntent(input);

      expect(gateway.provider.opened()).toHaveLength(1);
      expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
    },
  );

  test('an opening whose answer was lost is begun anew where repeats are not safe and searches are refused for good, as soon as one would have shown it', async () => {
    const options = { provider: { capabilities: { ...UNSAFE, ...NONE } } };
    const { gateway, input, payment } = await aLostOpening(given(), options, unknown('before the effect'));
    await callsAreOver();
    gateway.provider.next('find', rejected('request'));

    const opened = await gateway.app.openIntent(input);

    expect(opened.payment.id).toBe(payment.id);
    expect(keysOf(gateway)).toEqual([`${payment.id}-1`, `${payment.id}-2`]);
  });

  test('an opening whose answer was lost stays lost while the credentials are refused, and is found with good ones', async () => {
    const options = { provider: { capabilities: { ...UNSAFE, ...NONE } } };
    const { gateway, input, payment } = await aLostOpening(given(), options, unknown('after the effect'));
    await callsAreOver();
    gateway.provider.next('find', rejected('credentials'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('credentials_unusable'));
    const opened = await gateway.app.openIntent(input);

    expect(gateway.provider.opened()).toHaveLength(1);
    expect(gateway.provider.parentsOf(payment.id).map(({ id }) => id)).toEqual([opened.payment.parentId]);
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

  test('an opening whose answer was lost whose caller died is found when its lease has run out', async () => {
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
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('after the effect'));
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
      const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('after the effect'));
      const first = gateway.provider.parentsOf(payment.id)[0]?.id ?? '';
      const second = gateway.provider.duplicate(first);
      const [ended, alive] = which === 'first' ? [first, second] : [second, first];
      gateway.provider.settle(ended, 'cancelled');

      const opened = await gateway.app.openIntent(input);

      expect(opened).toMatchObject({ payment: { id: payment.id, parentId: alive }, handover: `token-for-${alive}` });
    },
  );

  test('an opening whose answer was lost of which all parents have ended is over, and a new payment is opened', async () => {
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('after the effect'));
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
