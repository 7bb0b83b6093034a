import type { Journal } from '../../ports/store/journal.ts';
import { type Database, isUuid, type Statement, storable } from './postgres/database.ts';

const writing = (name: string, id: string): Statement => ({
  name,
  text: `INSERT INTO journal (payment_id, kind, actor, operation, outcome, reason, took_ms, recorded_at)
    SELECT id, $2::text, $3::text, $4::text, $5::text, $6::text, $7::integer, clock_timestamp() FROM payments
     WHERE account_id = coalesce($1::uuid, account_id) AND id = ${id}`,
});

/** Apart, so that the frequent one has one plan for all its values. */
const BY_ID = writing('write_journal', '$8::uuid');
const BY_PROVIDERS_IDS = writing(
  'write_journal_by_providers_ids',
  `coalesce((SELECT id FROM payments WHERE account_id = $1::uuid AND parent_id = $8::text),
            (SELECT payment_id FROM payment_attempts WHERE account_id = $1::uuid AND provider_payment_id = $9::text))`,
);

/** Requests and provider calls about payments, and how they ended. */
export function createJournal({ query }: Database): Journal {
  return {
    async writeJournal(accountId, { paymentId, parentId, providerPaymentId }, entry) {
      const { kind, actor, operation, outcome, reason, tookMs } = entry;
      const ended = [accountId, kind, storable(actor), operation, outcome, reason && storable(reason), tookMs];
      if (paymentId !== null && isUuid(paymentId)) await query(BY_ID, [...ended, paymentId]);
      else {
        const ids = [parentId, providerPaymentId].map((id) => id && storable(id));
        await query(BY_PROVIDERS_IDS, [...ended, ...ids]);
      }
    },
  };
}
