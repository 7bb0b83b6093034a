import { createHmac, randomUUID } from 'node:crypto';
import type { SimulatorContext, Webhook } from '../simulator.ts';
import type { PaymentRecord, PreferenceRecord, Records, Seller } from './records.ts';

type Happening = {
  readonly payment: PaymentRecord;
  readonly preference: PreferenceRecord;
  readonly seller: Seller;
  readonly action: 'payment.created' | 'payment.updated';
};

/** The webhook that tells of a payment; null when its preference names nobody to be told. */
export function webhookFor(happening: Happening, records: Records, { now }: SimulatorContext): Webhook | null {
  const { payment, preference, seller, action } = happening;
  const url = URL.parse(String(preference.body['notification_url'] ?? ''));
  if (url === null) return null;
  records.lastNotificationId += 1;
  const id = String(payment.id);
  url.searchParams.set('data.id', id);
  url.searchParams.set('type', 'payment');
  return {
    id: String(records.lastNotificationId),
    url: url.href,
    eventType: action,
    subject: id,
    headers: () => signedHeaders(id, seller.webhookSecret, now()),
    body: JSON.stringify(bodyOf(happening, records.lastNotificationId, now())),
  };
}

function bodyOf({ payment, seller, action }: Happening, notificationId: number, now: Date): Record<string, unknown> {
  return {
    action,
    api_version: 'v1',
    data: { id: String(payment.id) },
    date_created: now.toISOString(),
    id: notificationId,
    live_mode: false,
    type: 'payment',
    user_id: seller.userId,
  };
}

/** Signed over the id, this sending's request id and the time in seconds: neither body nor type is covered. */
function signedHeaders(id: string, secret: string, now: Date): Record<string, string> {
  const requestId = randomUUID();
  const ts = Math.floor(now.getTime() / 1000);
  const manifest = `id:${id};request-id:${requestId};ts:${ts};`;
  const v1 = createHmac('sha256', secret).update(manifest).digest('hex');
  return { 'content-type': 'application/json', 'x-request-id': requestId, 'x-signature': `ts=${ts},v1=${v1}` };
}
