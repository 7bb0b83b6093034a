import type { Delivery } from '../../../ports/payment-provider.ts';
import { withOnly } from '../headers.ts';
import { HEADER_NAME } from './signature.ts';

/**
 * With a client secret anybody can pay, and read the payer's data: it "should not be stored, logged, or exposed
 * to anyone other than the customer" (https://docs.stripe.com/api/payment_intents/object, 2026-11-21). Events
 * carry it in their intents, and in the address of a `next_action`.
 */
const CLIENT_SECRET = /("client_secret"\s*:\s*")(?:[^"\\]|\\.)*|(_secret_)[A-Za-z0-9]+(?!\w*"\s*:)/g;

/**
 * What of a delivery may be kept. Its signature no longer fits, and doesn't have to: only what was verified is
 * kept, and it would be too old five minutes later.
 */
export function redacted(delivery: Delivery): Delivery {
  const kept = withOnly([HEADER_NAME], delivery);
  const text = new TextDecoder().decode(delivery.body);
  const without = text.replace(CLIENT_SECRET, '$1$2redacted');
  return without === text ? kept : { ...kept, body: new TextEncoder().encode(without) };
}
