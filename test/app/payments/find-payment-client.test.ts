import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import {
  aCheckout,
  aGym,
  anOrder,
  CUSTOMER,
  createGateway,
  credentialsOf,
  OPERATOR,
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

test.each([['pk_of_the_gym'], [null]])('a checkout has the publishable key of its gym: %j', async (publishableKey) => {
  const gateway = createGateway(given());
  const { gym } = await aGym(gateway, {
    credentials: credentialsOf('iron-temple', publishableKey === null ? {} : { public_key: publishableKey }),
  });
  const { payment } = await aCheckout(gateway, gym.slug);

  const client = await gateway.app.findPaymentClient(CUSTOMER, payment.id);

  expect(client).toEqual({ id: payment.id, provider: payment.provider, publishableKey });
});

test('a checkout keeps the publishable key of the account that it was made with, and gets another one of that account', async () => {
  const gateway = createGateway(given());
  const keyOf = async (id: string) => (await gateway.app.findPaymentClient(CUSTOMER, id)).publishableKey;
  const put = async (holder: string, public_key: string) =>
    gateway.app.putGym(OPERATOR, { ...input, credentials: credentialsOf(holder, { public_key }) });
  const { gym, input } = await aGym(gateway, {
    credentials: credentialsOf('iron-temple', { public_key: 'pk_first' }),
  });
  const { payment } = await aCheckout(gateway, gym.slug);

  await put('another-holder', 'pk_of_another');
  expect(await keyOf(payment.id)).toBe('pk_first');
  await put('iron-temple', 'pk_second');
  expect(await keyOf(payment.id)).toBe('pk_second');
});

test('a checkout has no publishable key to show when the credentials of its gym can not be opened', async () => {
  const gateway = createGateway(given());
  const { gym } = await aGym(gateway);
  const { payment } = await aCheckout(gateway, gym.slug);
  const secrets = createSecrets([{ kid: 'another', key: randomBytes(32) }]);

  const finding = gateway.replica({ secrets }).findPaymentClient(CUSTOMER, payment.id);

  await expect(finding).rejects.toMatchObject(refusedWith('credentials_unusable'));
});

test('another user learns nothing of a payment', async () => {
  const { app, payment } = await anOrderToPay();

  const finding = app.findPaymentClient({ userId: 'customer-2', scopes: ['orders:write'] }, payment.id);

  await expect(finding).rejects.toMatchObject(refusedWith('not_yours'));
});
