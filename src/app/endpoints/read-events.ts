import { DomainError } from '../../domain/error.ts';
import type { EventFilter, EventRecord } from '../../ports/store/events.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** Newest first. @throws DomainError `scope_missing`; `invalid` with field `cursor`. */
export async function listEvents(
  { store }: Context,
  actor: Actor,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<EventRecord>> {
  requireScope(actor, 'webhooks:manage');
  return store.listEvents(filter, page);
}

/** @throws DomainError `scope_missing`, `event_not_found`. */
export async function findEvent({ store }: Context, actor: Actor, id: string): Promise<EventRecord> {
  requireScope(actor, 'webhooks:manage');
  const event = await store.findEvent(id);
  if (event === null) throw new DomainError('event_not_found', 'Event not found');
  return event;
}
