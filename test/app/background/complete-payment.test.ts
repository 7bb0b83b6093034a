import { describe, expect, test } from 'vitest';
import { sweepFor, useDatabase } from '../database.ts';
import { unknown } from '../fake-twists.ts';
import { CUSTOMER, type Gateway, OPERATOR } from '../gateway.ts';
import { anOpenCheckout, anOpenIntent, PLATFORM, present } from '../notifications/open-payments.ts';

const database = useDatabase();
const store = () => database().store;
const COMPLETES = { provider: { capabilities: { completes: true } } } as const;

/** The buyer has agreed on the provider's page, and the provider has said so. */
async function anAgreed() {
  const opened = await anOpenIntent(store(), COMPLETES);
  const { gateway, parentId } = opened;
  gateway.provider.agreeToPay(parentId);
  await agreementArrives(gateway, parentId);
  return opened;
}

function agreementArrives({ app, provider, platform }: Gateway, parentId: string) {
  return app.receiveNotification(PLATFORM, provider.signed(provider.reported(parentId), platform));
}

describe('a payment that the service has to complete', () => {
  test('a payment is pending when the buyer has agreed, and succeeds when the worker has asked for the money', async () => {
    const { gateway, payment, order } = await anAgreed();
    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });

    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
    expect(await store().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await database().waits('completion', payment.id)).toBe('forgotten');
  });

  test('a payment whose money was asked for without an answer is asked for again under the same key, and paid once', async () => {
    const { gateway, payment } = await anAgreed();
    gateway.provider.next('complete', unknown('after the effect'));

    await sweepFor(database(), gateway, 'completion', payment.id);
    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
    const keys = gateway.provider
      .calls('complete')
      .map(({ about }) => (about as { idempotencyKey: string }).idempotencyKey);
    expect(new Set(keys).size).toBe(1);
  });

  test('a payment to which the buyer agreed without a webhook is completed after a sync', async () => {
    const { gateway, payment, parentId } = await anOpenIntent(store(), COMPLETES);
    gateway.provider.agreeToPay(parentId);

    await gateway.app.syncPayment(CUSTOMER, payment.id);
    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
  });

  test('a payment that was cancelled is not completed, though the buyer had agreed', async () => {
    const { gateway, payment } = await anAgreed();

    await gateway.app.cancelPayment(OPERATOR, payment.id);
    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(gateway.provider.calls('complete')).toEqual([]);
    expect(await present(store(), payment)).toMatchObject({ status: 'cancelled' });
  });

  test('a checkout of a gym is completed likewise', async () => {
    const { gateway, channel, credentials, payment, parentId } = await anOpenCheckout(store(), {}, COMPLETES);
    const { app, provider } = gateway;
    provider.agreeToPay(parentId);
    await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
  });
});
