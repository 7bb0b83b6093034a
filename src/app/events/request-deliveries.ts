import { DomainError } from '../../domain/error.ts';
import type { EventPosition, EventTry, Redelivery } from '../../ports/event-deliveries.ts';
import type { Page, PageRequest } from '../../ports/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** As many events as one statement looks at: it has to end long before the limit of a statement. */
const AT_ONCE = 1_000;

/**
 * Sends an event to an endpoint again, now.
 * @throws DomainError `scope_missing`, `event_not_found`, `endpoint_not_found`; `conflict` when the endpoint is disabled
 */
export async function requestDelivery(context: Context, actor: Actor, eventId: string, endpointId: string) {
  requireScope(actor, 'webhooks:manage');
  await requireEvent(context, eventId);
  await requireEnabled(context, endpointId);
  await context.store.requestDelivery(eventId, endpointId);
}

/**
 * Sends again what the endpoint wants, oldest first, and says how many events that are.
 * @throws DomainError `scope_missing`, `endpoint_not_found`; `conflict` when the endpoint is disabled
 */
export async function redeliver(context: Context, actor: Actor, wanted: Redelivery): Promise<number> {
  requireScope(actor, 'webhooks:manage');
  await requireEnabled(context, wanted.endpointId);
  let events = 0;
  let from: EventPosition | null = null;
  do {
    const { requested, last }: { requested: number; last: EventPosition | null } =
      await context.store.requestDeliveries(wanted, from, AT_ONCE);
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
  requireScope(actor, 'webhooks:manage');
  await requireEvent(context, eventId);
  return context.store.listTries(eventId, page);
}

async function requireEvent({ store }: Context, id: string): Promise<void> {
  if ((await store.findEvent(id)) === null) throw new DomainError('event_not_found', 'Event not found');
}

async function requireEnabled({ store }: Context, id: string): Promise<void> {
  const endpoint = await store.findEndpoint(id);
  if (endpoint === null) throw new DomainError('endpoint_not_found', 'Webhook endpoint not found');
  if (endpoint.status === 'disabled') throw new DomainError('conflict', 'The webhook endpoint is disabled');
}
