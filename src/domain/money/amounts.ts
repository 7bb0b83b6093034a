import type { Payment } from '../payment/payment.ts';
import type { Refund } from '../payment/refund.ts';
import type { Attempt } from '../payment/report.ts';

/** A payment's money by what became of it, in minor units of the payment's currency. */
export type Amounts = {
  /** Authorized, in attempts that have not ended without money. */
  readonly authorized: number;
  readonly captured: number;
  /** What went back. */
  readonly refunded: number;
  /** Requested refunds that are not finished. */
  readonly refunding: number;
  /** Authorized money that may still be captured. */
  readonly capturable: number;
};

/**
 * All attempts together: a payment that was paid twice has captured twice its amount. Money in another currency is an
 * anomaly, and can't be added up.
 */
export function amountsOf(
  { amount, captureMethod }: Payment,
  attempts: readonly Attempt[],
  refunds: readonly Refund[],
): Amounts {
  const live = attempts.filter(
    ({ fact, authorized }) => AGREED.has(fact.kind) && authorized?.currency === amount.currency,
  );
  const held = captureMethod === 'manual' ? live.filter(({ fact }) => fact.kind === 'processing') : [];
  const back = Object.groupBy(
    refunds.filter((refund) => refund.amount.currency === amount.currency),
    ({ status }) => status,
  );
  return {
    authorized: sum(live, authorizedBy),
    captured: sum(live, ({ capturedMinor }) => capturedMinor),
    refunded: sum(back.succeeded ?? [], (refund) => refund.amount.minor),
    refunding: sum(back.pending ?? [], (refund) => refund.amount.minor),
    capturable: sum(held, (attempt) => authorizedBy(attempt) - attempt.capturedMinor),
  };
}

/** An attempt that is pending, failed or cancelled holds no money. */
const AGREED: ReadonlySet<string> = new Set(['processing', 'succeeded']);

function authorizedBy({ authorized }: Attempt): number {
  return authorized?.minor ?? 0;
}

function sum<Item>(items: readonly Item[], minorOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + minorOf(item), 0);
}
