import { createHash, timingSafeEqual } from 'node:crypto';
import { unauthorized } from './fault.ts';

/** Stripe takes the key as a bearer token, and repeats a wrong one with its last four characters. @throws FaultError */
export function requireKey(authorization: string | undefined, secretKey: string): void {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (key === undefined) throw unauthorized('You did not provide an API key.');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(key), digest(secretKey))) return;
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(16)}${key.slice(-4)}`);
}
