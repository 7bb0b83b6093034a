import type { DueDelivery, HealthChange, TryEnd } from '../../../ports/store/event-deliveries.ts';
import { auditFrom } from '../audit.ts';
import { type Statement, storable } from '../postgres/database.ts';

/** The endpoint as it was known: $1 is its id, $2 to $4 are what it was. */
const IS_AS_KNOWN = `e.id = $1::uuid AND e.status = $2::text AND e.disabled_reason IS NOT DISTINCT FROM $3::text
  AND e.failing_since IS NOT DISTINCT FROM $4::timestamptz`;

/** Its time of change has to be a new one, since those who change it compare it. */
const CHANGE = `UPDATE webhook_endpoints e
     SET status = $5::text, disabled_reason = $6::text, failing_since = $7::timestamptz,
         updated_at = CASE WHEN $5::text = e.status THEN e.updated_at
                           ELSE greatest(clock_timestamp()::timestamptz(3), e.updated_at + interval '1 millisecond') END
   WHERE ${IS_AS_KNOWN}`;

/** Those that are being tried are ended by whatever tries them. `endpoint` is a part that has the changed one. */
export const endWaiting = (endpoint: string) => `UPDATE event_deliveries d SET status = 'failed'
    FROM ${endpoint} WHERE d.endpoint_id = ${endpoint}.id AND d.status = 'pending' AND d.lease_token IS NULL`;

export const CHANGE_HEALTH: Statement = {
  name: 'change_endpoint_health',
  text: `WITH changed AS (${CHANGE} RETURNING e.id, e.status),
    disabled AS (SELECT id FROM changed WHERE status = 'disabled' AND $2::text = 'enabled'),
    waiting AS (${endWaiting('disabled')}),
    audited AS (${auditFrom('changed', 8)})
    SELECT id FROM changed`,
};

/** The try is written FROM the endpoint as it was known and the delivery with its lease, or not at all. */
const END = `ended AS (
      UPDATE event_deliveries d
         SET status = $10::text, tries = d.tries + 1, try_id = gen_random_uuid(), lease_token = NULL, lease_until = NULL,
             due_at = coalesce(clock_timestamp() + $11::float8 * interval '1 millisecond', d.due_at)
        FROM endpoint, held
       WHERE d.endpoint_id = endpoint.id AND d.event_id = $8::uuid AND d.lease_token = $9::uuid
      RETURNING d.endpoint_id, d.event_id, d.tries, held.try_id),
    made AS (
      INSERT INTO event_tries (endpoint_id, event_id, try, id, response_status, response_body, error, is_delivered,
                               duration_ms, tried_at)
      SELECT endpoint_id, event_id, tries, try_id, $12::integer, $13::text, $14::text, $15::boolean, $16::integer,
             $17::timestamptz FROM ended)
    SELECT EXISTS (SELECT FROM held) AS "isHeld", EXISTS (SELECT FROM ended) AS "isEnded"`;

const HELD = `held AS (SELECT try_id FROM event_deliveries
                        WHERE endpoint_id = $1::uuid AND event_id = $8::uuid AND lease_token = $9::uuid)`;

/** Most tries leave their endpoint as it is, and then its row is only read. */
export const END_TRY: Statement = {
  name: 'end_event_try',
  text: `WITH ${HELD},
    endpoint AS (SELECT e.id FROM webhook_endpoints e WHERE ${IS_AS_KNOWN}
                    AND ROW($5::text, $6::text, $7::timestamptz) IS NOT DISTINCT FROM
                        ROW(e.status, e.disabled_reason, e.failing_since)),
    ${END}`,
};

export const END_TRY_AND_CHANGE: Statement = {
  name: 'end_event_try_and_change',
  text: `WITH ${HELD},
    endpoint AS (${CHANGE} AND EXISTS (SELECT FROM held) RETURNING e.id, e.status),
    disabled AS (SELECT id FROM endpoint WHERE status = 'disabled' AND $2::text = 'enabled'),
    waiting AS (${endWaiting('disabled')}),
    ${END}`,
};

/** $1 to $7. */
export function healthValues(endpointId: string, { known, next }: HealthChange): readonly unknown[] {
  const before = [known.status, known.disabledReason, known.failingSince];
  return [endpointId, ...before, next.status, next.disabledReason, next.failingSince];
}

/** $8 to $17. */
export function tryValues({ event, token }: DueDelivery, { made, next }: TryEnd): readonly unknown[] {
  const { responseStatus, responseBody, error, isDelivered, durationMs, at } = made;
  const answer = [responseStatus, responseBody && storable(responseBody), error && storable(error)];
  return [event.id, token, next.status, next.waitMs, ...answer, isDelivered, durationMs, at];
}
