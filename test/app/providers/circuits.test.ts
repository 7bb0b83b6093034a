import { describe, expect, test } from 'vitest';
import { notSent, rejected, type Twist, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aCheckoutInput,
  aGym,
  anOrder,
  createGateway,
  type Gateway,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

const TO_OPEN = 10;
const OPEN_MS = 10_000;

/** An order's payment that is there, asked about again and again while the provider fails like this. */
async function anAccount(failing: readonly Twist[]) {
  const gateway = createGateway(given());
  const { input } = await anOrder(gateway);
  await gateway.app.openIntent(input);
  gateway.provider.next('fetch', ...failing);
  const ask = () => gateway.app.openIntent(input);
  for (const _ of failing) await expect(ask()).rejects.toThrow();
  const asked = () => gateway.provider.calls('fetch').length;
  return { gateway, ask, asked };
}

const times = (count: number, twist: Twist) => Array.from({ length: count }, () => twist);

describe('an account that did not answer ten times in a row', () => {
  test('an account that did not answer ten times in a row is left alone: a caller learns so at once, and when to ask again', async () => {
    const { gateway, ask, asked } = await anAccount(times(TO_OPEN, unknown('before the effect')));

    await expect(ask()).rejects.toMatchObject(
      refusedWith('provider_unavailable', { retryAfterSeconds: OPEN_MS / 1000 }),
    );
    gateway.clock.advance(OPEN_MS - 1);
    await expect(ask()).rejects.toMatchObject(refusedWith('provider_unavailable', { retryAfterSeconds: 1 }));

    expect(asked()).toBe(TO_OPEN);
    expect(gateway.logged.filter(({ message }) => message.includes('its circuit is open'))).toMatchObject([
      { level: 'warn', fields: { provider: 'somepay' } },
    ]);
  });

  test('an account that did not answer ten times in a row is asked by one call after a while, and by all when that was answered', async () => {
    const { gateway, ask, asked } = await anAccount(times(TO_OPEN, notSent()));
    gateway.clock.advance(OPEN_MS);
    const probe = gateway.provider.hold('fetch');

    const first = ask();
    await probe.arrived;
    await expect(ask()).rejects.toMatchObject(refusedWith('provider_unavailable'));
    probe.release();
    await first;
    await Promise.all([ask(), ask()]);

    expect(asked()).toBe(TO_OPEN + 3);
  });

  test('an account that did not answer ten times in a row is left alone for as long again when that one call got no answer either', async () => {
    const { gateway, ask, asked } = await anAccount(times(TO_OPEN, unknown('before the effect')));
    gateway.clock.advance(OPEN_MS);
    gateway.provider.next('fetch', unknown('before the effect'));

    await expect(ask()).rejects.toThrow();
    gateway.clock.advance(OPEN_MS - 1);
    await expect(ask()).rejects.toThrow();
    expect(asked()).toBe(TO_OPEN + 1);
    gateway.clock.advance(1);

    await expect(ask()).resolves.toBeDefined();
  });

  test('an account that did not answer ten times in a row makes no new payment unknown: nothing was sent, and the same payment is opened later', async () => {
    const { gateway } = await anAccount(times(TO_OPEN, unknown('before the effect')));
    const { order, input } = await anOrder(gateway);

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const begun = await gateway.store.findOpenPayment(order.id);
    gateway.clock.advance(OPEN_MS);
    const { payment } = await gateway.app.openIntent(input);

    expect(payment.id).toBe(begun?.id);
    expect(gateway.provider.calls('find')).toEqual([]);
  });

  test('an account that did not answer ten times in a row keeps no other account waiting, at the same provider neither', async () => {
    const { gateway } = await anAccount(times(TO_OPEN, unknown('before the effect')));
    const { gym, channel, credentials } = await aGym(gateway);

    const { payment, parentId } = await aCheckout(gateway, gym.slug);
    gateway.provider.settle(parentId, 'succeeded');
    const reported = gateway.provider.signed(gateway.provider.reported(parentId), credentials);

    expect(await gateway.app.receiveNotification(channel, reported)).toMatchObject({ status: 'succeeded' });
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });

  test('an account that did not answer ten times in a row still has its notifications taken', async () => {
    const { gateway, ask } = await anAccount(times(TO_OPEN, unknown('before the effect')));
    const [made] = gateway.provider.opened();
    const parentId = gateway.provider.parentsOf(made?.reference ?? '')[0]?.id ?? '';
    const amount = made?.amount ?? ({} as never);
    const claims = {
      reference: made?.reference ?? null,
      parentId,
      status: 'succeeded',
      at: gateway.clock.now(),
    } as const;
    const reported = gateway.provider.signed(gateway.provider.claimed({ ...claims, amount }), gateway.platform);

    const channel = { kind: 'platform', provider: gateway.provider.name } as const;
    expect(await gateway.app.receiveNotification(channel, reported)).toMatchObject({ status: 'succeeded' });
    // Understanding what it sent is no sign that it would answer.
    await expect(ask()).rejects.toMatchObject(refusedWith('order_not_payable'));
    expect(await stillLeftAlone(gateway)).toBe(true);
  });
});

async function stillLeftAlone(gateway: Gateway): Promise<boolean> {
  const { input } = await anOrder(gateway);
  const before = gateway.provider.calls('open').length;
  await gateway.app.openIntent(input).catch(() => {});
  return gateway.provider.calls('open').length === before;
}

test.each([
  ['nine failures', [...times(TO_OPEN - 1, unknown('before the effect'))]],
  ['many refusals', times(2 * TO_OPEN, rejected('request'))],
  [
    'an answer in between',
    [...times(TO_OPEN - 1, notSent()), rejected('request'), ...times(TO_OPEN - 1, unknown('before the effect'))],
  ],
])('%s leave no account alone', async (_what, failing) => {
  const { ask, asked } = await anAccount(failing);

  await expect(ask()).resolves.toBeDefined();

  expect(asked()).toBe(failing.length + 1);
});

test('what a circuit is about is one account: a gym’s does not stop the platform’s', async () => {
  const gateway = createGateway(given());
  const { gym } = await aGym(gateway);
  gateway.provider.next('open', ...times(TO_OPEN, unknown('before the effect')));
  const checkout = () => gateway.app.openCheckout(aCheckoutInput(gym.slug));
  for (let count = 0; count < TO_OPEN; count += 1) await expect(checkout()).rejects.toThrow();
  await expect(checkout()).rejects.toMatchObject(refusedWith('provider_unavailable', { retryAfterSeconds: 10 }));

  const { input } = await anOrder(gateway);

  await expect(gateway.app.openIntent(input)).resolves.toBeDefined();
});
