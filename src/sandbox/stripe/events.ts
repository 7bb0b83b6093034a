import { createHmac } from 'node:crypto';
import type { SimulatorContext } from '../simulator.ts';
import { newId, secondsOf } from './state.ts';

export type WebhookEndpoint = {
  /** Null: it receives nothing. */
  readonly webhookUrl: string | null;
  readonly webhookSecret: string;
};

/** The API version of the endpoint, which is not that of the API's callers. */
const API_VERSION = '2026-10-28.endive';

/** Sends the service an event about an object, signed as Stripe signs. */
export type Notify = (type: string, object: { readonly id: string }) => void;

export function createNotify({ now, send }: SimulatorContext, { webhookUrl, webhookSecret }: WebhookEndpoint): Notify {
  return (type, object) => {
    if (webhookUrl === null) return;
    const id = newId('evt');
    const body = JSON.stringify({
      id,
      object: 'event',
      api_version: API_VERSION,
      created: secondsOf(now()),
      data: { object },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    });
    const headers = (at: Date) => signed(body, webhookSecret, secondsOf(at));
    send({ id, url: webhookUrl, eventType: type, subject: object.id, headers, body });
  };
}

function signed(body: string, secret: string, time: number): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': `t=${time},v1=${digest}` };
}
