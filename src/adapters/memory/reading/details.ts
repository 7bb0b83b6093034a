import { missingOf } from '../../../domain/purchase/money/parts.ts';
import { surplusOf } from '../../../domain/purchase/money/surplus.ts';
import type { Purchase, PurchasePayment } from '../../../domain/purchase/purchase.ts';
import { attemptIn, paymentIn } from '../../../domain/purchase/purchase.ts';
import type { Doubtful, PaymentDetails } from '../../../ports/store/queries.ts';
import { by } from '../order.ts';
import type { PaymentRow, Tables } from '../tables.ts';

/** All that is known of a payment. */
export function detailsOf(tables: Tables, row: PaymentRow): PaymentDetails {
  const account = tables.accounts.get(row.payment.accountId);
  if (account === undefined) throw new Error(`payment ${row.payment.id} has no account`);
  const { id, owner, providerUserId } = account;
  const purchase = purchaseIn(row);
  const surplus = surplusIn(purchase, row.payment);
  const minorOf = (providerPaymentId: string) => surplus.get(providerPaymentId) ?? 0;
  return {
    payment: paymentIn(row.payment),
    account: { id, owner, providerUserId },
    attempts: row.attempts.map((one) => ({ ...attemptIn(one), surplusMinor: minorOf(one.providerPaymentId) })),
    missingMinor: missingOf(purchase, row.payment),
    anomalies: row.anomalies,
    inDoubt: inDoubt(row),
  };
}

/** As far as it says where the money is. */
function purchaseIn(row: PaymentRow): Purchase {
  const succeededAt = row.history.find(({ to }) => to === 'succeeded')?.recordedAt ?? null;
  const nothingElse = { order: null, otherOpen: [], delivery: null, owners: null };
  return { ...row, ...nothingElse, now: row.payment.updatedAt, succeededAt };
}

/** How much of each attempt's money is beyond the payment's amount. */
function surplusIn(purchase: Purchase, payment: PurchasePayment): ReadonlyMap<string, number> {
  if (payment.status !== 'succeeded') return new Map();
  return new Map(surplusOf(purchase, payment).map((one) => [one.providerPaymentId, one.surplusMinor]));
}

type Doubt = { readonly operation: Doubtful; readonly calls: number; readonly since: Date };

function inDoubt(row: PaymentRow): PaymentDetails['inDoubt'] {
  const doubts = doubtsAbout(row).toSorted(by(({ since }) => [since]));
  const [first] = doubts;
  if (first === undefined) return null;
  const calls = doubts.reduce((sum, doubt) => sum + doubt.calls, 0);
  return { calls, since: first.since, operations: [...new Set(doubts.map(({ operation }) => operation))] };
}

/** Calls that may have had an effect which no provider has reported. */
function doubtsAbout(row: PaymentRow): readonly Doubt[] {
  const waiting = [
    { operation: 'opening' as const, calls: row.payment.calls },
    ...row.refunds.map(({ calls }) => ({ operation: 'refund' as const, calls })),
    ...row.captures.map(({ calls }) => ({ operation: 'capture' as const, calls })),
  ];
  return waiting.flatMap(({ operation, calls: { unknownCalls: calls, unknownSince: since } }) =>
    since === null ? [] : [{ operation, calls, since }],
  );
}
