import { wants } from '../../domain/event/endpoint.ts';
import type { EventFilter, EventRecord, Events } from '../../ports/store/events.ts';
import { notify } from './event-deliveries.ts';
import { inOrder } from './order.ts';
import type { AtOnce } from './reading/methods.ts';
import { toPage } from './reading/pages.ts';
import { keyOf, type Tables } from './tables.ts';

/** The events that were committed, as clients read them. */
export function createEvents(tables: Tables): AtOnce<Events> {
  return {
    listEvents(filter, page) {
      const rows = [...tables.events.values()].toSorted((a, b) => inOrder(b, a));
      const isShown = (event: EventRecord) => isWanted(tables, event, filter);
      return toPage({ rows, nameOf: ({ id }) => `event ${id}`, isShown }, page, (event) => event);
    },

    findEvent: (id) => tables.events.get(id.toLowerCase()) ?? null,
  };
}

function isWanted(tables: Tables, event: EventRecord, filter: EventFilter): boolean {
  const { type, paymentId, orderId, gymSlug, since, until } = filter;
  const purpose = tables.payments.get(event.paymentId ?? '')?.payment.purpose;
  const order = event.orderId ?? (purpose?.kind === 'order' ? purpose.orderId : null);
  return (
    (type === null || event.type === type) &&
    (paymentId === null || event.paymentId === paymentId) &&
    (orderId === null || order === orderId) &&
    (gymSlug === null || event.gymSlug === gymSlug) &&
    (since === null || event.recordedAt >= since) &&
    (until === null || event.recordedAt < until)
  );
}

/** Stores an event, and a delivery for each endpoint that wants it. */
export function keepEvent(tables: Tables, event: EventRecord, newId: () => string): void {
  const { events, endpoints, eventDeliveries } = tables;
  events.set(event.id, event);
  const { id: eventId, recordedAt: dueAt } = event;
  const untried = { eventId, status: 'pending', tries: 0, triesBefore: 0, dueAt, lease: null } as const;
  const wanting = [...endpoints.values()].filter((endpoint) => wants(endpoint, event));
  for (const { id: endpointId } of wanting)
    eventDeliveries.set(keyOf(endpointId, eventId), { endpointId, tryId: newId(), ...untried });
  if (wanting.length > 0) notify(tables);
}
