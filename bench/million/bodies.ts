import type { Story } from './story.ts';

/** As long as what the service writes, with the same fields. */
export function eventBody(
  story: Story,
  { type, at, sequence }: { type: string; at: number; sequence: number },
): string {
  return JSON.stringify({
    ...{ type, timestamp: new Date(at).toISOString() },
    data: { sequence, payment: paymentIn(story, type.split('.')[1] ?? '') },
  });
}

function paymentIn({ id, orderId, parentId, amount, currency, seller, ...story }: Story, status: string) {
  const moment = new Date(story.createdAt).toISOString().slice(0, 19);
  return {
    ...{ id, order_id: orderId, stripe_payment_intent_id: seller.provider === 'stripe' ? parentId : null },
    ...{ amount, currency: currency.toLowerCase(), status, created_at: moment, updated_at: moment },
    ...{ user_id: story.userId, gym_id: seller.gymSlug, provider: seller.provider, amount_refunded: 0, decline: null },
    method: { type: 'card', brand: 'visa', last4: '4242', installments: null },
  };
}

/** What the provider sent. */
export function webhookBody({ seller, parentId, amount, currency }: Story, eventId: string, of: string): string {
  if (seller.provider === 'mercadopago')
    return JSON.stringify({
      ...{
        action: 'payment.updated',
        api_version: 'v1',
        data: { id: of },
        id: eventId,
        live_mode: true,
        type: 'payment',
      },
    });
  const object = { id: parentId, object: 'payment_intent', amount, amount_received: amount, currency };
  return JSON.stringify({
    ...{ id: eventId, object: 'event', api_version: '2026-10-28', type: 'payment_intent.succeeded', livemode: true },
    data: { object: { ...object, capture_method: 'automatic', charges: { data: [{ id: of, paid: true }] } } },
  });
}
