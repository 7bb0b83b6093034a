import { decimalsOf, toCurrency } from '../domain/money/currency.ts';
import { moneyFromDecimal, moneyToDecimal } from '../domain/money/money.ts';

/**
 * `--amount` as people write it, in decimals of the currency: minor units, as the API takes them. A whole number
 * of a currency that has decimals can be meant either way, and the difference is a hundredfold: it is refused with both.
 * @throws Error that says what to type.
 */
export function minorOf(typed: string, currencyCode: string): number {
  const currency = toCurrency(currencyCode.toUpperCase());
  if (currency === undefined) throw new Error(`amounts in ${currencyCode} can't be read here`);
  if (/^[0.]+$/.test(typed)) throw new Error('--amount must be more than 0');
  if (decimalsOf(currency) > 0 && /^\d+$/.test(typed)) throw new Error(bothReadings(typed, currency));
  return moneyFromDecimal(typed, currency).minor;
}

function bothReadings(typed: string, currency: NonNullable<ReturnType<typeof toCurrency>>): string {
  const major = moneyToDecimal(moneyFromDecimal(typed, currency));
  const minor = moneyToDecimal({ minor: Number(typed), currency });
  return `--amount ${typed} could be ${major} or ${minor} ${currency}: write ${major} or ${minor}`;
}
