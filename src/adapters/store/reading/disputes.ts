import type * as Table from '../../../../generated/prisma/client.ts';
import { type Dispute, outcomeOf } from '../../../domain/payment/dispute.ts';
import type { Disputes } from '../../../ports/store/disputes.ts';
import { type Database, isUuid } from '../postgres/database.ts';
import { moneyOf } from './rows.ts';

export function createDisputes({ prisma }: Database): Disputes {
  return {
    async listDisputes(paymentId) {
      if (!isUuid(paymentId)) return [];
      const orderBy = [{ createdAt: 'asc' }, { providerDisputeId: 'asc' }] as const;
      const rows = await prisma.dispute.findMany({ where: { paymentId }, orderBy: [...orderBy] });
      return rows.flatMap((row) => disputeOf(row) ?? []);
    },
  };
}

/** Null while no report shows a dispute. */
function disputeOf(row: Table.Dispute): Dispute | null {
  const { paymentId, accountId, providerDisputeId, providerPaymentId, reason, overWonAt, overLostAt, createdAt } = row;
  const amount = row.amountMinor === null || row.currency === null ? null : moneyOf(row.amountMinor, row.currency);
  const word = row.status as Dispute['status'] | null;
  const said = word && row.statusAt && { status: word, occurredAt: row.statusAt, amount, reason };
  const outcome = outcomeOf({ said, overWonAt, overLostAt });
  if (outcome === null || createdAt === null) return null;
  return { paymentId, accountId, providerDisputeId, providerPaymentId, amount, reason, ...outcome, createdAt };
}
