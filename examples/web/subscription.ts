import { Webhook } from 'standardwebhooks';
import type { PaymentsClient, PaymentsEvent } from '../../clients/typescript/src/index.ts';
import { answered } from './payments.ts';

/** What changes the end of a purchase. */
const EVENT_TYPES = ['payment.processing', 'payment.failed', 'payment.succeeded', 'payment.cancelled'] as const;

export type Subscription = {
  /** @throws Error unless the service signed the body for this endpoint, within the last five minutes. */
  readonly verify: (body: string, headers: Record<string, string>) => PaymentsEvent;
  readonly end: () => Promise<void>;
};

/** Has the service send its events to this URL. The endpoint of an earlier run, whose secret is gone, is replaced. */
export async function subscribe(client: PaymentsClient, url: string): Promise<Subscription> {
  const { data } = await answered(client.GET('/api/v1/webhook-endpoints', { params: { query: { limit: 100 } } }));
  for (const endpoint of data.data.items) if (endpoint.url === url) await remove(client, endpoint.id);
  const body = { url, event_types: [...EVENT_TYPES], description: 'examples/web' };
  const made = await answered(client.POST('/api/v1/webhook-endpoints', { body }));
  const webhook = new Webhook(made.data.data.secret);
  return {
    verify: (body, headers) => webhook.verify(body, headers) as PaymentsEvent,
    end: () => remove(client, made.data.data.id),
  };
}

async function remove(client: PaymentsClient, endpointId: string): Promise<void> {
  await answered(
    client.DELETE('/api/v1/webhook-endpoints/{endpoint_id}', { params: { path: { endpoint_id: endpointId } } }),
  );
}
