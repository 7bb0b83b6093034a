import type { Event } from '../domain/event/event.ts';
import { eventOfGym } from '../domain/gym/gym-change.ts';
import type { Changes } from '../domain/purchase/decision.ts';
import { eventsOf } from '../domain/purchase/events.ts';
import type { Purchase } from '../domain/purchase/purchase.ts';
import type { EventRecord, EventWriter, GymAnnouncer } from '../ports/store/events.ts';

export type Announced = { readonly changes: Changes; readonly events: readonly EventRecord[] };

export type Announcing = { readonly newId: () => string; readonly writeEvent: EventWriter };

/** The events of a commit, numbered on from the payment's last one, and the changes with the number that was reached. */
export function announce(loaded: Purchase, changes: Changes, announcing: Announcing): Announced {
  const { payment, now } = changes.purchase;
  let last = payment?.events ?? 0;
  const events = eventsOf(loaded, changes.purchase).map((event): EventRecord => {
    const sequence = 'snapshot' in event ? ++last : null;
    return recordOf(event, { sequence, recordedAt: now }, announcing);
  });
  if (payment === null || last === payment.events) return { changes, events };
  return { changes: { ...changes, purchase: { ...changes.purchase, payment: { ...payment, events: last } } }, events };
}

/** What the store commits with a gym's change. */
export function gymAnnouncer(announcing: Announcing): GymAnnouncer {
  return (before, after) => {
    const event = eventOfGym(before, after);
    return event && recordOf(event, { sequence: null, recordedAt: after.updatedAt }, announcing);
  };
}

function recordOf(
  event: Event,
  about: Pick<EventRecord, 'sequence' | 'recordedAt'>,
  { newId, writeEvent }: Announcing,
): EventRecord {
  return { id: newId(), type: event.type, ...subjectOf(event), ...about, body: writeEvent(event, about) };
}

function subjectOf(event: Event): Pick<EventRecord, 'paymentId' | 'orderId' | 'gymSlug'> {
  if ('order' in event) return { paymentId: event.paymentId, orderId: event.order.id, gymSlug: null };
  if ('gym' in event) return { paymentId: null, orderId: null, gymSlug: event.gym.slug };
  const { id, purpose } = event.snapshot.payment;
  return { paymentId: id, orderId: null, gymSlug: purpose.kind === 'checkout' ? purpose.gymSlug : null };
}
