import type { Prisma } from '../../../../generated/prisma/client.ts';
import { type Surplus, surplusOf } from '../../../domain/purchase/parts.ts';
import type { PaymentFilter, Queries } from '../../../ports/queries.ts';
import { type Database, isUuid, storable } from '../postgres/database.ts';
import { loadPurchase } from '../purchases/load.ts';
import { type Doubt, detailsOf } from './details.ts';
import { NEWEST_FIRST, newestFirst, olderThan, toPage } from './pages.ts';
import { paymentOf } from './rows.ts';
import { createTimeline } from './timeline.ts';

const { cursorOf, positionOf } = newestFirst('payments');

/** Lists and details for operators and client apps. */
export function createQueries(db: Database): Queries {
  const { prisma } = db;

  const doubtsOf = (id: string) => prisma.$queryRaw<Doubt[]>`
    SELECT operation, calls, since FROM calls_in_doubt WHERE payment_id = ${id}::uuid ORDER BY since`;

  return {
    ...createTimeline(db),

    async listPayments(filter, { limit, cursor }) {
      const where = { ...columnsOf(filter), ...(cursor !== null && olderThan(positionOf(cursor))) };
      const rows = await prisma.payment.findMany({ where, orderBy: NEWEST_FIRST, take: limit + 1 });
      return toPage(rows, limit, paymentOf, cursorOf);
    },

    async findDetails(id) {
      if (!isUuid(id)) return null;
      const include = {
        account: true,
        attempts: { orderBy: [{ createdAt: 'asc' }, { providerPaymentId: 'asc' }] },
        anomalies: { orderBy: [{ recordedAt: 'asc' }, { kind: 'asc' }, { subject: 'asc' }] },
      } satisfies Prisma.PaymentInclude;
      const row = await prisma.payment.findUnique({ where: { id }, include });
      return row && detailsOf(row, await doubtsOf(id), await surplusesOf(db, id));
    },
  };
}

function columnsOf({ userId, status, orderId, gymSlug }: PaymentFilter): Prisma.PaymentWhereInput {
  return {
    ...(userId !== null && { userId: storable(userId) }),
    ...(status !== null && { status }),
    ...(orderId !== null && { orderId }),
    ...(gymSlug !== null && { gymSlug }),
  };
}

async function surplusesOf(db: Database, id: string): Promise<readonly Surplus[]> {
  const purchase = await loadPurchase(db, { kind: 'payment', id });
  return purchase.payment?.status === 'succeeded' ? surplusOf(purchase, purchase.payment) : [];
}
