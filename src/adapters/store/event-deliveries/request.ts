import { auditFrom } from '../audit.ts';
import { DELIVERIES_DUE, WANTS } from '../fan-out.ts';
import type { Statement } from '../postgres/database.ts';

/**
 * A delivery is due since its event was recorded, so the oldest is sent first; its schedule begins again. One that is being
 * tried stays as it is.
 */
const REQUEST = `INSERT INTO event_deliveries (endpoint_id, event_id, payment_id, sequence, due_at)
  SELECT endpoint_id, id, payment_id, sequence, recorded_at FROM wanted
  ON CONFLICT (endpoint_id, event_id) DO UPDATE
     SET status = 'pending', due_at = excluded.due_at, tries_before = event_deliveries.tries, lease_token = NULL,
         lease_until = NULL
   WHERE event_deliveries.lease_until IS NULL OR event_deliveries.lease_until <= now()
  RETURNING 1`;

const NOTIFY = `(SELECT pg_notify('${DELIVERIES_DUE}', '') FROM requested LIMIT 1) AS notified`;

export const REQUEST_ONE: Statement = {
  name: 'request_event_delivery',
  text: `WITH wanted AS (
      SELECT e.id AS endpoint_id, x.id, x.payment_id, x.sequence, x.recorded_at
        FROM events x, webhook_endpoints e WHERE x.id = $1::uuid AND e.id = $2::uuid),
    requested AS (${REQUEST}),
    audited AS (${auditFrom('requested', 3)})
    SELECT ${NOTIFY}`,
};

/** Of one moment, events without a sequence come after those with one, as NULL does. */
const LAST = 2_147_483_647;

/** From $2 on, behind the event with the sequence $5 and the id $6 of that moment, if there is one. */
export const REQUEST_MANY: Statement = {
  name: 'request_event_deliveries',
  text: `WITH seen AS (
      SELECT x.* FROM events x
       WHERE x.recorded_at >= $2::timestamptz AND ($3::timestamptz IS NULL OR x.recorded_at < $3::timestamptz)
         AND ($6::uuid IS NULL OR (x.recorded_at, coalesce(x.sequence, ${LAST}), x.id)
                                  > ($2::timestamptz, coalesce($5::integer, ${LAST}), $6::uuid))
       ORDER BY x.recorded_at, x.sequence, x.id LIMIT $7::integer),
    wanted AS (
      SELECT e.id AS endpoint_id, x.id, x.payment_id, x.sequence, x.recorded_at
        FROM seen x JOIN webhook_endpoints e ON e.id = $1::uuid AND ${WANTS}
        LEFT JOIN event_deliveries d ON d.endpoint_id = e.id AND d.event_id = x.id
       WHERE NOT ($4::boolean AND coalesce(d.status = 'succeeded', false))
       ORDER BY x.recorded_at, x.sequence, x.id),
    requested AS (${REQUEST}),
    audited AS (${auditFrom('(SELECT FROM requested LIMIT 1) AS any_of_them', 8)}),
    last AS (SELECT recorded_at, sequence, id FROM seen ORDER BY recorded_at DESC, sequence DESC, id DESC LIMIT 1)
    SELECT (SELECT count(*)::integer FROM requested) AS requested, (SELECT count(*)::integer FROM seen) AS seen,
           last.recorded_at AS "recordedAt", last.sequence, last.id, ${NOTIFY}
      FROM (SELECT) AS one LEFT JOIN last ON true`,
};
