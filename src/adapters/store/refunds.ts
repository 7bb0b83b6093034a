import type * as Table from '../../../generated/prisma/client.ts';
import { DomainError } from '../../domain/error.ts';
import { type Refund, type RefundStatus, wholeOf } from '../../domain/refund.ts';
import type { NewRefund, OpenedRefund, Refunds } from '../../ports/refunds.ts';
import { call, type Database, isUuid } from './database.ts';
import { type ClaimJson, claimOf } from './openings.ts';
import { NEWEST_FIRST, newestFirst, olderThan, pageOf } from './pages.ts';
import { type JsonRow, moneyOf, type Row, revived } from './rows.ts';

type RefundRow = Row<Table.Refund>;

type OpenedJson = { readonly refund: JsonRow; readonly claim: ClaimJson | null };

const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** Refunds, and who may call the provider for them; what may go back is the database's to say (`open_refund`). */
export function createRefunds(db: Database): Refunds {
  const { refund: table } = db.prisma;
  return {
    async openRefund(refund, leaseMs) {
      if (!isUuid(refund.paymentId)) throw new DomainError('payment_not_found', 'Payment not found');
      const argument = { ...columnsOf(refund), lease_ms: leaseMs };
      const { parts } = await call<{ parts: readonly [OpenedJson, ...OpenedJson[]] }>(db, 'open_refund', argument);
      const [first, ...rest] = parts;
      return { ...openedOf(first), rest: rest.map(openedOf) };
    },

    async claimRefund(id, leaseMs) {
      return openedOf(await call<OpenedJson>(db, 'claim_refund', { id, lease_ms: leaseMs }));
    },

    async endRefund(id, { token }, end) {
      await call(db, 'end_refund', { id, token, end });
    },

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
      const { cursorOf, placeOf } = newestFirst(paymentId);
      const where = { paymentId, partOf: null, ...(cursor !== null && olderThan(placeOf(cursor))) };
      const rows = await table.findMany({ where, orderBy: NEWEST_FIRST, take: limit + 1, include: { parts: true } });
      return pageOf(rows, limit, (row) => wholeOf(refundOf(row), row.parts.map(refundOf)), cursorOf);
    },
  };
}

function openedOf({ refund, claim }: OpenedJson): OpenedRefund {
  return { refund: refundOf(revived<RefundRow>(refund)), claim: claim && claimOf(claim) };
}

function columnsOf(refund: NewRefund): object {
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    provider_payment_id: refund.providerPaymentId,
    amount_minor: refund.amountMinor,
    reason: refund.reason,
    requested_by: refund.requestedBy,
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
