import type { DeliveryStatus, EventTry } from '../../../ports/store/event-deliveries.ts';
import { isUuid, type Statement } from '../postgres/database.ts';
import { cursors } from '../reading/pages.ts';

/** Every try that was made, and those that wait, each under the id that it will have. */
export const LIST: Statement = {
  name: 'list_event_tries',
  text: `SELECT * FROM (
      SELECT t.id, t.endpoint_id AS "endpointId", t.try AS number,
             CASE WHEN t.is_delivered THEN 'succeeded' ELSE 'failed' END AS status, t.response_status AS "responseStatus",
             t.response_body AS "responseBody", t.error, t.duration_ms AS "durationMs", t.tried_at AS "triedAt",
             CASE WHEN d.status = 'pending' AND t.try = d.tries THEN d.due_at END AS "nextTryAt"
        FROM event_tries t JOIN event_deliveries d USING (endpoint_id, event_id) WHERE t.event_id = $1::uuid
      UNION ALL
      SELECT d.try_id, d.endpoint_id, d.tries + 1, 'pending', NULL, NULL, NULL, NULL, NULL, d.due_at
        FROM event_deliveries d WHERE d.event_id = $1::uuid AND d.status = 'pending') AS tries
     WHERE $2::uuid IS NULL OR ("endpointId", number) > ($2::uuid, $3::integer)
     ORDER BY "endpointId", number LIMIT $4::integer`,
};

export type TryRow = EventTry & { readonly status: DeliveryStatus };

type Position = Pick<EventTry, 'endpointId' | 'number'>;

export const { cursorOf, positionOf } = cursors<Position>(
  ({ endpointId, number }) => `tries ${endpointId} ${number}`,
  (text) => {
    const [, endpointId = '', number = ''] = text.split(' ');
    return isUuid(endpointId) && /^\d{1,9}$/.test(number) ? { endpointId, number: Number(number) } : null;
  },
);
