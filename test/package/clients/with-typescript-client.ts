import { createPaymentsClient, type PaymentsEvent } from '@fitstack/payments-client';
import { Webhook } from 'standardwebhooks';
import { payOrder } from './readme-1.ts';
import { openCheckout } from './readme-2.ts';
import { paidOrder } from './readme-3.ts';
import type { Given, Story } from './story.ts';

// Compiled and run in an app that installed the client, beside the examples of its README; `tsconfig.json` leaves it out.

export async function play({ baseUrl, token, orderId, nowhere }: Given): Promise<Story> {
  const client = createPaymentsClient({ baseUrl, token });
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

/** What the examples of the README return, and how each of them reports a refusal. */
export async function playReadme({ baseUrl, token, orderId, nowhere }: Given) {
  const wordsOf = (refused: Promise<unknown>) => refused.catch((error: unknown) => String(error));
  const noToken = () => Promise.resolve('none');
  return {
    sdk: await payOrder(baseUrl, token, orderId),
    unknownOrder: await wordsOf(payOrder(baseUrl, token, nowhere)),
    page: await openCheckout(baseUrl, () => Promise.resolve(token), nowhere),
    samePage: await openCheckout(baseUrl, () => Promise.resolve(token), nowhere),
    badToken: await wordsOf(openCheckout(baseUrl, noToken, nowhere)),
  };
}

/** What the README's receiver makes of events that are signed with its secret, and with another one. */
export async function receive({ events, secret }: { events: readonly PaymentsEvent[]; secret: string }) {
  const receivedOf = (event: PaymentsEvent, signer: Webhook) => {
    const [body, now] = [JSON.stringify(event), new Date()];
    const signature = signer.sign('evt_1', now, body);
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    return paidOrder(body, headers, secret);
  };
  const forged = new Webhook(btoa('another secret'));
  return {
    orders: events.map((event) => receivedOf(event, new Webhook(secret))),
    forged: events.map((event) => {
      try {
        return receivedOf(event, forged);
      } catch (error) {
        return String(error);
      }
    }),
  };
}

/** What a typed client must not accept: the compiler is the test. */
export async function mistakes({ baseUrl, token }: Given) {
  const client = createPaymentsClient({ baseUrl, token });
  // @ts-expect-error An integer is a number, in a query too.
  await client.GET('/api/v1/payments', { params: { query: { limit: '1' } } });
  // @ts-expect-error A status is one of five words.
  await client.GET('/api/v1/payments', { params: { query: { status: 'paid' } } });
  // @ts-expect-error A refund needs its key.
  await client.POST('/api/v1/payments/{payment_id}/refunds', { params: { path: { payment_id: '' } }, body: {} });
  // @ts-expect-error A client needs a token.
  createPaymentsClient({ baseUrl });
  // @ts-expect-error No event has this type.
  const _type: PaymentsEvent['type'] = 'payment.paid';
}
