import { decimalTextOf, type Money, moneyToDecimal } from '../../../domain/money/money.ts';
import type { Refusal } from '../../../ports/payment-provider/requests.ts';
import { fromDecimals, toDecimals } from '../shared/decimals.ts';

/**
 * The currencies Mercado Pago collects in, one per country site, with the decimals its `unit_price` takes.
 * A preference in any other currency is converted, after which amounts no longer compare. CLP and COP take
 * whole numbers only, although ISO 4217 gives COP two decimals.
 * https://www.mercadopago.com/developers/en/reference/preferences/_checkout_preferences/post, 2026-11-21
 */
const WIRE_DECIMALS: Readonly<Record<string, number>> = { ARS: 2, BRL: 2, MXN: 2, CLP: 0, COP: 0, PEN: 2, UYU: 2 };

/** Why this amount can't be sent, or null. */
export function refusal(amount: Money): Refusal | null {
  const decimals = WIRE_DECIMALS[amount.currency];
  if (decimals === undefined)
    return { field: 'currency', reason: `Mercado Pago does not collect in ${amount.currency}` };
  if (amount.minor === 0) return { field: 'amount', reason: 'Amount must be greater than zero' };
  if (toDecimals(amount, decimals) === null)
    return { field: 'amount', reason: `${amount.currency} amounts must be whole numbers` };
  return null;
}

/** The JSON number of an amount in major units: 12 digits are exact in a double, and print as they were. */
export function toWire(amount: Money): number {
  return Number(moneyToDecimal(amount));
}

/** Reads an amount back through its decimal text. Null when it isn't one that we could have sent or been paid. */
export function fromWire(amount: unknown, currency: unknown): Money | null {
  return typeof amount === 'number' ? fromDecimals(decimalTextOf(amount), currency) : null;
}
