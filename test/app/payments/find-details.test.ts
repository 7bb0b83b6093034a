import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aCheckout, aGym, anOrder, CUSTOMER, createGateway, parentIdOf, refusedWith, useStore } from '../gateway.ts';

const given = useStore();
const SUPPORT = { userId: 'support', scopes: ['payments:manage'] };

async function aPaidOrder() {
  const gateway = createGateway(given());
  const { order, input } = await anOrder(gateway);
  const { payment, handover } = await gateway.app.openIntent(input);
  gateway.provider.settle(parentIdOf(payment), 'succeeded');
  await gateway.app.openIntent(input).catch(() => null);
  return { ...gateway, order, payment, handover };
}

test('the owner of a payment sees all that is known of it', async () => {
  const { app, payment, clock } = await aPaidOrder();

  const details = await app.findDetails(CUSTOMER, payment.id);

  expect(details).toEqual({
    payment: await app.findPayment(CUSTOMER, payment.id),
    confirmedBy: 'provider',
    account: { id: payment.accountId, owner: { kind: 'platform' }, providerUserId: null },
    amounts: { authorized: 1000, captured: 1000, refunded: 0, refunding: 0, capturable: 0 },
    missingMinor: 0,
    attempts: [
      {
        providerPaymentId: expect.any(String),
        fact: { kind: 'succeeded', occurredAt: clock.now() },
        authorized: payment.amount,
        capturedMinor: 1000,
        decline: null,
        method: null,
        charges: [],
        surplusMinor: 0,
      },
    ],
    refunds: [],
    disputes: [],
    anomalies: [],
    inDoubt: null,
  });
});

test('a caller who manages payments sees all that is known of a payment', async () => {
  const { app, payment } = await aPaidOrder();

  expect(await app.findDetails(SUPPORT, payment.id)).toEqual(await app.findDetails(CUSTOMER, payment.id));
});

test.each([[[]], [['orders:write', 'gyms:write', 'webhooks:manage']]])(
  'what is known of a payment is not shown to another user with the scopes %j',
  async (scopes) => {
    const { app, payment } = await aPaidOrder();

    const finding = app.findDetails({ userId: 'customer-2', scopes }, payment.id);

    await expect(finding).rejects.toMatchObject(refusedWith('not_yours'));
  },
);

test.each([randomUUID(), 'not-an-id'])('nothing is known of a payment %s', async (id) => {
  const { app } = createGateway(given());

  await expect(app.findDetails(SUPPORT, id)).rejects.toMatchObject(refusedWith('payment_not_found'));
});

test('what opens an account or a payment is no part of the details', async () => {
  const gateway = createGateway(given());
  const { gym, credentials } = await aGym(gateway);
  const { payment } = await aCheckout(gateway, gym.slug);
  const paid = await aPaidOrder();
  const account = await given().findAccount(payment.accountId);

  const checkout = await gateway.app.findDetails(SUPPORT, payment.id);
  const order = await paid.app.findDetails(SUPPORT, paid.payment.id);

  expect(checkout.account).toEqual({
    id: payment.accountId,
    owner: { kind: 'gym', slug: gym.slug },
    providerUserId: 'iron-temple',
  });
  const reported = JSON.stringify([checkout, order]);
  expect(account?.sealed).not.toBeNull();
  for (const secret of [credentials.access_token, ...credentials.webhook_secrets, account?.sealed, paid.handover])
    expect(reported).not.toContain(secret);
});

test('a call whose outcome is unknown is seen, until it is known', async () => {
  const gateway = createGateway(given());
  const { input } = await anOrder(gateway);
  gateway.provider.next('open', {
    kind: 'fails',
    failure: { kind: 'unknown', reason: 'scripted' },
    effect: 'after the effect',
  });
  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
  const { id } = (await given().findOpenPayment(input.orderId)) ?? { id: '' };

  const before = await gateway.app.findDetails(CUSTOMER, id);
  await gateway.app.openIntent(input);
  const after = await gateway.app.findDetails(CUSTOMER, id);

  expect(before.inDoubt).toEqual({ calls: 1, since: expect.any(Date), operations: ['opening'] });
  expect(after.inDoubt).toBeNull();
});

test('a refund and a capture whose outcome is unknown are seen, until it is known', async () => {
  const { app, payment, provider } = await aPaidOrder();
  const lost = {
    kind: 'fails',
    failure: { kind: 'unknown', reason: 'scripted' },
    effect: 'after the effect',
  } as const;
  const refund = { refundId: randomUUID(), paymentId: payment.id, amount: 300, reason: null };
  provider.next('refund', lost);
  await expect(app.refundPayment(SUPPORT, refund)).rejects.toMatchObject(refusedWith('provider_unavailable'));
  const gateway = createGateway(given());
  const { input } = await anOrder(gateway, { captureMethod: 'manual' });
  const { payment: agreed } = await gateway.app.openIntent(input);
  gateway.provider.settle(parentIdOf(agreed), 'processing');
  gateway.provider.next('capture', lost);
  const capture = { captureId: null, paymentId: agreed.id, amount: null };
  await expect(gateway.app.capturePayment(SUPPORT, capture)).rejects.toMatchObject(refusedWith('provider_unavailable'));

  const refunding = await app.findDetails(CUSTOMER, payment.id);
  const capturing = await gateway.app.findDetails(CUSTOMER, agreed.id);
  await app.refundPayment(SUPPORT, refund);
  await gateway.app.capturePayment(SUPPORT, capture);

  expect(refunding.inDoubt).toEqual({ calls: 1, since: expect.any(Date), operations: ['refund'] });
  expect(refunding.amounts).toMatchObject({ refunded: 0, refunding: 300 });
  expect(capturing.inDoubt).toEqual({ calls: 1, since: expect.any(Date), operations: ['capture'] });
  expect((await app.findDetails(CUSTOMER, payment.id)).inDoubt).toBeNull();
  expect((await gateway.app.findDetails(CUSTOMER, agreed.id)).inDoubt).toBeNull();
});

test('what should not have happened is shown, under an id', async () => {
  const { app, order, payment, provider, platform, clock } = await aPaidOrder();
  const claims = {
    reference: payment.id,
    parentId: parentIdOf(payment),
    status: 'succeeded',
    at: clock.now(),
  } as const;
  const reported = provider.claimed({ ...claims, amount: { ...order.amount, minor: 2000 } });
  await app.receiveNotification({ kind: 'platform', provider: provider.name }, provider.signed(reported, platform));

  const { anomalies } = await app.findDetails(CUSTOMER, payment.id);

  expect(anomalies).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'amount_mismatch',
      subject: expect.any(String),
      detail: { expected: 1000, found: 2000 },
      recordedAt: expect.any(Date),
      resolution: null,
    },
  ]);
});
