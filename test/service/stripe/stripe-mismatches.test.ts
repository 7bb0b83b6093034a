import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { dataOf, type Opened, type Platform, STRIPE, send } from '../support/platform.ts';
import { anEvent, anIntent, PAID, stripeSignature } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const [SECRET] = STRIPE.secrets;
const GYM = { token: STRIPE.key, userId: '', secret: 'whsec_of_the_gym' };

const { platform, anomaliesOf } = onAnyDatabase((started: Platform) =>
  started.putGym('stripe-gym', GYM, { provider: 'stripe', return_url: 'https://gym.example/thanks' }),
);

function notify(event: object, path = '/api/v1/payments/webhook', secret: string = SECRET) {
  const body = JSON.stringify(event);
  return platform().deliver(path, { 'stripe-signature': stripeSignature(body, secret) }, body);
}

async function expectAnomalies(paymentId: string, kinds: readonly string[]): Promise<void> {
  const found = await anomaliesOf(paymentId);
  if (found !== null) expect(found.map(({ kind }) => kind)).toEqual(kinds);
}

type Reported = (opened: Opened) => object;
const succeeded = (object: object, changes?: Record<string, unknown>) =>
  anEvent('payment_intent.succeeded', object, changes);

describe('M3: money that doesn’t agree with the payment', () => {
  test.each<[string, string, Reported]>([
    ['of another amount', 'amount_mismatch', (our) => succeeded(ofOurs(our, { amount: 999, amount_received: 999 }))],
    ['of a larger amount', 'amount_mismatch', (our) => succeeded(ofOurs(our, { amount: 1001, amount_received: 1001 }))],
    ['captured less than asked', 'amount_mismatch', (our) => succeeded(ofOurs(our, { amount_received: 999 }))],
    ['of no amount that can be read', 'amount_mismatch', (our) => succeeded(ofOurs(our, { amount: '1000' }))],
    ['in another currency', 'currency_mismatch', (our) => succeeded(ofOurs(our, { currency: 'krw' }))],
    ['in live mode', 'account_mismatch', (our) => succeeded(ofOurs(our, { livemode: true }))],
    ['without a mode', 'account_mismatch', (our) => succeeded(ofOurs(our, { livemode: undefined }))],
    ['of a connected account', 'account_mismatch', (our) => succeeded(ofOurs(our), { account: 'acct_1' })],
    ['without our reference', 'reference_mismatch', (our) => succeeded(ofOurs(our, { metadata: {} }))],
    ['of another intent', 'parent_mismatch', ({ paymentId }) => succeeded(anIntent('pi_other', paymentId, PAID))],
    [
      'of a page to which no buyer was sent',
      'parent_mismatch',
      (our) => anEvent('checkout.session.completed', aPage(our)),
    ],
  ])('M3: money %s is an anomaly, and does not make the payment paid', async (_, kind, reported) => {
    const opened = await platform().openOrder();

    for (const _twice of [1, 2])
      expect(await notify(reported(opened))).toMatchObject({ status: 200, body: { data: { status: 'pending' } } });

    expect(await platform().statusOf(opened.paymentId)).toBe('pending');
    await expectAnomalies(opened.paymentId, [kind]);
    // What is right still counts after all of that.
    expect(await notify(succeeded(ofOurs(opened)))).toMatchObject({ body: { data: { status: 'succeeded' } } });
  });

  test('M3: money with the reference of another payment changes neither', async () => {
    const [ours, theirs] = [await platform().openOrder(), await platform().openOrder()];

    await notify(succeeded(anIntent(ours.parentId, theirs.paymentId, PAID)));

    for (const { paymentId } of [ours, theirs]) expect(await platform().statusOf(paymentId)).toBe('pending');
    await expectAnomalies(theirs.paymentId, ['parent_mismatch']);
  });

  test('M3: money that is reported to a gym about an order of the platform changes neither, and the other way round', async () => {
    const order = await platform().openOrder();
    const checkout = await platform().openCheckout('stripe-gym');
    const paidPage = aPage(checkout, { amount_total: 500_000, currency: 'ars', id: checkout.parentId });

    const gym = await notify(succeeded(ofOurs(order)), '/webhook/stripe-gym', GYM.secret);
    const own = await notify(anEvent('checkout.session.completed', paidPage));

    expect(gym).toEqual({ status: 200, body: { status: 'processed' } });
    expect(own).toMatchObject({ status: 200, body: { data: { status: 'ignored' } } });
    for (const { paymentId } of [order, checkout]) {
      expect(await platform().statusOf(paymentId)).toBe('pending');
      await expectAnomalies(paymentId, ['account_mismatch']);
    }
  });

  test('M3: money in words that we don’t know is an anomaly, and the status stays', async () => {
    const opened = await platform().openOrder();

    const answer = await notify(anEvent('payment_intent.processing', ofOurs(opened, { status: 'teleported' })));

    expect(answer).toMatchObject({ status: 200, body: { data: { status: 'pending' } } });
    await expectAnomalies(opened.paymentId, ['unknown_status']);
  });
});

test('M6: money after the end is taken, once, and asks to be looked at', async () => {
  const opened = await platform().openOrder();
  await notify(anEvent('payment_intent.canceled', ofOurs(opened, { status: 'canceled', amount_received: 0 })));
  expect(await platform().statusOf(opened.paymentId)).toBe('cancelled');

  for (const _twice of [1, 2]) await notify(succeeded(ofOurs(opened)));

  expect(await platform().statusOf(opened.paymentId)).toBe('succeeded');
  await expectAnomalies(opened.paymentId, ['paid_after_cancel']);
});

describe('M6: money for an order that is no longer what was paid for', () => {
  /** A payment that was over, and is paid all the same. */
  const isPaidLate = async (opened: Opened) => {
    expect(await notify(succeeded(ofOurs(opened)))).toMatchObject({ body: { data: { status: 'succeeded' } } });
  };
  const isCanceled = (opened: Opened) =>
    notify(anEvent('payment_intent.canceled', ofOurs(opened, { status: 'canceled', amount_received: 0 })));

  async function statusOfOrder(orderId: string): Promise<unknown> {
    const { url, operator: headers } = platform();
    return dataOf(await send(`${url}/api/v1/orders/${orderId}`, { method: 'GET', headers }))['status'];
  }

  test('M6: money for an order that another payment has paid counts, as the other does, and the second asks to be looked at', async () => {
    const first = await platform().openOrder();
    await isCanceled(first);
    const second = await platform().openIntent(first.orderId);
    expect(second.paymentId).not.toBe(first.paymentId);
    await notify(succeeded(ofOurs(second)));

    await isPaidLate(first);

    expect(await statusOfOrder(first.orderId)).toBe('paid');
    await expectAnomalies(second.paymentId, []);
    await expectAnomalies(first.paymentId, ['order_paid_twice', 'paid_after_cancel']);
  });

  test.each([
    ['another amount', { amount: 2000 }],
    ['another currency', { currency: 'krw' }],
    ['nothing any more', { status: 'cancelled' }],
  ])('M6: money for an order that asks for %s leaves the order as it is', async (_, changes) => {
    const opened = await platform().openOrder();
    await isCanceled(opened);
    await platform().putOrder(opened.orderId, changes);
    const before = await statusOfOrder(opened.orderId);

    await isPaidLate(opened);

    expect(await statusOfOrder(opened.orderId)).toBe(before);
    await expectAnomalies(opened.paymentId, ['order_differs', 'paid_after_cancel']);
  });
});

/** Our own intent, paid; and what is wrong with it. */
function ofOurs({ paymentId, parentId }: Opened, changes: Record<string, unknown> = {}) {
  return anIntent(parentId, paymentId, { ...PAID, ...changes });
}

function aPage({ paymentId }: Opened, changes: Record<string, unknown> = {}) {
  return {
    id: 'cs_test_of_no_buyer',
    object: 'checkout.session',
    amount_total: 1000,
    currency: 'jpy',
    livemode: false,
    metadata: { payment_id: paymentId },
    mode: 'payment',
    payment_intent: `pi_of_a_page_for_${paymentId.slice(0, 8)}`,
    payment_status: 'paid',
    status: 'complete',
    url: null,
    ...changes,
  };
}
