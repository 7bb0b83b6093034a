import type { Operation } from '../faults/catalogue.ts';

/** What each route is for. */
export const operations: Readonly<Record<string, Operation>> = {
  'POST /v1/payment_intents': 'open',
  'POST /v1/checkout/sessions': 'open',
  'GET /v1/payment_intents/search': 'find',
  'GET /v1/payment_intents': 'find',
  'GET /v1/checkout/sessions': 'find',
  'GET /v1/payment_intents/:id': 'fetch',
  'GET /v1/checkout/sessions/:id': 'fetch',
  'GET /v1/charges/:id': 'fetch',
  'GET /v1/refunds': 'fetch',
  'GET /v1/disputes': 'fetch',
  'POST /v1/refunds': 'refund',
  'POST /v1/payment_intents/:id/capture': 'capture',
  'POST /v1/payment_intents/:id/cancel': 'close',
  'POST /v1/checkout/sessions/:id/expire': 'close',
};
