import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Delivery, Notification, Translation } from '../../../../ports/payment-provider/deliveries.ts';
import { withOnly } from '../../shared/headers.ts';
import { fieldsOf, type JsonObject, objectIn } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { orderIdOf } from '../parents/orders.ts';
import { retrieve } from '../parents/parents.ts';
import { ID, idAbove } from '../payments/wire.ts';
import { SIGNED_HEADERS } from './signature.ts';

/** What of an event is kept: what it is about. The order is fetched, so that nothing else of the event is believed. */
export type Hint = {
  readonly eventId: string;
  readonly eventType: string;
  readonly about: { readonly kind: 'order' | 'capture'; readonly id: string } | null;
};

const EVENT_ID = /^[A-Za-z0-9-]{1,64}$/;
const EVENT_TYPE = /^[A-Z0-9.-]{1,100}$/;

/** https://developer.paypal.com/api/rest/webhooks/event-names/, 2026-11-29. Every other type is ignored. */
const MEANINGS: readonly (readonly [types: RegExp, about: (resource: JsonObject) => Hint['about']])[] = [
  [/^CHECKOUT\.ORDER\.[A-Z]+$/, ({ id }) => ofOrder(id)],
  [/^CHECKOUT\.PAYMENT-APPROVAL\.REVERSED$/, ({ order_id }) => ofOrder(order_id)],
  // A refund stands in the place of its capture, and names it in a link.
  [/^PAYMENT\.(?:CAPTURE|REFUND)\.[A-Z]+$/, (resource) => ofCapture(idAbove(resource, 'captures') ?? resource['id'])],
  [/^CUSTOMER\.DISPUTE\.[A-Z]+$/, ({ disputed_transactions }) => ofCapture(sellersIdIn(disputed_transactions))],
];

/** One event per delivery. */
export function split(delivery: Delivery): readonly Notification<Hint>[] | null {
  const event = objectIn(delivery.body);
  const { id, event_type: type, resource } = event ?? {};
  if (typeof id !== 'string' || !EVENT_ID.test(id) || typeof type !== 'string' || !EVENT_TYPE.test(type)) return null;
  const about = MEANINGS.find(([types]) => types.test(type))?.[1](fieldsOf(resource)) ?? null;
  const hint: Hint = { eventId: id, eventType: type, about };
  return [{ eventId: id, eventType: type, intentId: null, subject: about?.id ?? null, payload: hint }];
}

/** Links in an event lead to the page on which its order is paid, and its buyer has a name: only what is read is kept. */
export function redacted(delivery: Delivery, { payload }: Notification<Hint>): Delivery {
  const { eventId, eventType, about } = payload;
  const id = about?.id;
  const resource = { id, order_id: id, disputed_transactions: [{ seller_transaction_id: id }] };
  const event = { id: eventId, event_type: eventType, ...(about !== null && { resource }) };
  return { ...withOnly(SIGNED_HEADERS, delivery), body: Buffer.from(JSON.stringify(event)) };
}

/** The event's id is signed with it. An object that this account doesn't have has no report. */
export async function translate(client: Client, { payload }: Notification<Hint>): Promise<Outcome<Translation>> {
  const { eventId: key, about } = payload;
  if (about === null) return ok({ report: null, key });
  const orderId = about.kind === 'order' ? ok(about.id) : await orderIdOf(client, about.id);
  if (orderId.kind !== 'ok') return orderId;
  const parent = orderId.value === null ? ok(null) : await retrieve(client, orderId.value);
  return parent.kind === 'ok' ? ok({ report: parent.value?.report ?? null, key }) : parent;
}

function ofOrder(id: unknown): Hint['about'] {
  return typeof id === 'string' && ID.test(id) ? { kind: 'order', id } : null;
}

function ofCapture(id: unknown): Hint['about'] {
  return typeof id === 'string' && ID.test(id) ? { kind: 'capture', id } : null;
}

function sellersIdIn(transactions: unknown): unknown {
  return fieldsOf(Array.isArray(transactions) ? transactions[0] : undefined)['seller_transaction_id'];
}
