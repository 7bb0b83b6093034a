import type { Prisma } from '../../../generated/prisma/client.ts';
import { invalid } from '../../domain/error.ts';
import type { PaymentFilter, Readings } from '../../ports/readings.ts';
import { type Database, isUuid, storable } from './database.ts';
import { detailsOf } from './details.ts';
import { paymentOf } from './rows.ts';
import { createTimeline } from './timeline.ts';

/** What people look up. */
export function createReadings(db: Database): Readings {
  const { prisma } = db;
  return {
    ...createTimeline(db),

    async listPayments(filter, { limit, cursor }) {
      const where = { ...columnsOf(filter), ...(cursor === null ? {} : before(placeOf(cursor))) };
      const orderBy = [{ createdAt: 'desc' }, { id: 'desc' }] as const;
      // One more than asked for shows whether there is a next page.
      const rows = await prisma.payment.findMany({ where, orderBy: [...orderBy], take: limit + 1 });
      const last = rows[limit - 1];
      const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last) : null;
      return { items: rows.slice(0, limit).map(paymentOf), nextCursor };
    },

    async findDetails(id) {
      if (!isUuid(id)) return null;
      const include = {
        account: true,
        attempts: { orderBy: { createdAt: 'asc' } },
        anomalies: { orderBy: { recordedAt: 'asc' } },
      } as const;
      const row = await prisma.payment.findUnique({ where: { id }, include });
      return row && detailsOf(row);
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

/** Where a page ended: the moment, and the id for payments of one moment. */
type Place = { readonly createdAt: Date; readonly id: string };

/** The first condition is where an index can begin to read; the second leaves out those of the same moment. */
function before({ createdAt, id }: Place): Prisma.PaymentWhereInput {
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}

function cursorOf({ createdAt, id }: Place): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');
}

/** Only what this module made: what decodes to the same place but is written otherwise is refused, too. */
function placeOf(cursor: string): Place {
  const [moment = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(moment);
  const isPlace = isUuid(id) && !Number.isNaN(createdAt.getTime());
  if (!isPlace || cursorOf({ createdAt, id }) !== cursor) throw invalid('cursor', 'Unknown cursor');
  return { createdAt, id };
}
