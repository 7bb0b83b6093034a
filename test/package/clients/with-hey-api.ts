import { createClient } from '../../../generated/clients/hey-api/client/index.ts';
import { createPaymentIntent, getPayment, listPayments } from '../../../generated/clients/hey-api/index.ts';
import type { Given, Story } from './story.ts';

// Compiled and run by the test beside it, after the client was generated; `tsconfig.json` leaves it out until then.

export async function play({ baseUrl, token, orderId, nowhere }: Given): Promise<Story> {
  const client = createClient({ baseUrl, auth: token });
  const opened = await createPaymentIntent({ client, body: { order_id: orderId } });
  if (opened.data === undefined) throw new Error(opened.error.error);
  const { payment_id } = opened.data.data;
  const read = await getPayment({ client, path: { payment_id } });
  if (read.data === undefined) throw new Error(read.error.error);
  const { id, amount, status } = read.data.data;
  const listed = await listPayments({ client, query: { limit: 1, status: 'pending' } });
  if (listed.data === undefined) throw new Error(listed.error.error);
  const missing = await getPayment({ client, path: { payment_id: nowhere } });
  const refused: number = missing.error?.code ?? 0;
  return {
    opened: payment_id,
    read: { id, amount, status },
    listed: listed.data.data.items.map((item) => item.id),
    refused,
  };
}
