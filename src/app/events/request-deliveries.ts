import { DomainError, invalid } from '../../domain/error.ts';
import { eventRequested, eventsRequested } from '../../domain/event/endpoint-audit.ts';
import type { KeptEndpoint } from '../../ports/store/endpoints.ts';
import type { EventTry, Redelivery } from '../../ports/store/event-deliveries.ts';
import type { EventPosition } from '../../ports/store/events.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { findKept } from '../endpoints/read-endpoints.ts';
import { findEvent } from '../endpoints/read-events.ts';

/** As many events as one statement looks at: it has to end long before the limit of a statement. */
const AT_ONCE = 1_000;

/**
 * Sends an event to an endpoint again, now, also one of a type that the endpoint does not ask for.
 * @throws DomainError `scope_missing`, `event_not_found`, `endpoint_not_found`; `conflict` when the endpoint is disabled;
 * `invalid` with field `endpoint_id` when the endpoint is for the events of another gym: its receiver may see no others
 */
export async function requestDelivery(context: Context, actor: Actor, eventId: string, endpointId: string) {
  const event = await findEvent(context, actor, eventId);
  const { gymSlug } = await findEnabled(context, endpointId);
  if (gymSlug !== null && gymSlug !== event.gymSlug)
    throw invalid(
      'endpoint_id',
      `endpoint_id must be an endpoint for this event: that one is only for events of ${gymSlug}`,
    );
  const audit = { ...eventRequested(eventId, endpointId), ...authorOf(context, actor) };
  await context.store.requestDelivery(eventId, endpointId, audit);
}

/**
 * Sends again what the endpoint wants, oldest first, and says how many events that are.
 * @throws DomainError `scope_missing`, `endpoint_not_found`; `conflict` when the endpoint is disabled
 */
export async function redeliver(context: Context, actor: Actor, wanted: Redelivery): Promise<number> {
  requireScope(actor, 'webhooks:manage');
  await findEnabled(context, wanted.endpointId);
  const audit = { ...eventsRequested(wanted.endpointId, wanted), ...authorOf(context, actor) };
  let events = 0;
  let from: EventPosition | null = null;
  do {
    const { requested, last }: { requested: number; last: EventPosition | null } =
      await context.store.requestDeliveries(wanted, from, AT_ONCE, events === 0 ? audit : null);
    events += requested;
    from = last;
  } while (from !== null);
  return events;
}

/** @throws DomainError `scope_missing`, `event_not_found`; `invalid` with field `cursor` */
export async function listTries(
  context: Context,
  actor: Actor,
  eventId: string,
  page: PageRequest,
): Promise<Page<EventTry>> {
  await findEvent(context, actor, eventId);
  return context.store.listTries(eventId, page);
}

async function findEnabled(context: Context, id: string): Promise<KeptEndpoint> {
  const endpoint = await findKept(context, id);
  if (endpoint.status === 'disabled') throw new DomainError('conflict', 'The endpoint is disabled');
  return endpoint;
}
