import type { Method, MethodType } from '../../../../domain/payment/method.ts';
import { fieldsOf, textOrNull } from '../../shared/json.ts';

/**
 * `payment_source` of an order: one field, by the name of what it was paid with.
 * https://developer.paypal.com/docs/api/orders/v2/#orders_get, 2026-11-29
 */
const TYPES: Readonly<Record<string, MethodType>> = {
  card: 'card',
  paypal: 'wallet',
  venmo: 'wallet',
  apple_pay: 'wallet',
  google_pay: 'wallet',
  bancontact: 'bank_transfer',
  blik: 'bank_transfer',
  eps: 'bank_transfer',
  giropay: 'bank_transfer',
  ideal: 'bank_transfer',
  mybank: 'bank_transfer',
  p24: 'bank_transfer',
  sofort: 'bank_transfer',
  trustly: 'bank_transfer',
};

/** Null where the order doesn't say. */
export function readMethod(source: unknown): Method | null {
  const [name, details] = Object.entries(fieldsOf(source))[0] ?? [];
  if (name === undefined) return null;
  const type = (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined) ?? 'other';
  const { brand, last_digits } = fieldsOf(details);
  const last4 = textOrNull(last_digits);
  return {
    type,
    brand: type === 'card' ? (textOrNull(brand)?.toLowerCase().slice(0, 64) ?? null) : name.slice(0, 64),
    last4: last4 !== null && /^\d{4}$/.test(last4) ? last4 : null,
    installments: null,
  };
}
