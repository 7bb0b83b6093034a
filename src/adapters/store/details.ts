import type * as Table from '../../../generated/prisma/client.ts';
import type { KeptAnomaly, PaymentDetails } from '../../ports/readings.ts';
import { accountOf, anomalyOf, attemptOf, paymentOf } from './rows.ts';

/** A payment's row, and those that hang on it. */
type Rows = Table.Payment & {
  readonly account: Table.Account;
  readonly attempts: readonly Table.Attempt[];
  readonly anomalies: readonly Table.Anomaly[];
};

export function detailsOf(row: Rows): PaymentDetails {
  const { id, owner, providerUserId } = accountOf(row.account);
  const { unknownCalls, unknownSince } = row;
  return {
    payment: paymentOf(row),
    account: { id, owner, providerUserId },
    attempts: row.attempts.map(attemptOf),
    anomalies: row.anomalies.map(keptAnomalyOf),
    inDoubt: unknownSince === null ? null : { calls: unknownCalls, since: unknownSince },
  };
}

export function keptAnomalyOf(row: Table.Anomaly): KeptAnomaly {
  const { id, recordedAt, resolvedAt, resolvedBy, resolution } = row;
  const isResolved = resolvedAt !== null && resolvedBy !== null && resolution !== null;
  return {
    ...anomalyOf(row),
    id,
    recordedAt,
    resolution: isResolved ? { by: resolvedBy, reason: resolution, at: resolvedAt } : null,
  };
}
