import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { anOrder, CUSTOMER, createGateway, refusedWith, useStore } from '../gateway.ts';

const given = useStore();

test('an order is shown to its user', async () => {
  const gateway = createGateway(given());
  const { order } = await anOrder(gateway);

  expect(await gateway.app.findOrder(CUSTOMER, order.id)).toEqual(order);
});

test.each(['orders:write', 'payments:manage'])('an order is shown to a caller who has %s', async (scope) => {
  const gateway = createGateway(given());
  const { order } = await anOrder(gateway);

  expect(await gateway.app.findOrder({ userId: 'support', scopes: [scope] }, order.id)).toEqual(order);
});

test.each([[[]], [['gyms:write', 'webhooks:manage']]])(
  'an order is not shown to another user with the scopes %j',
  async (scopes) => {
    const gateway = createGateway(given());
    const { order } = await anOrder(gateway);

    const finding = gateway.app.findOrder({ userId: 'customer-2', scopes }, order.id);

    await expect(finding).rejects.toMatchObject(refusedWith('not_yours'));
  },
);

test('there is no order under an id that was never put', async () => {
  const { app } = createGateway(given());

  await expect(app.findOrder(CUSTOMER, randomUUID())).rejects.toMatchObject(refusedWith('order_not_found'));
});
