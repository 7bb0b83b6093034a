import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sweepFor, TRIES, useDatabase } from '../database.ts';
import { anOrder, CUSTOMER, createGateway, OPERATOR, parentIdOf } from '../gateway.ts';

const database = useDatabase();
const store = () => database().store;
const CHANNEL = { kind: 'platform', provider: 'somepay' } as const;

/** A paid order of 1000 JPY of which 400 went back in the dashboard, at a provider that shows no refunds. */
async function aHiddenRefund() {
  const gateway = createGateway(store());
  const { app, provider } = gateway;
  const { order, input } = await anOrder(gateway);
  const { payment } = await app.openIntent(input);
  const parentId = parentIdOf(payment);
  provider.settle(parentId, 'succeeded');
  provider.refundBehind(parentId, { ...payment.amount, minor: 400 });
  provider.hideReversals();
  const refunded = async () => (await app.findDetails(CUSTOMER, payment.id)).refunds.map(({ amount }) => amount.minor);
  return { gateway, ...gateway, order, input, payment, parentId, refunded };
}

describe('a payment whose refunds the provider does not show', () => {
  test('a payment whose refunds the provider does not show is paid after a sync, and so is its order; the refunds are asked for later', async () => {
    const { gateway, app, provider, order, payment, refunded } = await aHiddenRefund();

    expect(await app.syncPayment(CUSTOMER, payment.id)).toMatchObject({ status: 'succeeded' });
    expect(await store().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await refunded()).toEqual([]);

    provider.hideReversals(false);
    await sweepFor(database(), gateway, 'reversals', payment.id);

    expect(await refunded()).toEqual([400]);
    expect(await database().waits('reversals', payment.id)).toBe('forgotten');
  });

  test('a payment whose refunds the provider does not show is shown again to a customer who asks for it', async () => {
    const { app, input, payment } = await aHiddenRefund();

    expect(await app.openIntent(input)).toMatchObject({ payment: { id: payment.id, status: 'succeeded' } });
  });

  test('a payment whose refunds the provider does not show is paid when a webhook says so', async () => {
    const { app, provider, platform, payment, parentId } = await aHiddenRefund();

    const reported = await app.receiveNotification(CHANNEL, provider.signed(provider.reported(parentId), platform));

    expect(reported).toMatchObject({ status: 'succeeded' });
    expect(await database().waits('reversals', payment.id)).toBeGreaterThan(0);
  });

  test('a payment whose refunds the provider does not show can be refunded meanwhile', async () => {
    const { app, payment } = await aHiddenRefund();
    await app.syncPayment(CUSTOMER, payment.id);

    const refund = { refundId: randomUUID(), paymentId: payment.id, amount: 100, reason: null };
    expect(await app.refundPayment(OPERATOR, refund)).toMatchObject({ status: 'succeeded' });
  });

  test('a payment whose refunds the provider does not show says so at each try, and is left to an operator after the last one', async () => {
    const { gateway, app, payment, logged } = await aHiddenRefund();
    await app.syncPayment(CUSTOMER, payment.id);

    for (let tries = 0; tries < TRIES + 2; tries += 1) await sweepFor(database(), gateway, 'reversals', payment.id);

    const fields = { paymentId: payment.id, provider: 'somepay', about: 'refunds', reason: 'scripted' };
    expect(logged).toContainEqual(expect.objectContaining({ level: 'error', fields }));
    expect(await store().listAnomalies(payment.id)).toEqual([
      { kind: 'outcome_unknown', subject: payment.id, detail: { about: 'refunds and disputes' } },
    ]);
    expect(await database().waits('reversals', payment.id)).toBeNull();
  });
});
