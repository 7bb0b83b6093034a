import type { Journal } from '../../ports/store/journal.ts';
import { type Database, isUuid, storable } from './postgres/database.ts';

/** Requests and provider calls about payments, and how they ended. */
export function createJournal({ prisma }: Database): Journal {
  return {
    async writeJournal(accountId, { paymentId, parentId, providerPaymentId }, entry) {
      const id = paymentId !== null && isUuid(paymentId) ? paymentId : null;
      const [parent, paid] = [parentId, providerPaymentId].map((text) => (text === null ? null : storable(text)));
      const [actor, reason] = [storable(entry.actor), entry.reason === null ? null : storable(entry.reason)];
      await prisma.$executeRaw`
        INSERT INTO journal (payment_id, kind, actor, operation, outcome, reason, took_ms, recorded_at)
        SELECT id, ${entry.kind}, ${actor}, ${entry.operation}, ${entry.outcome}, ${reason}, ${entry.tookMs}, clock_timestamp()
          FROM payments
         WHERE account_id = coalesce(${accountId}::uuid, account_id)
           AND id = coalesce(${id}::uuid,
                 (SELECT id FROM payments WHERE account_id = ${accountId}::uuid AND parent_id = ${parent}),
                 (SELECT payment_id FROM payment_attempts
                   WHERE account_id = ${accountId}::uuid AND provider_payment_id = ${paid}))`;
    },
  };
}
