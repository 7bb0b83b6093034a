import { createHmac, randomUUID } from 'node:crypto';
import type { Sending, SimulatorContext, Webhook } from '../simulator.ts';
import type { PaymentRecord, PreferenceRecord, Records, Seller } from './records.ts';

type Happening = {
  readonly payment: PaymentRecord;
  readonly preference: PreferenceRecord;
  readonly seller: Seller;
  readonly action: 'payment.created' | 'payment.updated';
};

/** The webhook about a payment; null if its preference names no address for it. */
function webhookFor(happening: Happening, records: Records, { now }: SimulatorContext): Webhook | null {
  const { payment, preference, seller, action } = happening;
  const url = URL.parse(String(preference.body['notification_url'] ?? ''));
  if (url === null) return null;
  records.lastNotificationId += 1;
  const id = String(payment.id);
  const body = bodyOf(happening, records.lastNotificationId, now());
  const sending = {
    url: withQuery(url, { 'data.id': id, type: 'payment' }),
    headers: (at: Date) => signedHeaders(id, seller.webhookSecret, secondsOf(at)),
    body: JSON.stringify(body),
  };
  return {
    ...sending,
    id: String(records.lastNotificationId),
    eventType: action,
    subject: id,
    others: {
      inMilliseconds: () => [{ ...sending, headers: (at) => signedHeaders(id, seller.webhookSecret, at.getTime()) }],
      aboutAnOrder: () => [aboutAnOrder(url, seller)],
      asIpn: () => [asIpn(url, id)],
    },
  };
}

/** Dates a change of a payment, at a time that no other change of it has, and notifies its seller. */
export function changed(
  records: Records,
  context: SimulatorContext,
  { payment, preference }: Pick<Happening, 'payment' | 'preference'>,
  action: Happening['action'] = 'payment.updated',
): void {
  const soonest = payment.updatedAt === '' ? 0 : Date.parse(payment.updatedAt) + 1;
  payment.updatedAt = new Date(Math.max(soonest, context.now().getTime())).toISOString();
  const seller = records.sellers.find(({ userId }) => userId === payment.sellerId);
  const webhook = seller && webhookFor({ payment, preference, seller, action }, records, context);
  if (webhook) context.send(webhook);
}

/** Ids of orders have letters: upper-case in the query, lower-case where they are signed. */
function aboutAnOrder(url: URL, seller: Seller): Sending {
  const id = `ORD01${randomUUID().slice(0, 8).toUpperCase()}`;
  return {
    url: withQuery(url, { 'data.id': id, type: 'order' }),
    headers: (at) => signedHeaders(id.toLowerCase(), seller.webhookSecret, secondsOf(at)),
    body: JSON.stringify({ action: 'order.processed', api_version: 'v1', data: { id }, type: 'order' }),
  };
}

/** The older notifications arrive at the same address, and are not signed. */
function asIpn(url: URL, id: string): Sending {
  return {
    url: withQuery(url, { topic: 'payment', id }),
    headers: () => ({ 'content-type': 'application/json' }),
    body: JSON.stringify({ resource: id, topic: 'payment' }),
  };
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): string {
  const complete = new URL(url);
  for (const [name, value] of Object.entries(query)) complete.searchParams.set(name, value);
  return complete.href;
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

/** Signed over the id, this sending's request id and the time: neither body nor type is covered. */
function signedHeaders(id: string, secret: string, ts: number): Record<string, string> {
  const requestId = randomUUID();
  const manifest = `id:${id};request-id:${requestId};ts:${ts};`;
  const v1 = createHmac('sha256', secret).update(manifest).digest('hex');
  return { 'content-type': 'application/json', 'x-request-id': requestId, 'x-signature': `ts=${ts},v1=${v1}` };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
