import { surplusOf } from '../../../domain/purchase/money/surplus.ts';
import type { Purchase } from '../../../domain/purchase/purchase.ts';
import { attemptIn, paymentIn } from '../../../domain/purchase/purchase.ts';
import type { Doubtful, PaymentDetails } from '../../../ports/store/queries.ts';
import { by } from '../order.ts';
import type { PaymentRow, Tables } from '../tables.ts';

/** All that is known of a payment. */
export function detailsOf(tables: Tables, row: PaymentRow): PaymentDetails {
  const account = tables.accounts.get(row.payment.accountId);
  if (account === undefined) throw new Error(`payment ${row.payment.id} has no account`);
  const { id, owner, providerUserId } = account;
  const surplus = surplusIn(row);
  const minorOf = (providerPaymentId: string) => surplus.get(providerPaymentId) ?? 0;
  return {
    payment: paymentIn(row.payment),
    account: { id, owner, providerUserId },
    attempts: row.attempts.map((one) => ({ ...attemptIn(one), surplusMinor: minorOf(one.providerPaymentId) })),
    anomalies: row.anomalies,
    inDoubt: inDoubt(row),
  };
}

/** How much of each attempt's money is beyond the payment's amount. */
function surplusIn(row: PaymentRow): ReadonlyMap<string, number> {
  const { payment, history } = row;
  if (payment.status !== 'succeeded') return new Map();
  const succeededAt = history.find(({ to }) => to === 'succeeded')?.recordedAt ?? null;
  const nothingElse = { order: null, otherOpen: [], delivery: null, owners: null };
  const purchase: Purchase = { ...row, ...nothingElse, now: payment.updatedAt, succeededAt };
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
