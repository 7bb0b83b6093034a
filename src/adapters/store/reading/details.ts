import type * as Table from '../../../../generated/prisma/client.ts';
import { missingOf } from '../../../domain/purchase/money/parts.ts';
import { surplusOf } from '../../../domain/purchase/money/surplus.ts';
import type { Purchase } from '../../../domain/purchase/purchase.ts';
import type { Doubtful, KeptAnomaly, PaymentDetails } from '../../../ports/store/queries.ts';
import { accountOf, anomalyOf, attemptOf, paymentOf } from './rows.ts';

/** A payment's row, and those that hang on it. */
type Rows = Table.Payment & {
  readonly account: Table.Account;
  readonly attempts: readonly Table.Attempt[];
  readonly anomalies: readonly Table.Anomaly[];
};

/** A row of the view `calls_in_doubt`. */
export type Doubt = { readonly operation: Doubtful; readonly calls: number; readonly since: Date };

export function detailsOf(row: Rows, doubts: readonly Doubt[], purchase: Purchase): PaymentDetails {
  const { id, owner, providerUserId } = accountOf(row.account);
  const { payment } = purchase;
  const surpluses = payment?.status === 'succeeded' ? surplusOf(purchase, payment) : [];
  const surplus = new Map(surpluses.map((one) => [one.providerPaymentId, one.surplusMinor]));
  return {
    payment: paymentOf(row),
    account: { id, owner, providerUserId },
    attempts: row.attempts.map((one) => ({ ...attemptOf(one), surplusMinor: surplus.get(one.providerPaymentId) ?? 0 })),
    missingMinor: payment === null ? 0 : missingOf(purchase, payment),
    anomalies: row.anomalies.map(keptAnomalyOf),
    inDoubt: inDoubtOf(doubts),
  };
}

/** In the order of time. */
function inDoubtOf(doubts: readonly Doubt[]): PaymentDetails['inDoubt'] {
  const [first] = doubts;
  if (first === undefined) return null;
  const calls = doubts.reduce((sum, doubt) => sum + doubt.calls, 0);
  return { calls, since: first.since, operations: [...new Set(doubts.map(({ operation }) => operation))] };
}

export function keptAnomalyOf(row: Table.Anomaly): KeptAnomaly {
  const { id, recordedAt, resolvedAt, resolvedBy, resolution } = row;
  const isResolved = resolvedAt !== null && resolution !== null;
  return {
    ...anomalyOf(row),
    id,
    recordedAt,
    resolution: isResolved ? { by: resolvedBy, reason: resolution, at: resolvedAt } : null,
  };
}
