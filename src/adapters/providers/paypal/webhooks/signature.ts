import type { Outcome } from '../../../../ports/outcome.ts';
import { ok } from '../../../../ports/outcome.ts';
import type { Delivery, Verdict } from '../../../../ports/payment-provider/deliveries.ts';
import { headersNamed } from '../../shared/headers.ts';
import { objectIn } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { judge, unanswered } from '../calls/errors.ts';
import type { PayPalCredentials } from '../settings.ts';

/**
 * The headers of a webhook, the field of the question that each becomes, and its form
 * (https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature_post, 2026-11-29).
 */
const PARTS = {
  'paypal-auth-algo': ['auth_algo', /^[A-Za-z0-9]{1,100}$/],
  'paypal-cert-url': ['cert_url', /^https?:\/\/[\x21-\x7e]{1,490}$/],
  'paypal-transmission-id': ['transmission_id', /^[\x21-\x7e]{1,50}$/],
  'paypal-transmission-sig': ['transmission_sig', /^[A-Za-z0-9+/=]{20,500}$/],
  'paypal-transmission-time': ['transmission_time', /^[0-9T:.Z+-]{10,100}$/],
} as const satisfies Readonly<Record<string, readonly [field: string, form: RegExp]>>;

export const SIGNED_HEADERS: readonly string[] = Object.keys(PARTS);

/** PayPal sends a webhook again for three days, and does not document whether with its first time. */
const OLDEST_MS = 4 * 24 * 3_600_000;
const AHEAD_MS = 5 * 60_000;

/** Whether the delivery has every part of a genuine one and is not too old: PayPal alone can say more. */
export function verify(delivery: Delivery, accounts: readonly PayPalCredentials[]): Verdict {
  const parts = partsOf(delivery);
  if (accounts.length === 0 || parts === null) return 'invalid';
  const ageMs = delivery.receivedAt.getTime() - Date.parse(parts['transmission_time'] ?? '');
  return ageMs <= OLDEST_MS && ageMs >= -AHEAD_MS ? 'ask' : 'invalid';
}

/**
 * The signature covers the bytes of the body: PayPal reads them in the question as they stand there, so they are put in
 * unchanged. A body that is not one JSON object would change the question, so PayPal is not asked.
 */
export async function confirm(
  client: Client,
  { webhook_id }: PayPalCredentials,
  delivery: Delivery,
): Promise<Outcome<boolean>> {
  const parts = partsOf(delivery);
  if (parts === null || objectIn(delivery.body) === null) return ok(false);
  const question = JSON.stringify({ ...parts, webhook_id });
  const body = `${question.slice(0, -1)},"webhook_event":${Buffer.from(delivery.body).toString('utf8')}}`;
  const path = '/v1/notifications/verify-webhook-signature';
  const answer = await client.call({ method: 'POST', path, body }, judge);
  if (answer.kind !== 'ok') return answer;
  const { verification_status: status } = answer.value;
  return status === 'SUCCESS' || status === 'FAILURE'
    ? ok(status === 'SUCCESS')
    : unanswered('the answer is no verdict');
}

/** Null unless each part is there once, in its form. */
function partsOf(delivery: Delivery): Readonly<Record<string, string>> | null {
  const parts = Object.entries(PARTS).map(([name, [field, form]]) => {
    const [value, ...more] = headersNamed(name, delivery);
    return value !== undefined && more.length === 0 && form.test(value) ? ([field, value] as const) : null;
  });
  const found = parts.filter((part) => part !== null);
  return found.length === parts.length ? Object.fromEntries(found) : null;
}
