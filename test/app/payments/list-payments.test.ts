import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import type { WantedPayments } from '../../../src/app/payments/read-payments.ts';
import { searchOf } from '../../../src/domain/operator/search.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import { EVERY_PAYMENT } from '../../../src/ports/store/queries.ts';
import { anOrder, createGateway, type Gateway, refusedWith, useStore } from '../gateway.ts';

const given = useStore();

const ALL: WantedPayments = EVERY_PAYMENT;
const PAGE = { limit: 100, cursor: null };

/** A user with a payment of an order. */
async function aPayer(gateway: Gateway) {
  const actor: Actor = { userId: `payer-${randomUUID()}`, scopes: [] };
  const { order, input } = await anOrder(gateway, { userId: actor.userId });
  const { payment } = await gateway.app.openIntent(input);
  return { actor, order, payment };
}

test('users see their own payments and no other user’s', async () => {
  const gateway = createGateway(given());
  const [one, other] = [await aPayer(gateway), await aPayer(gateway)];

  expect((await gateway.app.listPayments(one.actor, ALL, PAGE)).items).toEqual([one.payment]);
  const asked = { ...ALL, orderId: other.order.id };
  expect((await gateway.app.listPayments(one.actor, asked, PAGE)).items).toEqual([]);
});

test('users find their own payments by what is known of them, and no other user’s', async () => {
  const gateway = createGateway(given());
  const [one, other] = [await aPayer(gateway), await aPayer(gateway)];
  const found = async (actor: Actor, payment: Payment) => {
    const asked = { ...ALL, search: searchOf(payment.parentId ?? '') };
    return (await gateway.app.listPayments(actor, asked, PAGE)).items.map(({ id }) => id);
  };

  expect(await found(one.actor, one.payment)).toEqual([one.payment.id]);
  expect(await found(one.actor, other.payment)).toEqual([]);
  expect(await found({ userId: 'support', scopes: ['payments:read'] }, other.payment)).toEqual([other.payment.id]);
});

test.each([[['orders:write', 'gyms:write', 'webhooks:manage']], [[]]])(
  'the scopes %j show no more payments',
  async (scopes) => {
    const gateway = createGateway(given());
    const { payment } = await aPayer(gateway);

    const { items } = await gateway.app.listPayments({ userId: `stranger-${randomUUID()}`, scopes }, ALL, PAGE);

    expect(items).not.toContainEqual(payment);
  },
);

test('a caller who manages payments sees those of all users, newest first', async () => {
  const gateway = createGateway(given());
  const [one, other] = [await aPayer(gateway), await aPayer(gateway)];
  const manager: Actor = { userId: 'support', scopes: ['payments:manage'] };

  const { items } = await gateway.app.listPayments(manager, ALL, PAGE);

  const ids = items.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([other.payment.id, one.payment.id]));
  expect((await gateway.app.listPayments(manager, { ...ALL, orderId: one.order.id }, PAGE)).items).toEqual([
    one.payment,
  ]);
});

test('a list goes on nowhere from a cursor that it never gave', async () => {
  const gateway = createGateway(given());
  const { actor } = await aPayer(gateway);

  const listing = gateway.app.listPayments(actor, ALL, { limit: 2, cursor: 'made-up!' });

  await expect(listing).rejects.toMatchObject(refusedWith('invalid', { field: 'cursor' }));
});

test('a provider that there is not is refused, naming those that there are, also for a table', async () => {
  const { app } = createGateway(given(), { others: [{ name: 'otherpay' }] });
  const asked = { ...ALL, provider: 'paypal' };
  const said = {
    ...refusedWith('invalid', { field: 'provider' }),
    message: 'provider must be one of somepay, otherpay',
  };
  const actor: Actor = { userId: 'support', scopes: ['payments:read'] };

  await expect(app.listPayments(actor, asked, PAGE)).rejects.toMatchObject(said);
  await expect(app.exportPayments(actor, asked).next()).rejects.toMatchObject(said);
  for (const provider of ['somepay', 'otherpay'])
    expect(await app.listPayments(actor, { ...ALL, provider }, PAGE)).toHaveProperty('items');
});
