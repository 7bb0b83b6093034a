import createClient from 'openapi-fetch';
import type { paths } from '../../../generated/clients/openapi-typescript.ts';
import type { Given, Story } from './story.ts';

// Compiled and run by the test beside it, after the types were generated; `tsconfig.json` leaves it out until then.

export async function play({ baseUrl, token, orderId, nowhere }: Given): Promise<Story> {
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
  const opened = await client.POST('/api/v1/payments/intent', { body: { order_id: orderId } });
  if (opened.data === undefined) throw new Error(opened.error.error);
  const { payment_id } = opened.data.data;
  const read = await client.GET('/api/v1/payments/{payment_id}', { params: { path: { payment_id } } });
  if (read.data === undefined) throw new Error(read.error.error);
  const { id, amount, status } = read.data.data;
  const listed = await client.GET('/api/v1/payments', { params: { query: { limit: 1, status: 'pending' } } });
  if (listed.data === undefined) throw new Error(listed.error.error);
  const missing = await client.GET('/api/v1/payments/{payment_id}', { params: { path: { payment_id: nowhere } } });
  const refused: number = missing.error?.code ?? 0;
  return {
    opened: payment_id,
    read: { id, amount, status },
    listed: listed.data.data.items.map((item) => item.id),
    refused,
  };
}

/** What a typed client must not accept: the compiler is the test. */
export async function mistakes({ baseUrl }: Given) {
  const client = createClient<paths>({ baseUrl });
  // @ts-expect-error An integer is a number, in a query too.
  await client.GET('/api/v1/payments', { params: { query: { limit: '1' } } });
  // @ts-expect-error A status is one of five words.
  await client.GET('/api/v1/payments', { params: { query: { status: 'paid' } } });
  // @ts-expect-error A refund needs its key.
  await client.POST('/api/v1/payments/{payment_id}/refunds', { params: { path: { payment_id: '' } }, body: {} });
}
