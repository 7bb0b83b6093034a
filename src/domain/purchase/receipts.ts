import { DomainError, invalid } from '../error.ts';
import { type Money, money } from '../money/money.ts';
import type { Receipt } from '../payment/receipt.ts';
import type { Decision } from './decision.ts';
import type { Facts } from './facts.ts';
import { missingOf } from './money/parts.ts';
import type { Purchase } from './purchase.ts';
import { type Recorded, recordFacts } from './record.ts';

/** Money that an operator is about to take. `amountMinor` null: all that is missing. */
export type WantedReceipt = { readonly id: string; readonly amountMinor: number | null };

/**
 * How much a receipt is for: what the operator says, or all that is missing; of a receipt that is known what it was for. Money
 * that comes for a cancelled payment is money, too.
 * @throws DomainError `payment_not_found`; `conflict` when nothing is missing; `invalid` with field `amount` when it is more
 */
export function amountToReceive(purchase: Purchase, { id, amountMinor }: WantedReceipt): Money {
  const { payment, attempts } = purchase;
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  const known = attempts.find(({ providerPaymentId }) => providerPaymentId === id);
  if (known?.authorized) return known.authorized;
  const missing = missingOf(purchase, payment);
  if (missing === 0) throw new DomainError('conflict', `The payment is ${payment.status}: nothing of it is missing`);
  const minor = amountMinor ?? missing;
  if (minor > missing) throw invalid('amount', `amount must be at most ${missing}: no more is missing`);
  return money(minor, payment.amount.currency);
}

/**
 * Records what an operator has taken as `recordFacts` does what a provider says. Of two operators at once only one takes what
 * is missing.
 * @throws DomainError as `amountToReceive` and `recordFacts` do; OwnersNeeded
 */
export function recordReceipt(
  purchase: Purchase,
  { id, amount }: Receipt,
  facts: Facts,
  newId: () => string,
): Decision<Recorded> {
  amountToReceive(purchase, { id, amountMinor: amount.minor });
  return recordFacts(purchase, facts, newId);
}
