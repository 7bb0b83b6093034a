import { DomainError } from '../../domain/error.ts';
import type { EventPosition, EventTry, Redelivery } from '../../ports/event-deliveries.ts';
import type { Page, PageRequest } from '../../ports/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { findKept } from '../endpoints/read-endpoints.ts';
import { findEvent } from '../endpoints/read-events.ts';

/** As many events as one statement looks at: it has to end long before the limit of a statement. */
const AT_ONCE = 1_000;

/**
 * Sends an event to an endpoint again, now.
 * @throws DomainError `scope_missing`, `event_not_found`, `endpoint_not_found`; `conflict` when the endpoint is disabled
 */
export async function requestDelivery(context: Context, actor: Actor, eventId: string, endpointId: string) {
  await findEvent(context, actor, eventId);
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
  await findEvent(context, actor, eventId);
  return context.store.listTries(eventId, page);
}

async function requireEnabled(context: Context, id: string): Promise<void> {
  const { status } = await findKept(context, id);
  if (status === 'disabled') throw new DomainError('conflict', 'The endpoint is disabled');
}
