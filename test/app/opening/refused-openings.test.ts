import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import { REFUSED_EMAIL } from '../fake-provider.ts';
import { answering, declined, notSent, rejected, unknown } from '../fake-twists.ts';
import { anOrder, createGateway, parentIdOf, refusedWith, useStore } from '../gateway.ts';
import { aLostOpening, keysOf, ofAnotherAccount, paymentOf, UNAVAILABLE } from './openings.ts';

const given = useStore();

describe('a refused opening', () => {
  test.each([
    ['about our credentials', rejected('credentials'), refusedWith('credentials_unusable')],
    ['about our request', rejected('request'), refusedWith('provider_rejected')],
    ['by a bank', declined(), UNAVAILABLE],
    ['before it left', notSent(7), refusedWith('provider_unavailable', { retryAfterSeconds: 7 })],
  ])(
    'a refused opening %s says so, and asking again opens one parent with a new key',
    async (_about, twist, refusal) => {
      const gateway = createGateway(given());
      const { order, input } = await anOrder(gateway);
      gateway.provider.next('open', twist);

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusal);
      const refused = await paymentOf(gateway, order.id);
      const { payment } = await gateway.app.openIntent(input);

      expect(payment.id).toBe(refused.id);
      expect(new Set(keysOf(gateway)).size).toBe(2);
      expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
      expect(gateway.provider.calls('find')).toEqual([]);
    },
  );

  test('a refused opening about the amount says so, and lets the order be corrected and paid', async () => {
    const gateway = createGateway(given());
    const { order, input } = await anOrder(gateway);
    gateway.provider.next('open', rejected('amount'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('amount_refused'));
    await anOrder(gateway, { orderId: order.id, amount: 2_000 });
    const { payment } = await gateway.app.openIntent(input);

    expect(payment.amount.minor).toBe(2_000);
    expect(new Set(keysOf(gateway)).size).toBe(2);
    expect(gateway.provider.parentsOf(payment.id)).toHaveLength(1);
  });
});

describe('what the caller chose and the provider refuses', () => {
  test('what the caller chose and the provider refuses is a 400 about the field that it stands in, and does not lock the order', async () => {
    const gateway = createGateway(given());
    const { input } = await anOrder(gateway);

    const refused = gateway.app.openIntent({ ...input, customerEmail: REFUSED_EMAIL });
    await expect(refused).rejects.toMatchObject(refusedWith('invalid', { field: 'customer_email' }));
    const { payment } = await gateway.app.openIntent({ ...input, customerEmail: 'buyer@example.com' });

    expect(payment).toMatchObject({ status: 'pending', customerEmail: 'buyer@example.com' });
  });

  test.each([
    ['currency', 'amount_refused', 'order_id'],
    ['customerEmail', 'invalid', 'customer_email'],
    ['title', 'invalid', 'order_id'],
    ['returnUrl', 'invalid', 'order_id'],
    ['statementDescriptor', 'invalid', 'order_id'],
  ] as const)(
    'what the caller chose and the provider refuses about %s is %s of %s, and the next request opens a payment anew',
    async (choice, code, field) => {
      const gateway = createGateway(given());
      const { order, input } = await anOrder(gateway);
      gateway.provider.next('open', rejected(choice));

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith(code, { field }));
      await anOrder(gateway, { orderId: order.id, returnUrl: 'https://shop.example/corrected' });
      const { payment } = await gateway.app.openIntent(input);

      expect(payment.returnUrl).toBe('https://shop.example/corrected');
      expect(new Set(gateway.provider.opened().map(({ reference }) => reference)).size).toBe(2);
    },
  );

  test('what the provider refuses after a call whose outcome is unknown ends the payment, too, and what that call made is closed', async () => {
    const { gateway, input, payment } = await aLostOpening(given(), {}, unknown('before the effect'));
    gateway.provider.next('open', rejected('customerEmail'));

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('invalid'));
    const { payment: next } = await gateway.app.openIntent(input);

    expect(next.id).not.toBe(payment.id);
    expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
  });
});

function withAnotherReference({ report, ...parent }: Parent): Parent {
  return { ...parent, report: { ...report, reference: randomUUID() } };
}

describe('what was opened and does not fit', () => {
  test.each([
    ['its reference', withAnotherReference],
    ['its account', ofAnotherAccount],
  ])(
    'what was opened and does not fit because of %s is closed and not handed over; asking again begins a new round',
    async (_what, misfit) => {
      const gateway = createGateway(given());
      const { order, input } = await anOrder(gateway);
      gateway.provider.next('open', answering(misfit));

      await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_rejected'));
      const { id } = await paymentOf(gateway, order.id);
      expect(gateway.provider.parentsOf(id).map(({ status }) => status)).toEqual(['cancelled']);
      const { payment } = await gateway.app.openIntent(input);

      expect(payment.id).toBe(id);
      expect(new Set(keysOf(gateway)).size).toBe(2);
      expect(gateway.provider.statusOf(parentIdOf(payment))).toBe('pending');
      expect(await given().listAnomalies(id)).toHaveLength(1);
    },
  );
});
