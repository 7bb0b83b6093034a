import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, Verdict } from '../../src/ports/payment-provider/deliveries.ts';

export const SIGNATURE_HEADER = 'signature';
const SIGNATURE = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/;
const MAX_AGE_MS = 86_400_000;
const MAX_AHEAD_MS = 300_000;

export function deliveryOf(
  body: string,
  headers: Delivery['headers'],
  query: Delivery['query'],
  receivedAt: Date,
): Delivery {
  return { body: Buffer.from(body), headers, query, receivedAt };
}

/** As the provider sends it, and as it arrives at once. */
export function signedDelivery(text: string, secret: string, at: Date): Delivery {
  const signature = `t=${at.getTime()},v1=${digestOf(Buffer.from(text), secret, at.getTime()).toString('hex')}`;
  return deliveryOf(text, [[SIGNATURE_HEADER, signature]], [], at);
}

/** With `unsigned` in its query it is of a shape that is never signed. */
export function verifyDelivery({ body, headers, query, receivedAt }: Delivery, secrets: readonly string[]): Verdict {
  if (query.some(([key]) => key === 'unsigned')) return 'unverifiable';
  const [signature, ...more] = headers.filter(isSignature).map(([, value]) => value);
  const [, at = '', digest = ''] = SIGNATURE.exec(signature ?? '') ?? [];
  const ageMs = receivedAt.getTime() - Number(at);
  if (more.length > 0 || digest === '' || ageMs > MAX_AGE_MS || ageMs < -MAX_AHEAD_MS) return 'invalid';
  const reported = Buffer.from(digest, 'hex');
  const isOf = (secret: string) => secret !== '' && timingSafeEqual(reported, digestOf(body, secret, Number(at)));
  return secrets.some(isOf) ? 'valid' : 'invalid';
}

/** What of it the provider has to be asked about: all that has a signature, whichever. */
export function doubt({ headers }: Delivery): Verdict {
  const [signature, ...more] = headers.filter(isSignature).map(([, value]) => value);
  return more.length === 0 && SIGNATURE.test(signature ?? '') ? 'ask' : 'invalid';
}

/** What of it may be kept: nothing in a body opens a payment. */
export function redactedDelivery(delivery: Delivery): Delivery {
  return { ...delivery, headers: delivery.headers.filter(isSignature) };
}

function isSignature([name]: Delivery['headers'][number]): boolean {
  return name.toLowerCase() === SIGNATURE_HEADER;
}

function digestOf(body: Uint8Array, secret: string, at: number): Buffer {
  return createHmac('sha256', secret).update(`${at}.`).update(body).digest();
}
