import type { EventRecord } from '../../../ports/store/events.ts';
import { DELIVERIES_DUE, deliveriesOf } from '../fan-out.ts';
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

/** The events of a commit, and one delivery for each endpoint that wants one. */
export function writeEvents(builder: StatementBuilder, events: readonly EventRecord[]): void {
  const made = builder.insertAll('events', EVENTS, events.map(flatEvent));
  const due = builder.derive(made, deliveriesOf);
  builder.notify(DELIVERIES_DUE, due);
}

function flatEvent({ id, type, paymentId, orderId, gymSlug, sequence, body, recordedAt }: EventRecord) {
  const about = { payment_id: paymentId, order_id: orderId, gym_slug: gymSlug };
  return { id, type, ...about, sequence, body, recorded_at: recordedAt };
}
