import { type Money, moneyToDecimal, type Refusal } from 'fitstack-payments/provider-kit';

const CURRENCIES: readonly string[] = ['USD', 'JPY'];

/** Why Acme Pay can't take this amount, or null. */
export function refusal({ minor, currency }: Money): Refusal | null {
  if (!CURRENCIES.includes(currency)) return { field: 'currency', reason: `Acme Pay does not take ${currency}` };
  return minor === 0 ? { field: 'amount', reason: 'Amount must be greater than zero' } : null;
}

/** Decimal text, with as many decimals as the currency has. */
export function toWire(amount: Money) {
  return { amount: moneyToDecimal(amount), currency: amount.currency };
}
