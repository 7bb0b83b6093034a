import { expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { dataOf, type Json, send } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();

/** What the customer or a bank does. The provider sends no webhook about it. */
async function actUnheard(paymentId: string, action: string): Promise<void> {
  const url = `${platform().sandboxUrl}/sandbox/payments/${paymentId}/${action}?hold=1`;
  expect((await send(url, { method: 'POST' })).status).toBe(200);
}

async function disputesOf(paymentId: string): Promise<Json[]> {
  const url = `${platform().url}/api/v1/payments/${paymentId}/details`;
  return dataOf(await send(url, { method: 'GET', headers: platform().operator }))['disputes'] as Json[];
}

const ORDERS = [
  ['stripe', { amount: 1_000, currency: 'usd' }],
  ['mercadopago', { amount: 1_000, currency: 'ars', provider: 'mercadopago' }],
] as const;

test.each(ORDERS)(
  'a dispute at %s that was not reported is known after a sync, and so is how it ended',
  async (_, order) => {
    const { paymentId } = await platform().openOrder(order);
    await actUnheard(paymentId, 'succeed');
    expect((await platform().sync(paymentId)).status).toBe(200);
    expect(await disputesOf(paymentId)).toEqual([]);

    await actUnheard(paymentId, 'dispute');
    expect((await platform().sync(paymentId)).status).toBe(200);
    const [open, ...others] = await disputesOf(paymentId);
    expect(others).toEqual([]);
    expect(open).toMatchObject({ status: 'open', amount: 1_000, currency: order.currency, reason: expect.any(String) });

    await actUnheard(paymentId, 'dispute_lost');
    expect((await platform().sync(paymentId)).status).toBe(200);
    expect(await disputesOf(paymentId)).toEqual([{ ...open, status: 'lost', occurred_at: expect.any(String) }]);
    expect(await platform().statusOf(paymentId)).toBe('succeeded');
  },
);

test.each(ORDERS)('money that a dispute at %s took is not refunded: that is a refusal for good', async (_, order) => {
  const { paymentId } = await platform().openOrder(order);
  for (const action of ['succeed', 'dispute', 'dispute_lost']) await actUnheard(paymentId, action);
  await platform().sync(paymentId);

  const headers = { ...platform().operator, 'idempotency-key': 'k' };
  const url = `${platform().url}/api/v1/payments/${paymentId}/refunds`;
  const answer = await send(url, { method: 'POST', headers, json: {} });

  expect(answer).toMatchObject({ status: 409, body: { error: 'The payment provider refuses this refund' } });
});
