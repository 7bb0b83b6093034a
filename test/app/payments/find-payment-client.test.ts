import { expect, test } from 'vitest';
import {
  aCheckout,
  aGym,
  anOrder,
  CUSTOMER,
  createGateway,
  PUBLISHABLE_KEY,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

async function anOrderToPay() {
  const gateway = createGateway(given());
  const { input } = await anOrder(gateway);
  return { ...gateway, payment: (await gateway.app.openIntent(input)).payment };
}

test.each([
  [CUSTOMER],
  [{ userId: 'support', scopes: ['payments:manage'] }],
  [{ userId: 'support', scopes: ['payments:read'] }],
])('a web page is given the provider of an order and its publishable key: %j', async (actor) => {
  const { app, payment } = await anOrderToPay();

  const client = await app.findPaymentClient(actor, payment.id);

  expect(client).toEqual({ id: payment.id, provider: payment.provider, publishableKey: PUBLISHABLE_KEY });
});

test('a checkout has no publishable key: it is paid on the page of the provider, into an account of the gym', async () => {
  const gateway = createGateway(given());
  const { gym } = await aGym(gateway);
  const { payment } = await aCheckout(gateway, gym.slug);

  const client = await gateway.app.findPaymentClient(CUSTOMER, payment.id);

  expect(client).toEqual({ id: payment.id, provider: payment.provider, publishableKey: null });
});

test('another user learns nothing of a payment', async () => {
  const { app, payment } = await anOrderToPay();

  const finding = app.findPaymentClient({ userId: 'customer-2', scopes: ['orders:write'] }, payment.id);

  await expect(finding).rejects.toMatchObject(refusedWith('not_yours'));
});
