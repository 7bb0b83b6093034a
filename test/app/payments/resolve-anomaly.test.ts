import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import { anOrder, CUSTOMER, createGateway, parentIdOf, refusedWith, useStore } from '../gateway.ts';

const given = useStore();
const ANNA: Actor = { userId: 'anna', scopes: ['payments:manage'] };
const BEN: Actor = { userId: 'ben', scopes: ['payments:manage'] };

/** A payment for which another amount was paid than was asked for. */
async function anOddPayment() {
  const gateway = createGateway(given());
  const { app, provider, platform, clock } = gateway;
  const { order, input } = await anOrder(gateway);
  const { payment } = await app.openIntent(input);
  const claims = {
    reference: payment.id,
    parentId: parentIdOf(payment),
    status: 'succeeded',
    at: clock.now(),
  } as const;
  const reported = provider.claimed({ ...claims, amount: { ...order.amount, minor: 2_000 } });
  await app.receiveNotification({ kind: 'platform', provider: provider.name }, provider.signed(reported, platform));
  const [anomaly] = (await app.findDetails(CUSTOMER, payment.id)).anomalies;
  if (anomaly === undefined) throw new Error('nothing was found wrong');
  return { app, payment, anomaly, resolving: { paymentId: payment.id, anomalyId: anomaly.id, reason: 'Looked into' } };
}

test('an operator resolves an anomaly, under their own name', async () => {
  const { app, payment, anomaly, resolving } = await anOddPayment();

  const resolved = await app.resolveAnomaly(ANNA, resolving);

  expect(resolved).toEqual({ ...anomaly, resolution: { by: 'anna', reason: 'Looked into', at: expect.any(Date) } });
  expect((await app.findDetails(CUSTOMER, payment.id)).anomalies).toEqual([resolved]);
  // Having looked at it makes no buyer pay.
  expect(await app.findPayment(CUSTOMER, payment.id)).toMatchObject({ status: 'pending' });
});

test('resolving an anomaly in the same way again changes nothing', async () => {
  const { app, resolving } = await anOddPayment();

  const first = await app.resolveAnomaly(ANNA, resolving);

  expect(await app.resolveAnomaly(ANNA, resolving)).toEqual(first);
});

test.each([
  ['another operator', BEN, 'Looked into'],
  ['other words', ANNA, 'Something else'],
])('an anomaly that is resolved is not resolved again by %s', async (_what, actor, reason) => {
  const { app, payment, resolving } = await anOddPayment();
  const first = await app.resolveAnomaly(ANNA, resolving);

  const again = app.resolveAnomaly(actor, { ...resolving, reason });

  await expect(again).rejects.toMatchObject(refusedWith('conflict'));
  expect((await app.findDetails(CUSTOMER, payment.id)).anomalies).toEqual([first]);
});

test('no caller resolves an anomaly without the scope, whether there is something or not', async () => {
  const { app, payment, resolving } = await anOddPayment();
  const scopes = ['orders:write', 'gyms:write', 'webhooks:manage'];

  for (const actor of [CUSTOMER, { userId: 'other', scopes }])
    for (const anomalyId of [resolving.anomalyId, randomUUID()])
      await expect(app.resolveAnomaly(actor, { ...resolving, anomalyId })).rejects.toMatchObject(
        refusedWith('scope_missing'),
      );
  expect((await app.findDetails(CUSTOMER, payment.id)).anomalies).toMatchObject([{ resolution: null }]);
});

test('an anomaly that is not there can not be resolved', async () => {
  const [one, other] = [await anOddPayment(), await anOddPayment()];
  const ask = (changes: object) => one.app.resolveAnomaly(ANNA, { ...one.resolving, ...changes });

  await expect(ask({ paymentId: randomUUID() })).rejects.toMatchObject(refusedWith('payment_not_found'));
  await expect(ask({ anomalyId: randomUUID() })).rejects.toMatchObject(refusedWith('anomaly_not_found'));
  await expect(ask({ anomalyId: other.anomaly.id })).rejects.toMatchObject(refusedWith('anomaly_not_found'));
});
