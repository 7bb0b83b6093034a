import { randomUUID } from 'node:crypto';
import type { Channel } from '../../../src/app/notifications/receive-notification.ts';
import { CUSTOMER, type ProviderName, type Simulated } from './simulated.ts';

/** A payment that can be opened: whom its provider notifies, how it is asked for, once more too, and which one it is. */
export type Begin = (
  service: Simulated,
  provider: ProviderName,
) => Promise<{ channel: Channel; ask: () => Promise<string>; find: () => Promise<string> }>;

export const anIntent: Begin = async (service, provider) => {
  const orderId = await service.anOrder(provider);
  return {
    channel: { kind: 'platform', provider },
    ask: async () =>
      (await service.app.openIntent({ userId: CUSTOMER.userId, orderId, customerEmail: null })).payment.id,
    find: async () => (await service.store.findOpenPayment(orderId))?.id ?? '',
  };
};

const aCheckout: Begin = async (service, provider) => {
  const gymSlug = await service.aGym(provider);
  const paymentId = randomUUID();
  const checkout = { userId: CUSTOMER.userId, gymSlug, amount: '5000.00', title: 'Pass', payerEmail: 'm@example.com' };
  return {
    channel: { kind: 'gym', slug: gymSlug },
    ask: async () => (await service.app.openCheckout({ ...checkout, paymentId })).payment.id,
    find: async () => paymentId,
  };
};

/** Each API with each provider. */
export const PURPOSES = [
  ['an intent at Stripe', 'stripe', anIntent],
  ['an intent at Mercado Pago', 'mercadopago', anIntent],
  ['an intent at PayPal', 'paypal', anIntent],
  ['a checkout at Stripe', 'stripe', aCheckout],
  ['a checkout at Mercado Pago', 'mercadopago', aCheckout],
  ['a checkout at PayPal', 'paypal', aCheckout],
] as const;
