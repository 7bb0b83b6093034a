/** What wakes the workers of all processes, once the commit is visible. */
export const DELIVERIES_DUE = 'event_deliveries_due';

/** Which endpoints (`e`) an event (`x`) is for: `wants` in src/domain/event/endpoint.ts. */
export const WANTS = `e.status = 'enabled' AND (e.event_types IS NULL OR x.type = ANY(e.event_types))
  AND (e.gym_slug IS NULL OR e.gym_slug = x.gym_slug)`;

/** The part of a commit that makes one delivery for each endpoint that wants an event; `events` is the part that inserts them. */
export function deliveriesOf(events: string): string {
  return `INSERT INTO event_deliveries (endpoint_id, event_id, payment_id, sequence, due_at)
    SELECT e.id, x.id, x.payment_id, x.sequence, x.recorded_at FROM ${events} x JOIN webhook_endpoints e ON ${WANTS}
    RETURNING 1`;
}
