import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../../../src/ports/payment-provider/deliveries.ts';
import { anOrder, aPaidOrder, CAPTURE_ID, CREDENTIALS, ORDER_ID, ok, scripted } from '../scripted.ts';

const UP = [{ rel: 'up', href: `https://api.paypal.com/v2/payments/captures/${CAPTURE_ID}` }];
const LIST = `/v1/customer/disputes?disputed_transaction_id=${CAPTURE_ID}&page_size=50`;
const SCRIPT = {
  [`GET /v2/payments/captures/${CAPTURE_ID}`]: ok({
    id: CAPTURE_ID,
    links: [{ rel: 'up', href: `https://api.paypal.com/v2/checkout/orders/${ORDER_ID}` }],
  }),
  [`GET /v2/checkout/orders/${ORDER_ID}`]: ok(aPaidOrder()),
  [`GET ${LIST}`]: ok({ items: [] }),
};

function delivered(type: string, resource: unknown, id: unknown = 'WH-1'): Delivery {
  const body = Buffer.from(JSON.stringify({ id, event_type: type, resource }));
  return { body, headers: [], query: [], receivedAt: new Date() };
}

describe('An event', () => {
  test.each([
    ['CHECKOUT.ORDER.APPROVED', { id: ORDER_ID }, ORDER_ID],
    ['CHECKOUT.PAYMENT-APPROVAL.REVERSED', { order_id: ORDER_ID }, ORDER_ID],
    ['PAYMENT.CAPTURE.COMPLETED', { id: CAPTURE_ID, links: [] }, CAPTURE_ID],
    ['PAYMENT.CAPTURE.REFUNDED', { id: '1JU08902781691411', links: UP }, CAPTURE_ID],
    ['PAYMENT.REFUND.FAILED', { id: '1JU08902781691411', links: UP }, CAPTURE_ID],
    ['CUSTOMER.DISPUTE.CREATED', { disputed_transactions: [{ seller_transaction_id: CAPTURE_ID }] }, CAPTURE_ID],
  ])('an event %s is about the order of %j, which is fetched', async (type, resource, subject) => {
    const { provider } = await scripted(SCRIPT);
    const delivery = delivered(type, resource);
    const notification = only(provider.split(delivery));

    expect(notification).toMatchObject({ eventId: 'WH-1', eventType: type, subject });
    const kept = provider.redacted(delivery, notification);
    for (const one of [delivery, kept]) {
      const again = only(provider.split(one));
      expect(await provider.translate(CREDENTIALS, again)).toMatchObject({
        ...{ kind: 'ok', value: { key: 'WH-1', report: { parentId: ORDER_ID, fact: { kind: 'succeeded' } } } },
      });
    }
  });

  test.each([
    ['BILLING.PLAN.CREATED', { id: 'P-1' }],
    ['CHECKOUT.ORDER.APPROVED', { id: '../x' }],
    ['CUSTOMER.DISPUTE.CREATED', {}],
  ])('an event %s with %j means nothing, and nothing is fetched', async (type, resource) => {
    const { provider, asked } = await scripted(SCRIPT);
    const notification = only(provider.split(delivered(type, resource)));

    expect(notification.subject).toBeNull();
    expect(await provider.translate(CREDENTIALS, notification)).toEqual(known({ report: null, key: 'WH-1' }));
    expect(asked).toEqual([]);
  });

  test('an event about an order that this account does not have has no report', async () => {
    const { provider } = await scripted({});
    const notification = only(provider.split(delivered('CHECKOUT.ORDER.APPROVED', anOrder())));

    expect(await provider.translate(CREDENTIALS, notification)).toEqual(known({ report: null, key: 'WH-1' }));
  });

  test.each([
    ['no id', delivered('CHECKOUT.ORDER.APPROVED', {}, 7)],
    ['a type that is none', delivered('<script>', {})],
  ])('a delivery with %s is none of PayPal’s', async (_what, delivery) => {
    const { provider } = await scripted({});

    expect(provider.split(delivery)).toBeNull();
  });
});

function only<T>(notifications: readonly T[] | null): T {
  const [one, ...more] = notifications ?? [];
  return one !== undefined && more.length === 0 ? one : expect.fail('not one notification');
}

function known<T>(value: T) {
  return { kind: 'ok', value };
}
