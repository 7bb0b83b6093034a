import type { Operation } from '../faults/catalogue.ts';

/** What each route is for. */
export const operations: Readonly<Record<string, Operation>> = {
  'POST /v1/oauth2/token': 'connect',
  'POST /v2/checkout/orders': 'open',
  'GET /v2/checkout/orders/:id': 'fetch',
  'PATCH /v2/checkout/orders/:id': 'close',
  'POST /v2/checkout/orders/:id/capture': 'capture',
  'GET /v2/payments/captures/:id': 'fetch',
  'POST /v2/payments/captures/:id/refund': 'refund',
  'GET /v2/payments/refunds/:id': 'fetch',
  'GET /v1/customer/disputes': 'fetch',
  'GET /v1/customer/disputes/:id': 'fetch',
  'POST /v1/notifications/verify-webhook-signature': 'fetch',
};
