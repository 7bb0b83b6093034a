import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { type Answer, dataOf, type Json, type Opened, STRIPE, send } from '../support/platform.ts';
import { anEvent, stripeSignature } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();
const HELD = { amount: 2_000, currency: 'usd', capture_method: 'manual' };
const [SECRET] = STRIPE.secrets;

const act = (paymentId: string, action: string) =>
  send(`${platform().sandboxUrl}/sandbox/payments/${paymentId}/${action}`, { method: 'POST' });

function manage(paymentId: string, what: string, json: Json = {}): Promise<Answer> {
  const headers = { ...platform().operator, 'idempotency-key': randomUUID() };
  return send(`${platform().url}/api/v1/payments/${paymentId}/${what}`, { headers, json });
}

async function detailsOf(paymentId: string): Promise<Json> {
  const url = `${platform().url}/api/v1/payments/${paymentId}/details`;
  return dataOf(await send(url, { method: 'GET', headers: platform().operator }));
}

/** What a customer agreed to, and the seller hasn't taken yet. */
async function aHold(): Promise<Opened> {
  const opened = await platform().openOrder(HELD);
  await act(opened.paymentId, 'succeed');
  return opened;
}

/** As Stripe reports the refund object that it made for what was let go. */
function notifyOfRefund(type: string, parentId: string, changes: Json): Promise<Answer> {
  const refund = { id: 're_of_the_rest', object: 'refund', currency: 'usd', status: 'succeeded', metadata: {} };
  const body = JSON.stringify(anEvent(type, { ...refund, charge: 'ch_1', payment_intent: parentId, ...changes }));
  return platform().deliver('/api/v1/payments/webhook', { 'stripe-signature': stripeSignature(body, SECRET) }, body);
}

describe('what was held and never taken', () => {
  test('what was held and never taken was never refunded: of 2000 that were held 1500 are captured, nothing is refunded, and 1500 can be', async () => {
    const { paymentId, parentId } = await aHold();

    expect((await manage(paymentId, 'capture', { amount: 1_500 })).status).toBe(200);
    for (const type of ['refund.created', 'refund.updated', 'charge.refund.updated', 'charge.refunded'])
      await notifyOfRefund(type, parentId, { amount: 500, ...(type === 'charge.refunded' && { object: 'charge' }) });
    expect((await platform().sync(paymentId)).status).toBe(200);

    const amounts = { authorized: 2_000, captured: 1_500, refunded: 0, refunding: 0 };
    expect(await detailsOf(paymentId)).toMatchObject({ status: 'succeeded', amounts, refunds: [], anomalies: [] });
    const refused = await manage(paymentId, 'refunds', { amount: 1_501 });
    expect(refused.status).toBe(409);
    expect((await manage(paymentId, 'refunds', { amount: 1_500 })).status).toBe(201);
    expect((await platform().sync(paymentId)).status).toBe(200);
    expect(await detailsOf(paymentId)).toMatchObject({
      amounts: { captured: 1_500, refunded: 1_500 },
      refunds: [{ amount: 1_500, status: 'succeeded' }],
      anomalies: [],
    });
  });

  test('a part that the dashboard sends back is distinguished from the rest of the hold, though it is as much', async () => {
    const { paymentId } = await aHold();
    await manage(paymentId, 'capture', { amount: 1_500 });

    await act(paymentId, 'refund?amount=5.00');

    expect(await detailsOf(paymentId)).toMatchObject({
      amounts: { captured: 1_500, refunded: 500 },
      refunds: [{ amount: 500 }],
    });
  });

  test('a hold that is cancelled has captured nothing and refunded nothing', async () => {
    const { paymentId, parentId } = await aHold();

    expect((await manage(paymentId, 'cancel')).status).toBe(200);
    for (const reason of [null, 'requested_by_customer', 'expired_uncaptured_charge'])
      await notifyOfRefund('refund.created', parentId, { amount: 2_000, reason });
    expect((await platform().sync(paymentId)).status).toBe(200);

    const amounts = { authorized: 0, captured: 0, refunded: 0, refunding: 0 };
    expect(await detailsOf(paymentId)).toMatchObject({ status: 'cancelled', amounts, refunds: [], anomalies: [] });
  });
});
