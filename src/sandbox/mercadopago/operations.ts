import type { Operation } from '../faults/catalogue.ts';

/** What each route is for. */
export const operations: Readonly<Record<string, Operation>> = {
  'POST /checkout/preferences': 'open',
  'POST /checkout/preferences/': 'open',
  'GET /checkout/preferences/search': 'find',
  'GET /checkout/preferences/:id': 'fetch',
  'PUT /checkout/preferences/:id': 'close',
  'GET /v1/payments/search': 'find',
  'GET /v1/payments/:id': 'fetch',
  'GET /v1/payments/:id/refunds': 'fetch',
  'GET /v1/payments/:id/refunds/': 'fetch',
  'PUT /v1/payments/:id': 'close',
  'POST /v1/payments/:id/refunds': 'refund',
  'GET /authorization': 'connect',
  'POST /authorization': 'connect',
  'POST /oauth/token': 'connect',
};
