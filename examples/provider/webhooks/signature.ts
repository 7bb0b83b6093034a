import { createHmac } from 'node:crypto';
import { type Delivery, headersNamed, isSame, type Verdict } from 'fitstack-payments/provider-kit';
import type { AcmePayCredentials } from '../settings.ts';

export const SIGNATURE_HEADER = 'acme-pay-signature';

const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
const TOLERANCE_MS = 300_000;

/** Acme Pay signs the second of sending and the body. */
export function verify(delivery: Delivery, accounts: readonly AcmePayCredentials[]): Verdict {
  const [signature = '', ...more] = headersNamed(SIGNATURE_HEADER, delivery);
  const [, seconds = '', digest = ''] = SIGNATURE.exec(signature) ?? [];
  const ageMs = delivery.receivedAt.getTime() - Number(seconds) * 1000;
  if (more.length > 0 || digest === '' || Math.abs(ageMs) > TOLERANCE_MS) return 'invalid';
  const signed = Buffer.from(digest, 'hex');
  const secrets = accounts.flatMap(({ webhook_secrets }) => webhook_secrets).filter((secret) => secret !== '');
  const isOurs = secrets.some((secret) => isSame(signed, digestOf(delivery.body, secret, seconds)));
  return isOurs ? 'valid' : 'invalid';
}

function digestOf(body: Uint8Array, secret: string, seconds: string): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
