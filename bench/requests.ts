import { randomUUID } from 'node:crypto';
import type { Request } from 'autocannon';
import { makeToken } from '../src/config/token.ts';
import { signedEvent } from './event.ts';
import { AMOUNT, CURRENCY, idOf, JWT_SECRET, STRIPE_KEY, USER } from './settings.ts';

/** A kind of request, and what shows that its answer is a success. Each is about the thing number `index`. */
export type Kind = keyof typeof KINDS;

const bearer = `Bearer ${makeToken({ secret: JWT_SECRET, sub: USER, scope: null, issuer: null, audience: null })}`;
const json = { 'content-type': 'application/json' };

export const KINDS = {
  payment: {
    request: (index: number) => ({
      method: 'GET',
      path: `/api/v1/payments/${idOf('payment', index)}`,
      headers: { authorization: bearer },
    }),
    shows: '"status":"success"',
  },
  webhook: {
    request: (index: number) => {
      const { body, signature } = signedEvent(index);
      const headers = { ...json, 'stripe-signature': signature, 'user-agent': 'Stripe/1.0' };
      return { method: 'POST', path: '/api/v1/payments/webhook', headers, body };
    },
    shows: '"status":"succeeded"',
  },
  intent: {
    request: (index: number) => ({
      method: 'POST',
      path: '/api/v1/payments/intent',
      headers: { ...json, authorization: bearer },
      body: JSON.stringify({ order_id: idOf('order', index), customer_email: 'buyer@example.com' }),
    }),
    shows: '"client_secret":"pi_',
  },
  /** What the service asks of the provider for an intent. */
  providerIntent: {
    request: (index: number) => ({
      method: 'POST',
      path: '/v1/payment_intents',
      headers: {
        authorization: `Bearer ${STRIPE_KEY}`,
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': randomUUID(),
      },
      body: new URLSearchParams({
        amount: String(AMOUNT),
        currency: CURRENCY.toLowerCase(),
        'automatic_payment_methods[enabled]': 'true',
        description: 'Order',
        receipt_email: 'buyer@example.com',
        'metadata[payment_id]': idOf('payment', index),
      }).toString(),
    }),
    shows: '"client_secret":"pi_',
  },
} as const satisfies Record<string, { request: (index: number) => Request; shows: string }>;
