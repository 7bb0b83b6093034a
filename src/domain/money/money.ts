import { invalid } from '../error.ts';
import { type Currency, decimalsOf, toCurrency } from './currency.ts';

/** An amount of money in the currency's minor unit: 1000 JPY is 1000, 10.00 USD is 1000. Never negative. */
export type Money = { readonly minor: number; readonly currency: Currency };

/** The largest amount we carry, in minor units: 12 digits, exact as a double and in every provider's decimals. */
export const MAX_MINOR = 999_999_999_999;

// The limits on digits keep every later step short, whatever text is sent.
const DECIMAL = /^(\d{1,15})(?:\.(\d{1,15}))?$/;

/** @throws DomainError `invalid` with field `currency` or `amount`. */
export function money(minor: number, currency: string): Money {
  const known = toCurrency(currency);
  if (known === undefined) throw invalid('currency', 'currency must be the ISO 4217 code of a supported currency');
  if (!Number.isSafeInteger(minor) || minor < 0) throw invalid('amount', 'amount must be an integer in minor units');
  if (minor > MAX_MINOR) throw invalid('amount', `amount must be at most ${MAX_MINOR} minor units`);
  return { minor, currency: known };
}

/**
 * Reads decimal text in major units ("5000.00", "10.5"). More decimals than the currency has are refused,
 * never rounded; trailing zeros beyond them change nothing and are accepted.
 * @throws DomainError `invalid` with field `amount`.
 */
export function moneyFromDecimal(text: string, currency: Currency): Money {
  const parts = DECIMAL.exec(text);
  const decimals = decimalsOf(currency);
  const fraction = (parts?.[2] ?? '').replace(/0+$/, '');
  if (parts === null || fraction.length > decimals) throw invalid('amount', whatIsAllowed(currency));
  const minor = Number(`${parts[1]}${fraction.padEnd(decimals, '0')}`);
  // In the units in which it was written.
  if (minor > MAX_MINOR) throw invalid('amount', whatIsAllowed(currency));
  return money(minor, currency);
}

function whatIsAllowed(currency: Currency): string {
  const most = moneyToDecimal({ minor: MAX_MINOR, currency });
  return `amount must be a number of at most ${most}, with at most ${decimalsOf(currency)} decimals`;
}

/** Decimal text in major units with all of the currency's decimals: "5000.00", "1000". */
export function moneyToDecimal({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return String(minor);
  const digits = String(minor).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A JSON number as the decimal text it was written in: the shortest text that reads back as the same number. */
export function decimalTextOf(value: number): string {
  return String(value);
}
