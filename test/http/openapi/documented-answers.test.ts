import { expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { aPayment } from '../../domain/builders.ts';
import { anOrderPayment, aServer, bearer, ORDER_ID, PAYMENT_ID, recording } from '../harness.ts';

const HANDED_OVER = { payment: anOrderPayment(), handover: 'pi_xxx_secret_xxx' };
const CHECKOUT = { gym_id: 'iron-temple', amount: 5000.0, title: 'Monthly pass', payer_email: 'user@example.com' };

test('an intent is answered with 201 and exactly the documented fields', async () => {
  const openIntent = recording(HANDED_OVER);
  const server = aServer({ openIntent: openIntent.behaviour });

  const response = await server.inject({
    method: 'POST',
    url: '/api/v1/payments/intent',
    headers: bearer(),
    payload: { order_id: ORDER_ID.toUpperCase(), customer_email: 'user@example.com', unknown: 'ignored' },
  });

  expect(response.statusCode).toBe(201);
  expect(response.body).toBe(
    JSON.stringify({
      status: 'success',
      data: {
        payment_id: PAYMENT_ID,
        client_secret: 'pi_xxx_secret_xxx',
        amount: 1000,
        currency: 'jpy',
        status: 'pending',
      },
    }),
  );
  expect(openIntent.calls).toEqual([[{ userId: 'user-1', orderId: ORDER_ID, customerEmail: 'user@example.com' }]]);
});

test.each([{}, { customer_email: null }])('an optional field may be null or left out: %j', async (rest) => {
  const openIntent = recording(HANDED_OVER);
  const server = aServer({ openIntent: openIntent.behaviour });

  const payload = { order_id: ORDER_ID, ...rest };
  const response = await server.inject({ method: 'POST', url: '/api/v1/payments/intent', headers: bearer(), payload });

  expect(response.statusCode).toBe(201);
  expect(openIntent.calls).toEqual([[{ userId: 'user-1', orderId: ORDER_ID, customerEmail: null }]]);
});

test('a payment is shown with exactly the documented fields, its times in UTC without zone or fraction', async () => {
  const findPayment = recording(anOrderPayment({ status: 'succeeded' }));
  const server = aServer({ findPayment: findPayment.behaviour });

  const url = `/api/v1/payments/${PAYMENT_ID.toUpperCase()}`;
  const response = await server.inject({ url, headers: bearer({ scope: 'payments:manage  gyms:write' }) });

  expect(response.statusCode).toBe(200);
  expect(response.body).toBe(
    JSON.stringify({
      status: 'success',
      data: {
        id: PAYMENT_ID,
        order_id: ORDER_ID,
        stripe_payment_intent_id: 'pi_xxx',
        amount: 1000,
        currency: 'jpy',
        status: 'succeeded',
        created_at: '2024-01-01T00:00:00',
        updated_at: '2024-01-02T03:04:05',
      },
    }),
  );
  const actor = { userId: 'user-1', scopes: ['payments:manage', 'gyms:write'] };
  expect(findPayment.calls).toEqual([[actor, PAYMENT_ID]]);
});

test("a gym's checkout is shown without an order, in minor units", async () => {
  const server = aServer({ findPayment: async () => aPayment({ id: PAYMENT_ID, amount: money(500_000, 'ARS') }) });

  const response = await server.inject({ url: `/api/v1/payments/${PAYMENT_ID}`, headers: bearer() });

  const shown = { order_id: null, stripe_payment_intent_id: null, amount: 500_000, currency: 'ars' };
  expect(response.json().data).toMatchObject(shown);
});

test('a checkout is answered with 200 and exactly the documented fields', async () => {
  const openCheckout = recording({ payment: aPayment(), handover: 'https://pay.example/redirect?pref_id=1' });
  const server = aServer({ openCheckout: openCheckout.behaviour });

  const response = await server.inject({
    method: 'POST',
    url: '/api/v1/payments/checkout',
    headers: bearer(),
    payload: CHECKOUT,
  });

  expect(response.statusCode).toBe(200);
  expect(response.body).toBe('{"success":true,"init_point":"https://pay.example/redirect?pref_id=1"}');
  const input = { gymSlug: 'iron-temple', amount: '5000', title: 'Monthly pass', payerEmail: 'user@example.com' };
  expect(openCheckout.calls).toEqual([[{ userId: 'user-1', ...input }]]);
});

test.each([
  ['5000.00', '5000'],
  ['0.1', '0.1'],
  ['10.005', '10.005'],
  ['123456789.99', '123456789.99'],
  ['1e3', '1000'],
])('the amount %s reaches the app as the text %s', async (written, read) => {
  const openCheckout = recording({ payment: aPayment(), handover: 'https://pay.example/' });
  const server = aServer({ openCheckout: openCheckout.behaviour });

  await server.inject({
    method: 'POST',
    url: '/api/v1/payments/checkout',
    headers: { ...bearer(), 'content-type': 'application/json' },
    payload: JSON.stringify(CHECKOUT).replace('5000', written),
  });

  expect(openCheckout.calls).toEqual([[expect.objectContaining({ amount: read })]]);
});

const RECEIVED = {
  eventId: 'evt_xxx',
  eventType: 'payment.paid',
  intentId: 'pi_xxx',
  status: 'succeeded',
  isVerified: true,
} as const;

test.each([
  ['/api/v1/payments/webhook', 'somepay'],
  ['/api/v1/payments/webhook/somepay', 'somepay'],
  ['/api/v1/payments/webhook/otherpay', 'otherpay'],
])('a notification at %s is one for the platform account at %s', async (url, provider) => {
  const receiveNotification = recording(RECEIVED);
  const server = aServer({ receiveNotification: receiveNotification.behaviour });

  const response = await server.inject({ method: 'POST', url, payload: '{}' });

  expect(response.statusCode).toBe(200);
  const data = '{"event_id":"evt_xxx","event_type":"payment.paid","payment_intent_id":"pi_xxx","status":"succeeded"}';
  expect(response.body).toBe(`{"status":"success","data":${data}}`);
  expect(receiveNotification.calls).toEqual([[{ kind: 'platform', provider }, expect.anything()]]);
});

test('a notification about nothing of ours is answered with nulls', async () => {
  const nothing = { eventId: null, eventType: null, intentId: null, status: 'ignored', isVerified: true } as const;
  const server = aServer({ receiveNotification: async () => nothing });

  const response = await server.inject({ method: 'POST', url: '/api/v1/payments/webhook' });

  expect(response.json().data).toEqual({
    event_id: null,
    event_type: null,
    payment_intent_id: null,
    status: 'ignored',
  });
});

test("a gym's notification is answered as processed, whatever it was about", async () => {
  const receiveNotification = recording(RECEIVED);
  const server = aServer({ receiveNotification: receiveNotification.behaviour });

  const response = await server.inject({ method: 'POST', url: '/webhook/iron-temple', payload: '{}' });

  expect(response.statusCode).toBe(200);
  expect(response.body).toBe('{"status":"processed"}');
  expect(receiveNotification.calls).toEqual([[{ kind: 'gym', slug: 'iron-temple' }, expect.anything()]]);
});

test('liveness is exactly the documented body, without asking the app', async () => {
  const response = await aServer().inject('/health');

  expect(response.statusCode).toBe(200);
  expect(response.body).toBe('{"status":"ok","service":"fitstack-payments"}');
});

test('readiness asks the app', async () => {
  const ready = recording(undefined);
  const response = await aServer({ ready: ready.behaviour }).inject('/ready');

  expect(response.statusCode).toBe(200);
  expect(ready.calls).toHaveLength(1);
});
