import type { Delivery, Notification } from '../../../../ports/payment-provider/deliveries.ts';
import { withOnly } from '../../shared/headers.ts';
import type { StripeEvent } from './event.ts';
import { HEADER_NAME } from './signature.ts';

/**
 * The holder of a client secret can pay, and read the payer's data: it "should not be stored, logged, or exposed
 * to anyone other than the customer" (https://docs.stripe.com/api/payment_intents/object, 2026-11-21). Events
 * carry it in their intents, and in the address of a `next_action`.
 */
const SECRET_KEY = 'client_secret';
/** Linear: no two of its repetitions can match the same characters. */
const SECRETS = /_secret_[A-Za-z0-9]+/g;

/** How a secret can be written in JSON: plainly, or with escapes. */
const TRACES = ['secret', '\\u'] as const;

/**
 * What of a delivery may be kept. Its signature no longer fits, and doesn't have to: only what was verified is
 * kept, and it would be too old five minutes later. The parsed event is written anew, which takes time in proportion
 * to its length: expressions over its JSON would not.
 */
export function redacted(delivery: Delivery, { payload }: Notification<Pick<StripeEvent, 'json'>>): Delivery {
  const kept = withOnly([HEADER_NAME], delivery);
  const bytes = Buffer.from(delivery.body.buffer, delivery.body.byteOffset, delivery.body.byteLength);
  if (!TRACES.some((trace) => bytes.includes(trace))) return kept;
  return { ...kept, body: Buffer.from(JSON.stringify(payload.json, withoutSecrets)) };
}

function withoutSecrets(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return key === SECRET_KEY ? 'redacted' : value.replace(SECRETS, '_secret_redacted');
}
