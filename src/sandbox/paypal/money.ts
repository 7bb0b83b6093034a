import type { Money } from './records.ts';

/** https://developer.paypal.com/api/rest/reference/currency-codes/, 2026-11-29 */
const DECIMALS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD'
      .split(' ')
      .map((code) => [code, 2]),
  ),
  ...{ HUF: 0, JPY: 0, TWD: 0 },
};

/** Why this is no amount, in PayPal's word; null when it is one. */
export function faultOf(value: unknown): string | null {
  const { currency_code: currency, value: text } = Object(value) as Partial<Record<string, unknown>>;
  const decimals = Object.hasOwn(DECIMALS, String(currency)) ? DECIMALS[String(currency)] : undefined;
  if (decimals === undefined) return 'CURRENCY_NOT_SUPPORTED';
  const [, , fraction] = /^(\d{1,12})(?:\.(\d{1,10}))?$/.exec(typeof text === 'string' ? text : '') ?? [null];
  if (typeof text !== 'string' || !/^\d{1,12}(?:\.\d{1,10})?$/.test(text)) return 'INVALID_PARAMETER_SYNTAX';
  if (decimals === 0 && fraction !== undefined) return 'DECIMALS_NOT_SUPPORTED';
  if ((fraction ?? '').length > decimals) return 'DECIMAL_PRECISION';
  return Number(text) > 0 ? null : 'CANNOT_BE_ZERO_OR_NEGATIVE';
}

/** In hundredths of the major unit. */
export function hundredthsOf({ value }: Pick<Money, 'value'>): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  if (fraction.length > 2) throw new Error('an amount has two decimals at most');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
}

/** As PayPal writes it. */
export function moneyOf(hundredths: bigint, currency: string): Money {
  const digits = String(hundredths).padStart(3, '0');
  const value = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { currency_code: currency, value: DECIMALS[currency] === 0 ? value.slice(0, -3) : value };
}
