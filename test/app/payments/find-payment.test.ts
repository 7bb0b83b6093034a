import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { anOrder, CUSTOMER, createGateway, refusedWith, useStore } from '../gateway.ts';

const given = useStore();

async function aPayment() {
  const gateway = createGateway(given());
  const { input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  return { app: gateway.app, payment };
}

test('a payment is shown to its user', async () => {
  const { app, payment } = await aPayment();

  expect(await app.findPayment(CUSTOMER, payment.id)).toEqual(payment);
});

test('a payment is shown to a caller who manages payments', async () => {
  const { app, payment } = await aPayment();

  expect(await app.findPayment({ userId: 'support', scopes: ['payments:manage'] }, payment.id)).toEqual(payment);
});

test.each([[[]], [['orders:write', 'gyms:write', 'webhooks:manage']]])(
  'a payment is not shown to another user with the scopes %j',
  async (scopes) => {
    const { app, payment } = await aPayment();

    const finding = app.findPayment({ userId: 'customer-2', scopes }, payment.id);

    await expect(finding).rejects.toMatchObject(refusedWith('not_yours'));
  },
);

test.each([randomUUID(), 'not-an-id'])('there is no payment %s', async (id) => {
  const { app } = createGateway(given());

  await expect(app.findPayment(CUSTOMER, id)).rejects.toMatchObject(refusedWith('payment_not_found'));
});
