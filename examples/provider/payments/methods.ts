import { type JsonObject, type Method, textOrNull } from 'fitstack-payments/provider-kit';

/** What was paid with. Acme Pay takes cards alone. */
export function methodIn(payment: JsonObject): Method {
  return { type: 'card', brand: null, last4: textOrNull(payment['card_last4']), installments: null };
}
