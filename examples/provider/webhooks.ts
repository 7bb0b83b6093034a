import {
  type Delivery,
  headersNamed,
  isSame,
  type Notification,
  objectIn,
  textOrNull,
  type Verdict,
} from 'fitstack-payments/provider-kit';
import type { CoinPayCredentials } from './settings.ts';
import { digestOf, SIGNATURE_HEADER } from './wire.ts';

/** What a webhook says: which payment changed. All else is fetched. */
export type Hint = { readonly event: string; readonly payment: string };

const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
const TOLERANCE_MS = 300_000;

/** Coin Pay signs the time and the body. */
export function verify(delivery: Delivery, accounts: readonly CoinPayCredentials[]): Verdict {
  const [signature = '', ...more] = headersNamed(SIGNATURE_HEADER, delivery);
  const [, seconds = '', digest = ''] = SIGNATURE.exec(signature) ?? [];
  const ageMs = delivery.receivedAt.getTime() - Number(seconds) * 1000;
  if (more.length > 0 || digest === '' || Math.abs(ageMs) > TOLERANCE_MS) return 'invalid';
  const signed = Buffer.from(digest, 'hex');
  const secrets = accounts.flatMap(({ webhook_secrets }) => webhook_secrets).filter((secret) => secret !== '');
  const isOurs = secrets.some((secret) => isSame(signed, digestOf(delivery.body, secret, seconds)));
  return isOurs ? 'valid' : 'invalid';
}

export function split({ body }: Delivery): readonly Notification<Hint>[] | null {
  const json = objectIn(body);
  const [event, payment] = [textOrNull(json?.['event']), textOrNull(json?.['payment'])];
  if (event === null || payment === null) return null;
  const about = { intentId: null, subject: payment, payload: { event, payment } };
  return [{ eventId: event, eventType: 'payment.changed', ...about }];
}
