import type { EventRecord } from '../../../ports/events.ts';
import type { StatementBuilder } from './statement.ts';
import type { Columns } from './tables.ts';

const EVENTS = {
  id: 'uuid',
  type: 'text',
  payment_id: 'uuid',
  order_id: 'uuid',
  gym_slug: 'text',
  sequence: 'integer',
  body: 'text',
  recorded_at: 'timestamptz',
} as const satisfies Columns;

/** Which endpoints an event is for: as ports/endpoints.ts says. */
const WANTS = `e.status = 'enabled' AND (e.event_types IS NULL OR x.type = ANY(e.event_types))
  AND (e.gym_slug IS NULL OR e.gym_slug = x.gym_slug)`;

/** What wakes the workers of all processes, once the commit is visible. */
export const DELIVERIES_DUE = 'event_deliveries_due';

/** The events of a commit, and one delivery for each endpoint that wants one. */
export function writeEvents(builder: StatementBuilder, events: readonly EventRecord[]): void {
  const made = builder.insertAll('events', EVENTS, events.map(flatEvent));
  const due = builder.derive(`INSERT INTO event_deliveries (endpoint_id, event_id, payment_id, sequence, due_at)
    SELECT e.id, x.id, x.payment_id, x.sequence, x.recorded_at FROM ${made} x JOIN webhook_endpoints e ON ${WANTS}
    RETURNING 1`);
  builder.notify(DELIVERIES_DUE, due);
}

function flatEvent({ id, type, paymentId, orderId, gymSlug, sequence, body, recordedAt }: EventRecord) {
  const about = { payment_id: paymentId, order_id: orderId, gym_slug: gymSlug };
  return { id, type, ...about, sequence, body, recorded_at: recordedAt };
}
