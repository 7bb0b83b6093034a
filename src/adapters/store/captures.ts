import type * as Table from '../../../generated/prisma/client.ts';
import type { Capture } from '../../domain/capture.ts';
import { DomainError } from '../../domain/error.ts';
import type { Captures } from '../../ports/captures.ts';
import { call, type Database, isUuid } from './database.ts';
import { type JsonRow, moneyOf, type Row, revived } from './rows.ts';

type CaptureRow = Row<Table.Capture>;

/** Captures; what may be captured is the database's to say (`open_capture`). */
export function createCaptures(db: Database): Captures {
  const { prisma } = db;
  return {
    async openCapture({ id, paymentId, amountMinor, requestedBy }) {
      if (!isUuid(paymentId)) throw new DomainError('payment_not_found', 'Payment not found');
      const argument = { id, payment_id: paymentId, amount_minor: amountMinor, requested_by: requestedBy };
      const { capture } = await call<{ capture: JsonRow }>(db, 'open_capture', argument);
      return captureOf(revived<CaptureRow>(capture));
    },

    async failCapture(id) {
      await prisma.$executeRaw`
        UPDATE captures SET status = 'failed', updated_at = clock_timestamp() WHERE id = ${id}::uuid AND status = 'pending'`;
    },

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
