import { type Currency, decimalsOf, toCurrency } from '../../../domain/money/currency.ts';
import { MAX_MINOR, type Money } from '../../../domain/money/money.ts';
import type { Failure } from '../../../ports/outcome.ts';
import type { Refusal } from '../../../ports/payment-provider/requests.ts';

/**
 * How many decimals Stripe counts in, where that isn't two. ISK and UGX have no decimals but are sent as if
 * they had two; MGA has two by ISO 4217 and is sent without.
 * https://docs.stripe.com/currencies#zero-decimal and #special-cases, 2026-11-21
 */
const ZERO_DECIMAL = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
) as ReadonlySet<string>;

/** Why this amount can't be sent, or null. Stripe itself checks minimums and maximums. */
export function refusal(amount: Money): Refusal | null {
  const { minor, currency } = amount;
  if (decimalsOf(currency) > 2)
    return { field: 'currency', reason: `Stripe payments in ${currency} are not supported` };
  if (minor === 0) return { field: 'amount', reason: 'Amount must be greater than zero' };
  if (toWire(amount) === null) return { field: 'amount', reason: `${currency} amounts must be whole numbers` };
  return null;
}

/** What is sent of an amount, or the outcome without anything being sent. */
export function carried(amount: Money): number | Failure {
  const refused = refusal(amount);
  const wire = toWire(amount);
  if (refused === null && wire !== null) return wire;
  return { kind: 'rejected', about: 'amount', reason: refused?.reason ?? 'the amount can not be sent' };
}

/** The integer that Stripe takes for an amount; null when it has no such integer. */
export function toWire({ minor, currency }: Money): number | null {
  const shift = shiftOf(currency);
  if (shift >= 0) return minor * 10 ** shift;
  return minor % 10 ** -shift === 0 ? minor / 10 ** -shift : null;
}

/** Reads Stripe's integer and lower-case currency; null when it is no amount that we could have asked for. */
export function fromWire(amount: unknown, currency: unknown): Money | null {
  const known = typeof currency === 'string' ? toCurrency(currency.toUpperCase()) : undefined;
  if (known === undefined || typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) return null;
  const shift = shiftOf(known);
  if (shift > 0 && amount % 10 ** shift !== 0) return null;
  const minor = shift > 0 ? amount / 10 ** shift : amount * 10 ** -shift;
  return minor <= MAX_MINOR ? { minor, currency: known } : null;
}

/** Decimals on the wire less decimals of the minor unit: powers of ten, so nothing is ever rounded. */
function shiftOf(currency: Currency): number {
  if (decimalsOf(currency) > 2) return 0;
  return (ZERO_DECIMAL.has(currency) ? 0 : 2) - decimalsOf(currency);
}
