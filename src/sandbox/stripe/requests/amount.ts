import { invalidRequest } from './fault.ts';

/** Written down apart from the adapter's table, so that one of them can find a fault in the other. */
const WHOLE_UNITS = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const THREE_DECIMALS = 'bhd jod kwd omr tnd'.split(' ');
/** Sent with two decimals that must be zeros. */
const ZERO_CENTS = ['isk', 'ugx'];

/** In the smallest unit (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, 2026-11-21). */
const MINIMUM: Readonly<Record<string, number>> = { gbp: 30, jpy: 50, mxn: 1000, huf: 17_500, brl: 50 };
const DEFAULT_MINIMUM = 50;
const MAXIMUM = 99_999_999;

/** @throws FaultError as Stripe refuses amounts. */
export function requireAmount(amount: number, currency: string, param: string): void {
  if (!/^[a-z]{3}$/.test(currency)) throw invalidRequest(`Invalid currency: ${currency}`, { param: 'currency' });
  const least = MINIMUM[currency] ?? DEFAULT_MINIMUM;
  if (amount < least)
    throw invalidRequest(`Amount must be at least ${least} ${currency}`, { code: 'amount_too_small', param });
  if (amount > MAXIMUM)
    throw invalidRequest(`Amount must be no more than ${MAXIMUM} ${currency}`, { code: 'amount_too_large', param });
  const step = ZERO_CENTS.includes(currency) ? 100 : THREE_DECIMALS.includes(currency) ? 10 : 1;
  if (amount % step !== 0)
    throw invalidRequest(`Invalid amount for ${currency}`, { code: 'parameter_invalid_integer', param });
}

/** Decimal text in major units. */
export function inMajorUnits(amount: number, currency: string): string {
  const decimals = WHOLE_UNITS.includes(currency) ? 0 : THREE_DECIMALS.includes(currency) ? 3 : 2;
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The integer of decimal text in major units. @throws Error when it has more decimals than the currency. */
export function inMinorUnits(text: string, currency: string): number {
  const decimals = WHOLE_UNITS.includes(currency) ? 0 : THREE_DECIMALS.includes(currency) ? 3 : 2;
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length > decimals) throw new Error(`${currency} has ${decimals} decimals`);
  return Number(`${whole}${fraction.padEnd(decimals, '0')}`);
}
