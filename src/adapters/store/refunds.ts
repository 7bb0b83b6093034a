import { DomainError, invalid } from '../../domain/error.ts';
import type { NewRefund, OpenedRefund, Refunds } from '../../ports/refunds.ts';
import { call, type Database, isUuid } from './database.ts';
import { type ClaimJson, claimOf } from './openings.ts';
import { type JsonRow, type RefundRow, refundOf, revived } from './rows.ts';

type OpenedJson = { readonly refund: JsonRow; readonly claim: ClaimJson | null };

const NEWEST_FIRST = [{ createdAt: 'desc' }, { id: 'desc' }] as const;
const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** Refunds, and who may call the provider for them; what may go back is the database's to say (`open_refund`). */
export function createRefunds(db: Database): Refunds {
  const { refund: table } = db.prisma;
  return {
    async openRefund(refund, leaseMs) {
      if (!isUuid(refund.paymentId)) throw new DomainError('payment_not_found', 'Payment not found');
      return openedOf(await call<OpenedJson>(db, 'open_refund', { ...columnsOf(refund), lease_ms: leaseMs }));
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
      const after = cursor === null ? null : idOfCursor(cursor);
      const last = after && (await table.findUnique({ where: { id: after, paymentId } }));
      if (after !== null && last === null) throw invalid('cursor', 'Unknown cursor');
      const older = last && [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }];
      // One more than asked for shows whether there is a next page.
      const where = { paymentId, ...(older && { OR: older }) };
      const rows = await table.findMany({ where, orderBy: [...NEWEST_FIRST], take: limit + 1 });
      const items = rows.slice(0, limit).map(refundOf);
      return { items, nextCursor: rows.length > limit ? cursorOf(items.at(-1)?.id ?? '') : null };
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

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function idOfCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!isUuid(id) || cursorOf(id) !== cursor) throw invalid('cursor', 'Unknown cursor');
  return id;
}
