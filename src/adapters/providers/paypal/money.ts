import type { Money } from '../../../domain/money/money.ts';
import type { Refusal } from '../../../ports/payment-provider/requests.ts';
import { fromDecimals, toDecimals } from '../shared/decimals.ts';
import { fieldsOf } from '../shared/json.ts';

/**
 * The currencies that PayPal pays in. Three of them have no decimals there, though ISO 4217 gives two to HUF and TWD.
 * https://developer.paypal.com/api/rest/reference/currency-codes/, 2026-11-29
 */
const CURRENCIES: ReadonlySet<string> = new Set(
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(' '),
);
const WITHOUT_DECIMALS: ReadonlySet<string> = new Set(['HUF', 'JPY', 'TWD']);

/** Why this amount can't be sent, or null. PayPal itself checks minimums and maximums. */
export function refusal(amount: Money): Refusal | null {
  const { minor, currency } = amount;
  if (!CURRENCIES.has(currency)) return { field: 'currency', reason: `PayPal does not pay in ${currency}` };
  if (minor === 0) return { field: 'amount', reason: 'Amount must be greater than zero' };
  if (toWire(amount) === null) return { field: 'amount', reason: `${currency} amounts must be whole numbers` };
  return null;
}

export type WireMoney = { readonly currency_code: string; readonly value: string };

/** What is sent of an amount; null if it has decimals that PayPal doesn't take. */
export function toWire(amount: Money): WireMoney | null {
  const { currency } = amount;
  const value = toDecimals(amount, WITHOUT_DECIMALS.has(currency) ? 0 : 2);
  return value === null ? null : { currency_code: currency, value };
}

/** Null when it isn't an amount that this service could have sent or been paid. */
export function fromWire(money: unknown): Money | null {
  const { currency_code, value } = fieldsOf(money);
  return fromDecimals(value, currency_code);
}
