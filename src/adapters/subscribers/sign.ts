import { Webhook } from 'standardwebhooks';
import type { Message } from '../../ports/subscribers.ts';

/** The headers that Standard Webhooks demands (https://www.standardwebhooks.com): each secret signs. */
export function signedHeaders({ id, at, body, secrets }: Omit<Message, 'url'>) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
