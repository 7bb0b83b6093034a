import { describe, expect, test } from 'vitest';
import { useStore } from '../gateway.ts';
import { anOpenIntent, event, PLATFORM } from './open-payments.ts';

const given = useStore();

/** A payment whose provider has one payment for all tries, and how its buyer fails to pay: each time a second's event. */
async function aPaymentThatIsTried() {
  const { gateway, payment, parentId } = await anOpenIntent(given(), { provider: { triesAreNamed: true } });
  const { app, provider, platform, clock } = gateway;
  const second = clock.now();
  const fail = () => {
    provider.settle(parentId, 'failed');
    const charge =
      provider
        .books()
        .parents.find(({ id }) => id === parentId)
        ?.charges.at(-1) ?? null;
    clock.advance(100);
    return provider.signed(event(gateway, payment, 'failed', { at: second, charge }), platform);
  };
  const receive = (delivery: ReturnType<typeof fail>) => app.receiveNotification(PLATFORM, delivery);
  const failures = async () => {
    const { items } = await given().listEvents(
      { type: 'payment.failed', paymentId: payment.id, orderId: null, gymSlug: null, since: null, until: null },
      { limit: 10, cursor: null },
    );
    return items.length;
  };
  return { gateway, payment, parentId, fail, receive, failures };
}

describe('declined tries of one second, at a provider that has one payment for all', () => {
  test.each([
    ['in their order', (all: readonly number[]) => all],
    ['the last one first', (all: readonly number[]) => all.toReversed()],
    ['each of them twice', (all: readonly number[]) => [...all, ...all]],
  ])('declined tries of one second have an event each when they are reported %s', async (_how, inOrder) => {
    const { fail, receive, failures } = await aPaymentThatIsTried();
    const deliveries = [fail(), fail(), fail()];

    for (const place of inOrder([0, 1, 2])) {
      const delivery = deliveries[place];
      if (delivery !== undefined) await receive(delivery);
    }

    expect(await failures()).toBe(3);
  });

  test('a declined try has one event where a sync and a webhook report it, whichever comes first', async () => {
    const { gateway, payment, fail, receive, failures } = await aPaymentThatIsTried();
    const sync = () => gateway.app.syncPayment({ userId: payment.userId, scopes: [] }, payment.id);

    const first = fail();
    await sync();
    await receive(first);
    await receive(fail());
    await sync();

    expect(await failures()).toBe(2);
  });

  test('a declined try that is reported after the next one began has its event, and the payment stays as it is', async () => {
    const { gateway, payment, parentId, fail, receive, failures } = await aPaymentThatIsTried();
    const { provider, clock, platform } = gateway;
    const late = fail();
    clock.advance(1_000);
    provider.settle(parentId, 'processing');
    await receive(provider.signed(event(gateway, payment, 'processing'), platform));

    expect(await receive(late)).toMatchObject({ status: 'processing' });

    expect(await failures()).toBe(1);
  });

  test('a declined try that is reported after the money came has no event', async () => {
    const { gateway, payment, parentId, fail, receive, failures } = await aPaymentThatIsTried();
    const { provider, platform } = gateway;
    const late = fail();
    provider.settle(parentId, 'succeeded');
    await receive(provider.signed(event(gateway, payment, 'succeeded'), platform));

    expect(await receive(late)).toMatchObject({ status: 'succeeded' });

    expect(await failures()).toBe(0);
  });
});
