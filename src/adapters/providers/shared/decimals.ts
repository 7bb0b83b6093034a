import { toCurrency } from '../../../domain/money/currency.ts';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../../../domain/money/money.ts';

/**
 * An amount in major units as a provider writes it: with this many decimals, which may be fewer or more than ISO 4217 has.
 * Null if it doesn't fit without rounding: 10.50 HUF where the provider takes whole forints.
 */
export function toDecimals(amount: Money, decimals: number): string | null {
  const [whole = '', fraction = ''] = moneyToDecimal(amount).split('.');
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const digits = fraction.slice(0, decimals).padEnd(decimals, '0');
  return digits === '' ? whole : `${whole}.${digits}`;
}

/**
 * Reads decimal text and an upper-case currency code. Null when it is no amount that this service could have sent or been
 * paid: another type, a sign, an exponent, more decimals than the currency has, a currency that it doesn't know.
 */
export function fromDecimals(text: unknown, currency: unknown): Money | null {
  const known = typeof currency === 'string' ? toCurrency(currency) : undefined;
  if (typeof text !== 'string' || known === undefined) return null;
  try {
    return moneyFromDecimal(text, known);
  } catch {
    return null;
  }
}
