import {
  type Delivery,
  type Notification,
  type Outcome,
  objectIn,
  ok,
  type Translation,
  textOrNull,
  withOnly,
} from 'fitstack-payments/provider-kit';
import type { Client } from '../calls/client.ts';
import { retrieve } from '../parents/parents.ts';
import { SIGNATURE_HEADER } from './signature.ts';

/** What a webhook says: which payment changed. All else is fetched. */
export type Hint = { readonly event: string; readonly payment: string };

export function split({ body }: Delivery): readonly Notification<Hint>[] | null {
  const json = objectIn(body);
  const [event, payment] = [textOrNull(json?.['event']), textOrNull(json?.['payment'])];
  if (event === null || payment === null) return null;
  const about = { intentId: null, subject: payment, payload: { event, payment } };
  return [{ eventId: event, eventType: 'payment.changed', ...about }];
}

export function redacted(delivery: Delivery): Delivery {
  return withOnly([SIGNATURE_HEADER], delivery);
}

export async function translate(client: Client, { event, payment }: Hint): Promise<Outcome<Translation>> {
  const seen = await retrieve(client, payment);
  return seen.kind === 'ok' ? ok({ report: seen.value?.report ?? null, key: event }) : seen;
}
