import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { type Answer, dataOf, type Json, send } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();

/** What the customer, or the seller in the provider's dashboard, does; the provider notifies us of it. */
const act = (paymentId: string, action: string) =>
  send(`${platform().sandboxUrl}/sandbox/payments/${paymentId}/${action}`, { method: 'POST' });

function refund(paymentId: string, body: Json, key: string = randomUUID()): Promise<Answer> {
  const headers = { ...platform().operator, 'idempotency-key': key };
  return send(`${platform().url}/api/v1/payments/${paymentId}/refunds`, { headers, json: body });
}

async function refundsOf(paymentId: string): Promise<unknown[]> {
  const url = `${platform().url}/api/v1/payments/${paymentId}/refunds`;
  const { items } = dataOf(await send(url, { method: 'GET', headers: platform().operator }));
  return (items as Json[]).map(({ amount, status }) => [amount, status]);
}

test.each([
  ['stripe', { amount: 1_000, currency: 'usd' }],
  ['mercadopago', { amount: 1_000, currency: 'ars', provider: 'mercadopago' }],
])('money of an order paid through %s goes back in parts, by us and by its dashboard', async (_, order) => {
  const { paymentId } = await platform().openOrder(order);
  await act(paymentId, 'succeed');
  const key = randomUUID();

  const first = await refund(paymentId, { amount: 250, reason: 'torn' }, key);
  expect(first.status).toBe(201);
  expect(dataOf(first)).toMatchObject({ payment_id: paymentId, amount: 250, status: 'succeeded', reason: 'torn' });
  expect(await refund(paymentId, { amount: 250, reason: 'torn' }, key)).toEqual(first);
  await act(paymentId, 'refund?amount=1.50');
  expect((await refund(paymentId, { amount: 601 })).status).toBe(409);
  expect((await refund(paymentId, {})).status).toBe(201);

  expect(await refundsOf(paymentId)).toEqual([600, 150, 250].map((amount) => [amount, 'succeeded']));
  expect(await platform().statusOf(paymentId)).toBe('succeeded');
});

test.each([
  ['stripe', { amount: 1_000, currency: 'usd' }],
  ['mercadopago', { amount: 1_000, currency: 'ars', provider: 'mercadopago' }],
])(
  'money that went back in the dashboard of %s is known after a sync, though no notification reported it',
  async (_, order) => {
    const { paymentId } = await platform().openOrder(order);
    await act(paymentId, 'succeed');
    await act(paymentId, 'refund?amount=1.50&hold=1');
    expect(await refundsOf(paymentId)).toEqual([]);

    expect((await platform().sync(paymentId)).status).toBe(200);

    expect(await refundsOf(paymentId)).toEqual([[150, 'succeeded']]);
  },
);

const switchFault = (fault: string, provider: string, more: Json = {}) =>
  send(`${platform().sandboxUrl}/sandbox/faults`, {
    json: { fault, provider, operation: 'refund', times: 1, ...more },
  });

async function detailsOf(paymentId: string): Promise<Json> {
  const url = `${platform().url}/api/v1/payments/${paymentId}/details`;
  return dataOf(await send(url, { method: 'GET', headers: platform().operator }));
}

describe.each([
  ['stripe', { amount: 1_000, currency: 'usd' }],
  ['mercadopago', { amount: 1_000, currency: 'ars', provider: 'mercadopago' }],
])('a refund through %s', (provider, order) => {
  afterEach(() => send(`${platform().sandboxUrl}/sandbox/faults`, { method: 'DELETE' }));

  test.each(['other_amount', 'other_currency'])('a refund whose answer is struck by %s is made once', async (fault) => {
    const { paymentId } = await platform().openOrder(order);
    await act(paymentId, 'succeed');
    await switchFault(fault, provider);

    const made = await refund(paymentId, { amount: 300 });
    expect((await platform().sync(paymentId)).status).toBe(200);

    expect(dataOf(made)).toMatchObject({ amount: 300, currency: order.currency, status: 'succeeded' });
    expect(await refundsOf(paymentId)).toEqual([[300, 'succeeded']]);
  });

  test('a refund that was lost, and that one in the dashboard leaves too little for, has failed', async () => {
    const { paymentId } = await platform().openOrder(order);
    await act(paymentId, 'succeed');
    await switchFault('reset', provider, { times: 2 });
    const key = randomUUID();
    expect((await refund(paymentId, { amount: 600 }, key)).status).toBe(502);
    await act(paymentId, 'refund?amount=7.00');

    expect((await refund(paymentId, { amount: 600 }, key)).status).toBe(409);

    expect(await refundsOf(paymentId)).toEqual([
      [700, 'succeeded'],
      [600, 'failed'],
    ]);
    expect((await detailsOf(paymentId))['amounts']).toMatchObject({ captured: 1_000, refunded: 700 });
  });
});
