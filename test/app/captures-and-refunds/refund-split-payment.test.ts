import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { useDatabase } from '../database.ts';
import { notSent, rejected, unknown } from '../fake-twists.ts';
import { anOrder, createGateway, OPERATOR, parentIdOf, refusedWith } from '../gateway.ts';

const database = useDatabase();
const store = () => database().store;

/** An order's payment of 1000 JPY, paid by 600 and 400. */
async function aSplit() {
  const gateway = createGateway(store());
  const { app, provider, platform } = gateway;
  const { input } = await anOrder(gateway);
  const { payment } = await app.openIntent(input);
  const parentId = parentIdOf(payment);
  const ids = [600, 400].map((minor) => provider.pay(parentId, money(minor, 'JPY'), 'succeeded'));
  await app.receiveNotification(
    { kind: 'platform', provider: 'somepay' },
    provider.signed(provider.reported(parentId), platform),
  );
  const refund = { refundId: randomUUID(), paymentId: payment.id, amount: null, reason: null };
  const listed = async () => {
    const { items } = await app.listRefunds(OPERATOR, payment.id, { limit: 10, cursor: null });
    return items.map(({ id, amount, status }) => [id, amount.minor, status]);
  };
  const parts = async () =>
    (await store().listRefunds(payment.id)).map(({ amount, status }) => [amount.minor, status]).toSorted();
  return { ...gateway, payment, ids, refund, listed, parts };
}

describe('a refund of a purchase that was split over two attempts', () => {
  test('a refund of a purchase that was split over two attempts is one refund to its caller, and one of each attempt at the provider', async () => {
    const { app, provider, payment, refund, ids, listed } = await aSplit();
    expect((await store().findPayment(payment.id))?.status).toBe('succeeded');

    const made = await app.refundPayment(OPERATOR, refund);

    expect(made).toMatchObject({ id: refund.refundId, amount: money(1_000, 'JPY'), status: 'succeeded' });
    const asked = provider.calls('refund').map(({ about }) => about as { providerPaymentId: string });
    expect(asked.map(({ providerPaymentId }) => providerPaymentId).toSorted()).toEqual(ids.toSorted());
    expect(await app.refundPayment(OPERATOR, refund)).toEqual(made);
    expect(provider.calls('refund')).toHaveLength(2);
    expect(await listed()).toEqual([[refund.refundId, 1_000, 'succeeded']]);
  });

  test.each([
    ['not sent', notSent()],
    ['lost before it had an effect', unknown('before the effect')],
    ['lost after it had an effect', unknown('after the effect')],
  ])(
    'a refund of a purchase that was split over two attempts of which a part is %s is finished by asking again, and nothing goes back twice',
    async (_what, twist) => {
      const { app, provider, refund, listed, parts } = await aSplit();
      provider.next('refund', twist);

      await expect(app.refundPayment(OPERATOR, refund)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      expect(await listed()).toMatchObject([[refund.refundId, 1_000, 'pending']]);
      const made = await app.refundPayment(OPERATOR, refund);

      expect(made).toMatchObject({ id: refund.refundId, amount: money(1_000, 'JPY'), status: 'succeeded' });
      expect(await parts()).toEqual([
        [400, 'succeeded'],
        [600, 'succeeded'],
      ]);
    },
  );

  test('a refund of a purchase that was split over two attempts of which a part is refused says how much went back, and the rest can be asked for again', async () => {
    const { app, provider, payment, refund, listed } = await aSplit();
    provider.next('refund', rejected('request'));

    const asking = app.refundPayment(OPERATOR, refund);

    await expect(asking).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Only (?:400|600) in minor units could be refunded: .+ refuses the rest$/),
    });
    const { amounts } = await app.findDetails(OPERATOR, payment.id);
    expect([400, 600]).toContain(amounts.refunded);
    expect(await listed()).toEqual([[refund.refundId, amounts.refunded, 'succeeded']]);

    const rest = await app.refundPayment(OPERATOR, { ...refund, refundId: randomUUID() });
    expect(rest.amount.minor).toBe(1_000 - amounts.refunded);
  });
});
