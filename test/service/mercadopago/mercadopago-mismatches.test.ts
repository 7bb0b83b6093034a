import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { type Json, MERCADO_PAGO, type Seller, send } from '../support/platform.ts';
import { mercadoPagoBody, mercadoPagoHeaders } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PROCESSED = { status: 200, body: { status: 'processed' } };

let a: Seller;
let b: Seller;
const { platform, anomaliesOf } = onAnyDatabase(async (started) => {
  [a, b] = [await started.newSeller(), await started.newSeller()];
  await started.putGym('gym-a', a);
  await started.putGym('gym-b', b);
});

/** What a seller makes, and pays, in their own account without us; the provider's ids of the payments. */
async function paysThemselves(seller: Seller, reference: string, price: Json = {}): Promise<string> {
  const items = [{ title: 'Nothing', quantity: 1, unit_price: 5000, currency_id: 'ARS', ...price }];
  const preference = { items, external_reference: reference, notification_url: 'http://127.0.0.1:9/no-server' };
  const { body } = await platform().asSeller(seller, '/checkout/preferences', preference);
  const [id = ''] = await platform().customer(String(body['id']), 'succeed');
  return id;
}

function notify(gym: string, id: string, secret: string) {
  const headers = mercadoPagoHeaders({ id, secret });
  return platform().deliver(`/webhook/${gym}?data.id=${id}&type=payment`, headers, mercadoPagoBody(id));
}

async function expectAnomalies(paymentId: string, kinds: readonly string[]): Promise<void> {
  const found = await anomaliesOf(paymentId);
  if (found !== null) expect(found.map(({ kind }) => kind)).toEqual(kinds);
}

describe('N6: gym B pays itself for gym A’s payment', () => {
  test('N6: gym B pays itself for gym A’s payment and notifies at its own address: the payment stays as it was, and says so', async () => {
    const { paymentId, parentId } = await platform().openCheckout('gym-a');
    const id = await paysThemselves(b, paymentId);

    for (const _twice of [1, 2]) expect(await notify('gym-b', id, b.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(paymentId, ['account_mismatch']);
    // The real customer can still pay it.
    const [own = ''] = await platform().customer(parentId, 'succeed');
    await notify('gym-a', own, a.secret);
    expect(await platform().statusOf(paymentId)).toBe('succeeded');
  });

  test('N6: gym B pays itself for gym A’s payment and notifies at gym A’s address with its own secret: no provider is asked', async () => {
    const { paymentId } = await platform().openCheckout('gym-a');
    const id = await paysThemselves(b, paymentId);

    expect(await notify('gym-a', id, b.secret)).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } });

    expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(paymentId, []);
  });

  test('N6: gym B pays itself for gym A’s payment and gym A’s own secret signs it: gym A’s account has no such payment', async () => {
    const { paymentId } = await platform().openCheckout('gym-a');
    const id = await paysThemselves(b, paymentId);

    expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('pending');
  });

  test('N6: gym B pays itself for gym A’s payment and the payment is an order’s of the platform: it stays as it was', async () => {
    const { paymentId } = await platform().openOrder({ provider: 'mercadopago', amount: 500_000, currency: 'ars' });
    const id = await paysThemselves(b, paymentId);

    expect(await notify('gym-b', id, b.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(paymentId, ['account_mismatch']);
  });

  test('N6: gym B pays itself for gym A’s payment and was gym A before: what it held then is still only its own account’s', async () => {
    await platform().putGym('sold', b);
    await platform().putGym('sold', a);
    const { paymentId } = await platform().openCheckout('sold');
    const id = await paysThemselves(b, paymentId);

    expect(await notify('sold', id, b.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(paymentId, ['account_mismatch']);
  });
});

describe('M3: money in the right account that doesn’t agree with the payment', () => {
  test.each([
    ['a larger amount', { unit_price: 5000.01 }, 'amount_mismatch'],
    ['another currency', { currency_id: 'BRL' }, 'currency_mismatch'],
  ])('M3: %s is an anomaly, and does not make it paid', async (_, price, kind) => {
    const { paymentId } = await platform().openCheckout('gym-a');
    const id = await paysThemselves(a, paymentId, price);

    for (const _twice of [1, 2]) expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(paymentId, [kind]);
  });

  test('M3: a smaller amount does not make it paid, and waits for the rest as a part of a split purchase does', async () => {
    const { paymentId } = await platform().openCheckout('gym-a');
    const id = await paysThemselves(a, paymentId, { unit_price: 4999.99 });

    for (const _twice of [1, 2]) expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('processing');
    await expectAnomalies(paymentId, []);
  });

  test.each([
    ['other_account', 'account_mismatch'],
    ['other_amount', 'amount_mismatch'],
    ['other_currency', 'currency_mismatch'],
  ])('M3: %s in what Mercado Pago answers is an anomaly, until it answers rightly', async (fault, kind) => {
    const { paymentId, parentId } = await platform().openCheckout('gym-a');
    const [id = ''] = await platform().customer(parentId, 'succeed');
    const faults = `${platform().sandboxUrl}/sandbox/faults`;
    await send(faults, { json: { fault, provider: 'mercadopago', operation: 'fetch' } });

    expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);
    await send(faults, { method: 'DELETE' });

    expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(paymentId, [kind]);
    expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);
    expect(await platform().statusOf(paymentId)).toBe('succeeded');
  });

  test.each([
    ['of another platform', '00000000-0000-4000-8000-000000000000'],
    ['no id', 'sale-7'],
  ])('M3: a reference that is %s is about nothing of ours', async (_, reference) => {
    const id = await paysThemselves(a, reference);

    expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);
  });
});

describe('M6: a checkout that is paid', () => {
  test('M6: a checkout that is paid twice is paid once, and the second payment is an anomaly', async () => {
    const { paymentId, parentId } = await platform().openCheckout('gym-a');
    const ids = await platform().customer(parentId, 'pay_twice');
    expect(ids).toHaveLength(2);

    for (const id of [...ids, ...ids]) expect(await notify('gym-a', id, a.secret)).toEqual(PROCESSED);

    expect(await platform().statusOf(paymentId)).toBe('succeeded');
    await expectAnomalies(paymentId, ['paid_twice']);
  });

  test('M6: a checkout that is paid twice without a notification is found out by asking', async () => {
    const { paymentId, parentId } = await platform().openCheckout('gym-a');
    const ids = await platform().customer(parentId, 'pay_twice');

    for (const _again of [1, 2]) expect((await platform().sync(paymentId)).status).toBe(200);

    const url = `${platform().url}/api/v1/payments/${paymentId}/details`;
    const { body } = await send(url, { method: 'GET', headers: platform().operator });
    const { status, attempts, anomalies } = body['data'] as { status: string; attempts: Json[]; anomalies: Json[] };
    expect(status).toBe('succeeded');
    expect(attempts.map((one) => one['provider_payment_id']).toSorted()).toEqual(ids.toSorted());
    expect(anomalies.map(({ kind }) => kind)).toEqual(['paid_twice']);
  });

  test('M6: a checkout that is paid after its order was cancelled counts, and asks to be looked at', async () => {
    const order = { provider: 'mercadopago', amount: 500_000, currency: 'ars' };
    const { orderId, paymentId } = await platform().openOrder(order);
    await platform().putOrder(orderId, { ...order, status: 'cancelled' });
    expect(await platform().statusOf(paymentId)).toBe('cancelled');
    // Through a page that the gateway doesn't know, of the right account, as a call whose answer was lost leaves behind.
    const own = { token: MERCADO_PAGO.token, userId: '', secret: MERCADO_PAGO.secrets[0] };
    const id = await paysThemselves(own, paymentId);

    const headers = mercadoPagoHeaders({ id, secret: MERCADO_PAGO.secrets[0] });
    const path = `/api/v1/payments/webhook/mercadopago?data.id=${id}&type=payment`;
    const answer = await platform().deliver(path, headers, mercadoPagoBody(id));

    expect(answer).toMatchObject({ status: 200, body: { data: { status: 'succeeded' } } });
    await expectAnomalies(paymentId, ['order_differs', 'paid_after_cancel']);
  });
});
