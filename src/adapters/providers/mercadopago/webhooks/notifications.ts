import { createHash } from 'node:crypto';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Delivery, Notification, Translation } from '../../../../ports/payment-provider/deliveries.ts';
import type { Client } from '../calls/client.ts';
import { fetchPayment } from '../payments/payments.ts';
import { refundsOf, reportOfPayment, type WirePayment } from '../payments/status.ts';
import { type Body, bodyOf, isUnsignedShape, queryValues, signedId, unsignedBodyOf, unsignedId } from './envelope.ts';
import { signedMomentOf } from './signature.ts';

/** What of a notification is kept for `translate`: whether it may be about a payment, and which. */
export type Hint = { readonly about: 'payment' | 'other'; readonly id: string };

const PAYMENT_ID = /^\d{1,20}$/;
const SIGNED_ID = /^[A-Za-z0-9_-]{1,64}$/;
const UNPRINTABLE = /[^\x20-\x7e]/g;

/**
 * A delivery is one notification, and only a hint: neither the body nor `type` is signed. So `type` only decides whether to
 * fetch.
 */
export function split(delivery: Delivery): readonly Notification<Hint>[] | null {
  const isUnsigned = isUnsignedShape(delivery);
  const body = isUnsigned ? unsignedBodyOf(delivery) : bodyOf(delivery);
  const named = body && (isUnsigned ? unsignedId(delivery, body) : signedId(delivery));
  if (body === null || named === null) return null;
  const id = named === '' && !isUnsigned ? `none:${signedMomentOf(delivery)}` : named;
  if (named !== '' && (!SIGNED_ID.test(id) || contradicts(body, id))) return null;
  const kinds = kindsOf(delivery, body);
  const isPayment = kinds.includes('payment') && PAYMENT_ID.test(id);
  // Leading zeros would be another name for the same payment.
  const hint: Hint = isPayment ? { about: 'payment', id: BigInt(id).toString() } : { about: 'other', id };
  return [
    {
      eventId: eventIdOf(body) ?? id,
      eventType: printable([body['action'], ...kinds].find(isText) ?? 'unknown'),
      intentId: null,
      subject: isPayment ? hint.id : null,
      payload: hint,
    },
  ];
}

/** Fetches the payment of a notification. An object that doesn't exist, or is no payment, has no report. */
export async function translate(client: Client, { payload }: Notification<Hint>): Promise<Outcome<Translation>> {
  const { about, id } = payload;
  if (about === 'other') return ok({ report: null, key: `other:${id}` });
  const payment = await fetchPayment(client, id);
  if (payment.kind !== 'ok') return payment;
  if (payment.value === null) return ok({ report: null, key: `payment:${id}:missing` });
  return ok({ report: reportOfPayment(payment.value, client), key: keyOf(payment.value) });
}

/**
 * The provider documents no stable notification id, so the key is made of the fetched fields. It includes what is compared
 * with the payment: an answer that did not match must not keep a later, right one out.
 */
function keyOf(payment: WirePayment): string {
  const { id, status, status_detail, date_last_updated, transaction_amount_refunded, ...compared } = payment;
  const { transaction_amount, currency_id, collector_id, external_reference } = compared;
  const happened = [id, status, status_detail ?? '', date_last_updated, transaction_amount_refunded ?? 0];
  const about = [transaction_amount, currency_id, collector_id, external_reference];
  return [...['payment', ...happened, ...about].map(printable), ...digestOf(payment)].join(':');
}

/** A refund can change while all of its payment that is shown elsewhere stays. There may be any number of them. */
function digestOf(payment: WirePayment): string[] {
  const refunds = refundsOf(payment).map(({ providerRefundId, status }) => `${providerRefundId} ${status}`);
  return refunds.length === 0 ? [] : [createHash('sha256').update(refunds.join()).digest('hex').slice(0, 16)];
}

/** A body's id is only compared when it is text: as a number it may have lost digits. */
function contradicts(body: Body, id: string): boolean {
  const bodyId: unknown = Object(body['data']).id;
  return typeof bodyId === 'string' && bodyId.toLowerCase() !== id.toLowerCase();
}

/** All types that query and body name: since neither is signed, one `payment` among them is enough to fetch. */
function kindsOf(delivery: Delivery, body: Body): string[] {
  const kinds = [...queryValues(delivery, 'type'), body['type'], ...queryValues(delivery, 'topic'), body['topic']];
  return kinds.filter(isText);
}

/** The body is not signed, so any JSON may stand where a text should. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function eventIdOf({ id }: Body): string | null {
  if (typeof id === 'string' && id !== '') return printable(id);
  return Number.isSafeInteger(id) ? String(id) : null;
}

function printable(value: unknown): string {
  return String(value).replace(UNPRINTABLE, '').slice(0, 64);
}
