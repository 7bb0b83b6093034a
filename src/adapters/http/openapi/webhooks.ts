import type { Parameter, RequestBody } from './types.ts';

/** What providers send beside the body; which of these is the provider's choice. */
export const WEBHOOK_PARAMETERS: readonly Parameter[] = [
  {
    name: 'Stripe-Signature',
    in: 'header',
    description:
      'Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook ' +
      'secret. At most 300 seconds from now, in either direction.',
    schema: { type: 'string' },
    example: 't=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
  },
  {
    name: 'x-signature',
    in: 'header',
    description:
      'Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of ' +
      '`id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request ' +
      'lacks. At most four days old.',
    schema: { type: 'string' },
    example: 'ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e',
  },
  {
    name: 'data.id',
    in: 'query',
    description: 'Mercado Pago: the id of what the webhook is about. The signature covers it.',
    schema: { type: 'string' },
    example: '67890',
  },
  {
    name: 'type',
    in: 'query',
    description: 'Mercado Pago: the type of what `data.id` names. The signature does not cover it.',
    schema: { type: 'string' },
    example: 'payment',
  },
];

export const WEBHOOK_BODY: RequestBody = {
  required: true,
  description:
    'The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines ' +
    'the structure; a signed body must be JSON.',
  content: {
    'application/json': {
      schema: { type: 'object' },
      examples: {
        stripe: {
          summary: 'A Stripe event, shortened: the other fields of the object are not read.',
          value: {
            id: 'evt_xxx',
            object: 'event',
            type: 'payment_intent.succeeded',
            created: 1704067200,
            livemode: false,
            data: {
              object: { id: 'pi_xxx', object: 'payment_intent', amount: 1000, currency: 'jpy', status: 'succeeded' },
            },
          },
        },
        mercadopago: {
          summary: 'A Mercado Pago webhook. It is only a hint: the service fetches the payment.',
          value: {
            id: '12345',
            type: 'payment',
            action: 'payment.created',
            data: { id: '67890' },
            live_mode: true,
            date_created: '2024-01-15T10:30:00Z',
          },
        },
      },
    },
    '*/*': { schema: {} },
  },
};
