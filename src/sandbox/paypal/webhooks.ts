import { createHmac, randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { SimulatorContext } from '../simulator.ts';
import type { Merchant, Records } from './records.ts';

type Signed = {
  readonly transmissionId: string;
  readonly time: string;
  readonly webhookId: string;
  readonly body: string;
};

type Happening = {
  readonly clientId: string;
  readonly type: string;
  readonly resourceType: string;
  readonly resource: Readonly<Record<string, unknown>>;
  /** The id that a person looks for. */
  readonly subject: string;
};

/** Queues the event for its app's webhook, if that has an address. https://developer.paypal.com/api/rest/webhooks/, 2026-11-29 */
export function notify(records: Records, context: SimulatorContext, happening: Happening): void {
  const { clientId, type, resourceType, resource, subject } = happening;
  const merchant = records.merchants.find((each) => each.clientId === clientId);
  if (merchant === undefined || merchant.webhookUrl === null) return;
  const { webhookId, webhookUrl } = merchant;
  const id = `WH-${randomUUID()}`;
  const event = { id, event_version: '1.0', create_time: context.now().toISOString() };
  const body = JSON.stringify({ ...event, resource_type: resourceType, event_type: type, summary: type, resource });
  const transmissionId = randomUUID();
  const headers = (at: Date) => {
    const time = `${at.toISOString().slice(0, 19)}Z`;
    return {
      'content-type': 'application/json',
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': `${context.url()}/v1/notifications/certs/CERT-360caa42-fca2a594-sandbox`,
      'paypal-transmission-id': transmissionId,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': signatureOf(records, { transmissionId, time, webhookId, body }),
    };
  };
  context.send({ id, eventType: type, subject, url: webhookUrl, headers, body });
}

/** The event in a question, as its bytes were: they are signed. It has to be the last field. */
const EVENT = /"webhook_event"\s*:\s*(\{[\s\S]*\})\s*\}\s*$/;

/** `POST /v1/notifications/verify-webhook-signature`, by the raw question: whether the asking app was sent this. */
export function isGenuine(records: Records, { webhookId }: Merchant, question: string): boolean {
  const asked: Readonly<Record<string, unknown>> = Object(JSON.parse(question));
  const [, body = ''] = EVENT.exec(question) ?? [];
  const [transmissionId, time] = [String(asked['transmission_id']), String(asked['transmission_time'])];
  return (
    asked['webhook_id'] === webhookId &&
    asked['auth_algo'] === 'SHA256withRSA' &&
    asked['transmission_sig'] === signatureOf(records, { transmissionId, time, webhookId, body })
  );
}

/** The real one is made with a certificate's key over the same text. */
function signatureOf({ secret }: Records, { transmissionId, time, webhookId, body }: Signed): string {
  const signed = `${transmissionId}|${time}|${webhookId}|${crc32(body)}`;
  return createHmac('sha256', secret).update(signed).digest('base64');
}
