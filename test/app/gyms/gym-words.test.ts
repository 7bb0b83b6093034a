import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { Status } from '../../../src/domain/payment/fact.ts';
import { unknown } from '../fake-twists.ts';
import { aCheckout, aGym, createGateway, type Gateway, refusedWith, useStore } from '../gateway.ts';

const given = useStore();

/** A checkout at a gym, whose owner can sign whatever they like: they have the webhook secret. */
async function atAGym() {
  const gateway = createGateway(given());
  const gym = await aGym(gateway);
  const { payment, parentId } = await aCheckout(gateway, gym.gym.slug);
  const statusOf = async () => (await gateway.store.findPayment(payment.id))?.status;
  return { gateway, ...gateway, ...gym, payment, parentId, statusOf };
}

type AtAGym = Awaited<ReturnType<typeof atAGym>>;

function claimedBy({ provider, clock, payment, parentId }: AtAGym, status: Status) {
  return provider.claimed({ reference: payment.id, parentId, status, at: clock.now(), amount: payment.amount });
}

function notify({ app, provider, channel, credentials }: AtAGym, body: unknown) {
  return app.receiveNotification(channel, provider.signed(body, credentials));
}

const fetches = ({ provider }: Gateway) => provider.calls('fetch').length;

describe('an event that speaks for itself, at a gym’s own account', () => {
  test.each(['succeeded', 'cancelled', 'failed', 'processing'] as const)(
    'an event that speaks for itself, at a gym’s own account, says %s and proves nothing: what the provider shows counts',
    async (status) => {
      const gym = await atAGym();

      expect(await notify(gym, claimedBy(gym, status))).toMatchObject({ status: 'pending' });

      expect(await gym.statusOf()).toBe('pending');
      expect(fetches(gym.gateway)).toBe(1);
      expect(await given().listAttempts(gym.payment.id)).toEqual([]);
    },
  );

  test('an event that speaks for itself, at a gym’s own account, counts as soon as the provider shows the same', async () => {
    const gym = await atAGym();
    gym.provider.settle(gym.parentId, 'succeeded');

    expect(await notify(gym, claimedBy(gym, 'succeeded'))).toMatchObject({ status: 'succeeded' });

    expect(await gym.statusOf()).toBe('succeeded');
    expect(await given().listAnomalies(gym.payment.id)).toEqual([]);
  });

  test('an event that speaks for itself, at a gym’s own account, is to be sent again while the provider does not answer', async () => {
    const gym = await atAGym();
    gym.provider.settle(gym.parentId, 'succeeded');
    const event = claimedBy(gym, 'succeeded');
    gym.provider.next('fetch', unknown('before the effect'));

    await expect(notify(gym, event)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    expect(await gym.statusOf()).toBe('pending');

    expect(await notify(gym, event)).toMatchObject({ status: 'succeeded' });
  });

  test('an event at a gym’s own account about a dispute that the provider does not show opens none', async () => {
    const gym = await atAGym();
    gym.provider.settle(gym.parentId, 'succeeded');
    await notify(gym, claimedBy(gym, 'succeeded'));
    const dispute = { providerDisputeId: 'made-up', providerPaymentId: `try-of-${gym.parentId}`, closesOnly: false };
    const word = {
      amount: money(1, 'ARS'),
      reason: 'fraudulent',
      status: 'lost',
      occurredAt: gym.clock.now(),
    } as const;

    await notify(gym, gym.provider.disputed({ kind: 'dispute', ...dispute, ...word }));

    expect(await given().listDisputes(gym.payment.id)).toEqual([]);
  });
});

test('an event of the platform’s own account is believed without a request to the provider', async () => {
  const gateway = createGateway(given());
  const { app, provider, platform, clock } = gateway;
  const { value: order } = await app.putOrder(
    { userId: 'operator', scopes: ['orders:write'] },
    { orderId: crypto.randomUUID(), userId: 'u', amount: 1_000, currency: 'JPY', ...NO_WISHES },
  );
  const { payment } = await app.openIntent({ userId: 'u', orderId: order.id, customerEmail: null });
  const claims = { reference: payment.id, parentId: payment.parentId, status: 'succeeded' } as const;
  const event = provider.claimed({ ...claims, at: clock.now(), amount: payment.amount });

  const channel = { kind: 'platform', provider: 'somepay' } as const;
  expect(await app.receiveNotification(channel, provider.signed(event, platform))).toMatchObject({
    status: 'succeeded',
  });

  expect(fetches(gateway)).toBe(0);
});

const NO_WISHES = {
  ...{ customerEmail: null, description: null, provider: null, captureMethod: null, returnUrl: null, status: null },
};
