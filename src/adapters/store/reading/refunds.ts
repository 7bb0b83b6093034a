import type * as Table from '../../../../generated/prisma/client.ts';
import { type Refund, type RefundStatus, wholeOf } from '../../../domain/payment/refund.ts';
import type { Refunds } from '../../../ports/store/refunds.ts';
import { type Database, isUuid } from '../postgres/database.ts';
import { NEWEST_FIRST, newestFirst, olderThan, toPage } from './pages.ts';
import { moneyOf, type Row } from './rows.ts';

type RefundRow = Row<Table.Refund>;

const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

export function createRefunds({ prisma }: Database): Refunds {
  const { refund: table } = prisma;
  return {
    async findRefund(id) {
      const row = isUuid(id) ? await table.findUnique({ where: { id } }) : null;
      return row && refundOf(row);
    },

    async listRefunds(paymentId) {
      if (!isUuid(paymentId)) return [];
      const rows = await table.findMany({ where: { paymentId }, orderBy: [...OLDEST_FIRST] });
      return rows.map(refundOf);
    },

    async pageRefunds(paymentId, { limit, cursor }) {
      if (!isUuid(paymentId)) return { items: [], nextCursor: null };
      const { cursorOf, positionOf } = newestFirst(paymentId);
      const where = { paymentId, partOf: null, ...(cursor !== null && olderThan(positionOf(cursor))) };
      const rows = await table.findMany({ where, orderBy: NEWEST_FIRST, take: limit + 1, include: { parts: true } });
      return toPage(rows, limit, (row) => wholeOf(refundOf(row), row.parts.map(refundOf)), cursorOf);
    },
  };
}

function refundOf(row: RefundRow): Refund {
  const { id, paymentId, partOf, accountId, providerPaymentId, reason, requestedBy, providerRefundId } = row;
  const amount = moneyOf(row.amountMinor, row.currency);
  const status = row.status as RefundStatus;
  const { createdAt, updatedAt } = row;
  const whose = { id, paymentId, partOf, accountId, providerPaymentId };
  return { ...whose, amount, status, reason, requestedBy, providerRefundId, createdAt, updatedAt };
}
