import type { Prisma } from '../../../../generated/prisma/client.ts';
import type { Queries } from '../../../ports/store/queries.ts';
import { type Database, isUuid } from '../postgres/database.ts';
import { loadPurchase } from '../purchases/load.ts';
import { type Doubt, detailsOf } from './details.ts';
import { createPaymentList } from './payment-list.ts';
import { createTimeline } from './timeline.ts';

/** Lists and details for operators and client apps. */
export function createQueries(db: Database): Queries {
  const { prisma } = db;

  const doubtsOf = (id: string) => prisma.$queryRaw<Doubt[]>`
    SELECT operation, calls, since FROM calls_in_doubt WHERE payment_id = ${id}::uuid ORDER BY since`;

  return {
    ...createPaymentList(db),
    ...createTimeline(db),

    async findDetails(id) {
      if (!isUuid(id)) return null;
      const include = {
        account: true,
        attempts: { orderBy: [{ createdAt: 'asc' }, { providerPaymentId: 'asc' }] },
        anomalies: { orderBy: [{ recordedAt: 'asc' }, { kind: 'asc' }, { subject: 'asc' }, { id: 'asc' }] },
      } satisfies Prisma.PaymentInclude;
      const row = await prisma.payment.findUnique({ where: { id }, include });
      return row && detailsOf(row, await doubtsOf(id), await loadPurchase(db, { kind: 'payment', id }));
    },
  };
}
