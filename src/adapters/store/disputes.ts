import type { Disputes } from '../../ports/disputes.ts';
import { type Database, isUuid } from './database.ts';
import { disputeOf } from './rows.ts';

/** Disputes, as `keep_dispute` keeps them. */
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
