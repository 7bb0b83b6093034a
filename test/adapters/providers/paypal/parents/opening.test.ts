import { describe, expect, test } from 'vitest';
import { anOrder, aRequest, CREDENTIALS, ORDER_ID, ok, REFERENCE, scripted } from '../scripted.ts';

async function opened(change: Parameters<typeof aRequest>[0], unit = {}) {
  const { provider, asked } = await scripted({ 'POST /v2/checkout/orders': ok(anOrder({}, unit)) });
  const outcome = await provider.open(CREDENTIALS, aRequest(change));
  return { outcome, headers: asked[0]?.headers, body: JSON.parse(asked[0]?.body ?? '{}') };
}

describe('An order', () => {
  test('an order for a page carries our reference, the key, the buyer and the way back', async () => {
    const { outcome, headers, body } = await opened({}, { reference_id: 'redirect' });

    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { parentId: ORDER_ID, intentId: null, handover: `https://www.paypal.com/checkoutnow?token=${ORDER_ID}` },
    });
    expect(headers).toMatchObject({ 'paypal-request-id': 'a key', authorization: 'Bearer A21AA-token' });
    expect(body).toEqual({
      intent: 'CAPTURE',
      purchase_units: [
        {
          reference_id: 'redirect',
          custom_id: REFERENCE,
          invoice_id: REFERENCE,
          description: 'Monthly pass',
          amount: { currency_code: 'USD', value: '10.00' },
          soft_descriptor: 'Iron Temple',
        },
      ],
      payer: { email_address: 'buyer@example.com' },
      application_context: {
        shipping_preference: 'NO_SHIPPING',
        user_action: 'PAY_NOW',
        return_url: `https://shop.example/thanks?payment_id=${REFERENCE}&result=pending&x=1`,
        cancel_url: `https://shop.example/thanks?payment_id=${REFERENCE}&result=failure&x=1`,
      },
    });
  });

  test('an order for PayPal’s SDK is handed over by its id', async () => {
    const { outcome, body } = await opened({ flow: 'client', returnUrl: null, statementDescriptor: null });

    expect(outcome).toMatchObject({ kind: 'ok', value: { handover: ORDER_ID } });
    expect(Object.keys(body)).toEqual(['intent', 'purchase_units', 'application_context']);
    expect(body.purchase_units[0]).not.toHaveProperty('soft_descriptor');
  });

  test.each([
    ['without a page', anOrder({ links: [] }, { reference_id: 'redirect' })],
    [
      'with a page that is none',
      anOrder({ links: [{ rel: 'approve', href: 'javascript:x' }] }, { reference_id: 'redirect' }),
    ],
    ['of two units', anOrder({ purchase_units: [{}, {}] })],
    ['without a status', anOrder({ status: '' })],
    ['whose id is a path', anOrder({ id: '../x' })],
  ])('an answer %s is no order', async (_what, body) => {
    const { provider } = await scripted({ 'POST /v2/checkout/orders': ok(body) });

    expect(await provider.open(CREDENTIALS, aRequest())).toMatchObject({ kind: 'unknown' });
  });
});
