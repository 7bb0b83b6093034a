import type { FastifyRequest } from 'fastify';
import { invalid } from './errors.ts';
import type { Merchant, Records } from './records.ts';

/** What a request has made: its id, and whether an earlier request under the same key made it. */
export type Made = { readonly id: string; readonly isReplayed: boolean };

/** Keys of orders are kept for 6 hours, and those of refunds for 45 days. https://developer.paypal.com/docs/api/orders/v2/, 2026-11-29 */
const KEPT_MS = { orders: 6 * 3_600_000, refunds: 45 * 24 * 3_600_000 } as const;
const MAX_KEY_CHARACTERS = 108;

/** Makes something, unless the key has made it before. What was refused is forgotten. @throws ApiError */
export function madeOnce(
  { keys }: Records,
  now: Date,
  {
    merchant,
    request,
    kind,
  }: { readonly merchant: Merchant; readonly request: FastifyRequest; readonly kind: keyof typeof KEPT_MS },
  make: () => string,
): Made {
  const key = request.headers['paypal-request-id'];
  if (typeof key !== 'string') return { id: make(), isReplayed: false };
  if (key.length > MAX_KEY_CHARACTERS) throw invalid('INVALID_STRING_MAX_LENGTH', 'PayPal-Request-Id');
  const name = `${merchant.clientId} ${request.url} ${key}`;
  const before = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (before !== undefined && now.getTime() - Date.parse(before.at) < KEPT_MS[kind])
    return { id: before.id, isReplayed: true };
  const id = make();
  keys[name] = { id, at: now.toISOString() };
  return { id, isReplayed: false };
}
