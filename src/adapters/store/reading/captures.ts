import type * as Table from '../../../../generated/prisma/client.ts';
import type { Capture } from '../../../domain/payment/capture.ts';
import type { Captures } from '../../../ports/store/captures.ts';
import { type Database, isUuid } from '../postgres/database.ts';
import { moneyOf, type Row } from './rows.ts';

type CaptureRow = Row<Table.Capture>;

export function createCaptures({ prisma }: Database): Captures {
  return {
    async findCapture(id) {
      const row = isUuid(id) ? await prisma.capture.findUnique({ where: { id } }) : null;
      return row && captureOf(row);
    },

    async listCaptures(paymentId) {
      if (!isUuid(paymentId)) return [];
      const rows = await prisma.capture.findMany({
        where: { paymentId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(captureOf);
    },
  };
}

function captureOf(row: CaptureRow): Capture {
  const { id, paymentId, providerPaymentId, requestedBy, createdAt, updatedAt } = row;
  const amount = moneyOf(row.amountMinor, row.currency);
  const status = row.status as Capture['status'];
  return { id, paymentId, providerPaymentId, amount, status, requestedBy, createdAt, updatedAt };
}
