import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataOf, MERCADO_PAGO, type Opened, type Platform, type Seller, startPlatform } from '../support/platform.ts';
import { mercadoPagoBody, mercadoPagoHeaders } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const GYM = 'iron-temple';
const PLATFORM = '/api/v1/payments/webhook/mercadopago';
const PROCESSED = { status: 200, body: { status: 'processed' } };
const MALFORMED = {
  status: 400,
  body: { success: false, error: "The webhook can't be read", code: 'VALIDATION_ERROR' },
};
/** JSON numbers can't carry it. */
const CHARGEBACK = '9007199254740993';

let platform: Platform;
let seller: Seller;
beforeAll(async () => {
  platform = await startPlatform();
  seller = await platform.newSeller();
  await platform.putGym(GYM, seller);
});
afterAll(() => platform.stop());

function notify(id: string, query: string, body: string) {
  return platform.deliver(`/webhook/${GYM}?${query}`, mercadoPagoHeaders({ id, secret: seller.secret }), body);
}

/** A checkout that was paid, which no notification has reported yet. */
async function aPaidCheckout(): Promise<Opened & { id: string }> {
  const opened = await platform.openCheckout(GYM);
  const [id = ''] = await platform.customer(opened.parentId, 'succeed');
  return { ...opened, id };
}

describe('A gym’s notification', () => {
  test('A gym’s notification of a payment is fetched and counts', async () => {
    const { paymentId, id } = await aPaidCheckout();

    expect(await notify(id, `data.id=${id}&type=payment`, mercadoPagoBody(id))).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  });

  test.each([
    ['the panel’s test, whose payment isn’t there', '123456', 'payment', '"123456"'],
    ['a chargeback with its id as text', CHARGEBACK, 'topic_chargebacks_wh', `"${CHARGEBACK}"`],
    ['a chargeback with its id as a number', CHARGEBACK, 'topic_chargebacks_wh', CHARGEBACK],
    ['a payment whose id a number can’t carry', CHARGEBACK, 'payment', CHARGEBACK],
    ['a connected application', 'APP-1', 'mp-connect', '"APP-1"'],
    ['a merchant order', '4945357007', 'topic_merchant_order_wh', '"4945357007"'],
    ['a claim', '5033319320', 'topic_claims_integration_wh', '5033319320'],
    ['something new', '7', 'topic_of_tomorrow', '{"id":7}'],
  ])('A gym’s notification of %s is accepted, and changes nothing', async (_, id, type, reported) => {
    const body = `{"action":"${type}","type":"${type}","data":{"id":${reported}}}`;

    expect(await notify(id, `data.id=${id}&type=${type}`, body)).toEqual(PROCESSED);
  });

  test.each([
    ['another id than was signed', (id: string) => mercadoPagoBody(`${id}1`)],
    ['no JSON', () => 'payment'],
    ['half of JSON', () => '{"data":{"id":'],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['nothing', () => ''],
    ['bytes that are no UTF-8', () => Buffer.from([0x7b, 0xff, 0x7d])],
  ])('A gym’s notification whose body is %s is malformed', async (_, body) => {
    const { paymentId, id } = await aPaidCheckout();
    const headers = mercadoPagoHeaders({ id, secret: seller.secret });

    expect(await platform.deliver(`/webhook/${GYM}?data.id=${id}&type=payment`, headers, body(id))).toEqual(MALFORMED);
    expect(await platform.statusOf(paymentId)).toBe('pending');
  });

  test('A gym’s notification in one of the older shapes, which are never signed, is accepted and does nothing', async () => {
    const { paymentId, id } = await aPaidCheckout();
    const resource = JSON.stringify({ topic: 'payment', resource: `https://api.mercadolibre.com/payments/${id}` });
    const order = JSON.stringify({ topic: 'merchant_order', resource: 'https://api.mercadolibre.com/orders/1' });
    const shapes = [
      [`?topic=payment&id=${id}`, resource],
      [`?id=${id}&topic=payment`, ''],
      ['?topic=merchant_order&id=1', order],
      ['', resource],
    ] as const;

    for (const [query, body] of shapes) {
      expect(await platform.deliver(`/webhook/${GYM}${query}`, {}, body)).toEqual(PROCESSED);
      expect((await platform.deliver(`${PLATFORM}${query}`, {}, body)).status).toBe(200);
    }
    // Not even with the signature of a real one beside it.
    expect(await notify(id, `topic=payment&id=${id}`, resource)).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('pending');
  });

  test('A gym’s notification to a gym that isn’t there is turned away, whatever its signature', async () => {
    for (const slug of ['no-such-gym', 'IRON-TEMPLE', 'iron_temple', '%00', 'a'.repeat(200)])
      expect(await platform.deliver(`/webhook/${slug}?data.id=1`, {})).toMatchObject({
        status: 404,
        body: { success: false, code: 'GYM_NOT_FOUND' },
      });
  });

  test('N4: a gym’s notification is known by what was fetched, since nothing else of it is signed', async () => {
    const { paymentId, parentId } = await platform.openCheckout(GYM);
    const [id = ''] = await platform.customer(parentId, 'process');
    const headers = mercadoPagoHeaders({ id, secret: seller.secret, requestId: 'the-same' });
    const again = () => platform.deliver(`/webhook/${GYM}?data.id=${id}&type=payment`, headers, mercadoPagoBody(id));

    for (let times = 0; times < 3; times += 1) expect(await again()).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('processing');
    await platform.customer(parentId, 'succeed');

    // Byte for byte what was processed before; and it says something new.
    expect(await again()).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  });

  test('A gym’s notification says “payment” in query or body: neither is signed, so a changed word hides nothing', async () => {
    for (const [query, body] of [
      ['type=topic_claims_integration_wh', 'payment'],
      ['type=payment', 'topic_claims_integration_wh'],
    ]) {
      const { paymentId, id } = await aPaidCheckout();
      expect(await notify(id, `data.id=${id}&${query}`, mercadoPagoBody(id, { type: body }))).toEqual(PROCESSED);
      expect(await platform.statusOf(paymentId)).toBe('succeeded');
    }
  });
});

describe('A notification to the platform’s own account', () => {
  const notifyOf = (id: string, body: string) =>
    platform.deliver(
      `${PLATFORM}?data.id=${id}&type=payment`,
      mercadoPagoHeaders({ id, secret: MERCADO_PAGO.secrets[1] }),
      body,
    );

  test('A notification to the platform’s own account is answered with the status of an order’s payment', async () => {
    const opened = await platform.openOrder({ provider: 'mercadopago', amount: 500_000, currency: 'ars' });
    const [id = ''] = await platform.customer(opened.parentId, 'fail');
    const reported = { event_id: '128483944749', event_type: 'payment.updated', payment_intent_id: null };

    expect(dataOf(await notifyOf(id, mercadoPagoBody(id)))).toEqual({ ...reported, status: 'failed' });
    const [paid = ''] = await platform.customer(opened.parentId, 'succeed');
    expect(dataOf(await notifyOf(paid, mercadoPagoBody(paid)))).toEqual({ ...reported, status: 'succeeded' });
    expect(await platform.statusOf(opened.paymentId)).toBe('succeeded');
  });

  test('A notification to the platform’s own account is ignored when it is about something else, and malformed in the words of its API', async () => {
    expect(dataOf(await notifyOf('123456', mercadoPagoBody('123456')))).toMatchObject({ status: 'ignored' });
    expect(await notifyOf('123456', mercadoPagoBody('654321'))).toEqual({
      status: 400,
      body: { status: 'error', error: 'Invalid webhook signature', code: 400 },
    });
    const elsewhere = mercadoPagoHeaders({ id: '1', secret: seller.secret, requestId: randomUUID() });
    expect((await platform.deliver(`${PLATFORM}?data.id=1`, elsewhere, mercadoPagoBody('1'))).status).toBe(400);
  });
});
