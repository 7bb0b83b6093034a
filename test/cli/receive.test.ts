import { describe, expect, test } from 'vitest';
import { withService } from './cli.ts';

const { cli, data, openPayment } = withService();

const ORDER = { provider: 'desk', amount: 500_050, currency: 'ars' };

describe('payments at the desk, from the command line', () => {
  test('an operator confirms a part and then the rest, and gives both back', async () => {
    const { orderId, paymentId } = await openPayment(ORDER);
    const receive = ['payment', 'receive', paymentId, '--yes'];

    const { out } = await cli(['explain', paymentId]);
    const part = await data([...receive, '--amount', '1000.50', '--method', 'cash', '--note', 'At the counter']);
    const rest = await data(receive);

    expect(out).toContain(`payment receive ${paymentId}`);
    expect(out).not.toContain('payment sync');
    expect(part).toMatchObject({
      amount: 100_050,
      method: 'cash',
      note: 'At the counter',
      payment_status: 'processing',
    });
    expect(rest).toMatchObject({ amount: 400_000, method: null, payment_status: 'succeeded' });
    expect(await data(['order', 'get', orderId])).toMatchObject({ status: 'paid' });
    expect(await data(['payment', 'refund', paymentId, '--yes'])).toMatchObject({
      amount: 500_050,
      status: 'succeeded',
    });
  });

  test('money that was confirmed with a key is not counted twice with it', async () => {
    const { paymentId } = await openPayment(ORDER);
    const receive = ['payment', 'receive', paymentId, '--amount', '1000.00', '--key', 'a-key', '--yes'];

    const [first, again] = [await data(receive), await data(receive)];

    expect(again).toEqual(first);
    expect(await data(['payment', 'receive', paymentId, '--yes'])).toMatchObject({ amount: 400_050 });
  });

  test('money that completed a payment is shown again with its key, without a question', async () => {
    const { paymentId } = await openPayment(ORDER);
    const receive = ['payment', 'receive', paymentId, '--key', 'all-of-it'];

    const first = await data([...receive, '--yes']);
    const again = await data(receive);
    const more = await cli(['payment', 'receive', paymentId]);

    expect(again).toEqual(first);
    expect(more.code).toBe(1);
    expect(more.err).toMatch(/^key \S+\nfitstack-payments: .*nothing of it is missing \(409\)\n$/);
  });

  test('without a terminal nothing is confirmed before --yes says so', async () => {
    const { paymentId } = await openPayment(ORDER);

    const { code, err } = await cli(['payment', 'receive', paymentId]);

    expect(code).not.toBe(0);
    expect(err).toContain(`Confirm 5000.50 ARS for payment ${paymentId}?`);
    expect(await data(['payment', 'get', paymentId])).toMatchObject({ status: 'pending' });
  });

  test('a payment that its provider reports is not confirmed by an operator', async () => {
    const { paymentId } = await openPayment({ ...ORDER, provider: 'mercadopago' });

    const { code, err } = await cli(['payment', 'receive', paymentId, '--yes']);

    expect(code).not.toBe(0);
    expect(err).toContain('mercadopago itself says what was paid');
  });
});
