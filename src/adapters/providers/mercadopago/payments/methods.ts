import type { Method, MethodType } from '../../../../domain/payment/method.ts';

/** `payment_type_id` (https://www.mercadopago.com.ar/developers/en/reference/payment_methods/_payment_methods/get, 2026-11-28). */
const TYPES: ReadonlyMap<unknown, MethodType> = new Map([
  ['credit_card', 'card'],
  ['debit_card', 'card'],
  ['prepaid_card', 'card'],
  ['voucher_card', 'card'], // for meals
  ['ticket', 'voucher'],
  ['atm', 'voucher'],
  ['bank_transfer', 'bank_transfer'],
  ['account_money', 'account_money'],
  ['digital_wallet', 'wallet'],
]);

/** `payment_method_id` of cards that has another name elsewhere; debit cards have a name of their own. */
const BRANDS: ReadonlyMap<string, string> = new Map([
  ['master', 'mastercard'],
  ['debmaster', 'mastercard'],
  ['debvisa', 'visa'],
  ['debcabal', 'cabal'],
  ['debelo', 'elo'],
]);

/** The part of a payment that says what it was paid with. */
export type WireMethod = {
  readonly payment_type_id?: unknown;
  readonly payment_method_id?: unknown;
  readonly card?: unknown;
  readonly installments?: unknown;
};

/** Null where the payment doesn't say. Installments are a card's alone: everything else counts as one. */
export function readMethod(payment: WireMethod): Method | null {
  const { payment_type_id: word, payment_method_id: id, card, installments: count } = payment;
  if (typeof word !== 'string') return null;
  const type = TYPES.get(word) ?? 'other';
  const last4: unknown = Object(card).last_four_digits;
  const isCounted = type === 'card' && Number.isSafeInteger(count) && Number(count) > 0;
  return {
    type,
    brand: typeof id === 'string' && id !== '' ? (BRANDS.get(id) ?? id.slice(0, 64)) : null,
    last4: typeof last4 === 'string' && /^\d{4}$/.test(last4) ? last4 : null,
    installments: isCounted ? Number(count) : null,
  };
}
