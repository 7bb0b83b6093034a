import { firstWaitMs } from '../../domain/schedule.ts';
import type { DeliveryRecord } from '../../ports/store/deliveries.ts';
import type { Store } from '../../ports/store/store.ts';
import { KEEPING_ITS_SCHEDULE } from './checks.ts';
import { type Database, isUuid, jsonText, type Statement, storable } from './postgres/database.ts';
import { deliveryOf } from './reading/rows.ts';

/**
 * A delivery that was ignored or processed stays so. The check of one that waits is written from what was kept: both or
 * neither.
 */
const KEEP: Statement = {
  name: 'keep_delivery',
  text: `WITH kept AS (
      INSERT INTO deliveries (account_id, key, event_id, event_type, body, headers, query, received_at, state,
                              recorded_at)
      VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::bytea, $6::jsonb, $7::jsonb, $8::timestamptz, $9::text,
              clock_timestamp())
      ON CONFLICT (account_id, key) DO UPDATE SET state = excluded.state WHERE deliveries.state = 'waiting'
      RETURNING state)
    INSERT INTO checks (kind, subject, due_at)
    SELECT 'delivery', $10::text, clock_timestamp() + $11::float8 * interval '1 millisecond'
      FROM kept WHERE state = 'waiting'
    ${KEEPING_ITS_SCHEDULE}`,
};

/** Raw deliveries that led to no payment; those that did are kept with what they led to (`recordFacts`). */
export function createDeliveries({ prisma, query }: Database): Pick<Store, 'keepDelivery' | 'findDelivery'> {
  return {
    async keepDelivery(record, state) {
      const subject = storable(`${record.accountId}/${record.key}`);
      await query(KEEP, [...columnsOf(record), state, subject, firstWaitMs('delivery')]);
    },

    async findDelivery(accountId, key) {
      if (!isUuid(accountId)) return null;
      const where = { accountId_key: { accountId, key: storable(key) } };
      const row = await prisma.delivery.findUnique({ where });
      return row && deliveryOf(row);
    },
  };
}

function columnsOf({ accountId, key, eventId, eventType, delivery }: DeliveryRecord): unknown[] {
  const { body, headers, query, receivedAt } = delivery;
  const names = [accountId, storable(key), storable(eventId), storable(eventType)];
  return [...names, body, jsonText(headers), jsonText(query), receivedAt];
}
