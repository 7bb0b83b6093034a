import { type Delivery, type Notification, withOnly } from 'fitstack-payments/provider-kit';
import { unwritten } from '../unwritten.ts';
import { SIGNATURE_HEADER } from './signature.ts';

/** What a webhook says: which payment changed. All else is fetched. */
export type Hint = { readonly event: string; readonly payment: string };

/** To be written: the notifications in a delivery; null when it can't be read (`objectIn`, `textOrNull`). */
export function split(_delivery: Delivery): readonly Notification<Hint>[] | null {
  return null;
}

export function redacted(delivery: Delivery): Delivery {
  return withOnly([SIGNATURE_HEADER], delivery);
}

/** Fetches what the webhook names, and reports that alone; the key is the event's id. */
export const translate = unwritten('`translate`, in webhooks/notifications.ts');
