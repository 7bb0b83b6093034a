import type { DueDelivery, Receiver } from '../../../ports/store/event-deliveries.ts';
import { type PreviousJson, previousOf } from '../endpoints.ts';
import type { Statement } from '../postgres/database.ts';

/** A delivery that no process holds; now(), not the clock, so that an index finds those that are due. */
const IS_FREE = "d.status = 'pending' AND (d.lease_until IS NULL OR d.lease_until <= now())";
const IS_DUE = `${IS_FREE} AND d.due_at <= now()`;

/**
 * First locks the endpoints for which something is due, in one order. How many leases each has is read from a snapshot, so
 * an endpoint from which another process has taken since then (`takes`) is passed over: that process looks again after each
 * commit, as this one does. Commits that make deliveries are not kept waiting: their foreign keys need less of a lock.
 */
export const TAKE: Statement = {
  name: 'take_event_deliveries',
  text: `WITH open AS (
      SELECT e.*, (SELECT count(*) FROM event_deliveries h
                    WHERE h.endpoint_id = e.id AND h.lease_until > now()) AS held
        FROM webhook_endpoints e JOIN webhook_endpoints known ON known.id = e.id AND known.takes = e.takes
       WHERE e.status = 'enabled' AND EXISTS (SELECT FROM event_deliveries d WHERE d.endpoint_id = e.id AND ${IS_DUE})
       ORDER BY e.id FOR NO KEY UPDATE OF e),
    due AS (
      SELECT d.endpoint_id, d.event_id
        FROM open CROSS JOIN LATERAL (
          SELECT d.endpoint_id, d.event_id, d.due_at FROM event_deliveries d
           WHERE d.endpoint_id = open.id AND ${IS_DUE}
             AND NOT EXISTS (SELECT FROM event_deliveries b
                              WHERE b.endpoint_id = d.endpoint_id AND b.payment_id = d.payment_id
                                AND b.sequence < d.sequence AND b.status = 'pending'
                                AND (b.tries = b.tries_before OR b.lease_until > now()))
           ORDER BY d.due_at
           LIMIT greatest(0, CASE WHEN open.failing_since IS NULL THEN $1::integer ELSE $4::integer END - open.held)
           FOR UPDATE SKIP LOCKED) AS d
       ORDER BY d.due_at LIMIT $2::integer),
    taken AS (
      UPDATE webhook_endpoints SET takes = takes + 1
       WHERE id IN (SELECT endpoint_id FROM due))
    UPDATE event_deliveries d
       SET lease_token = gen_random_uuid(), lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
      FROM due JOIN open ON open.id = due.endpoint_id JOIN events x ON x.id = due.event_id
     WHERE d.endpoint_id = due.endpoint_id AND d.event_id = due.event_id
    RETURNING d.event_id AS "eventId", x.body, d.tries - d.tries_before AS tries, d.lease_token AS token, d.due_at AS "dueAt",
              open.id, open.url, open.status, open.disabled_reason AS "disabledReason", open.failing_since AS "failingSince",
              open.secret_made_by AS "madeBy", open.sealed, open.previous`,
};

export type TakenRow = Omit<Receiver, 'secrets'> & {
  readonly eventId: string;
  readonly body: string;
  readonly tries: number;
  readonly token: string;
  readonly dueAt: Date;
  readonly madeBy: string;
  readonly sealed: string;
  readonly previous: PreviousJson;
};

export function dueOf(row: TakenRow): DueDelivery {
  const { eventId, body, tries, token, id, url, status, disabledReason, failingSince } = row;
  const { madeBy, sealed } = row;
  const secrets = { madeBy, sealed, previous: previousOf(row.previous) };
  return {
    event: { id: eventId, body },
    endpoint: { id, url, secrets, status, disabledReason, failingSince },
    tries,
    token,
  };
}
