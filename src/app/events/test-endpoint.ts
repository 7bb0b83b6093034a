import { healthAfter } from '../../domain/event/delivery.ts';
import { endpointTested } from '../../domain/event/endpoint-audit.ts';
import type { EventTry } from '../../ports/store/event-deliveries.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { findKept } from '../endpoints/read-endpoints.ts';
import { type MadeTry, sendOnce } from './try-delivery.ts';

/**
 * Sends an event of the type `endpoint.test` now, also to an endpoint that is disabled, and returns the try. The event is not
 * stored; what the answer says of the endpoint counts as that of any try.
 * @throws DomainError `scope_missing`, `endpoint_not_found`
 */
export async function testEndpoint(context: Context, actor: Actor, endpointId: string): Promise<EventTry> {
  requireScope(actor, 'webhooks:manage');
  const { store, world } = context;
  const endpoint = await findKept(context, endpointId);
  const id = world.newId();
  const body = bodyOf(endpoint.id, world.now());
  const made = await sendOnce(context, endpoint, { id, body });
  const next = healthAfter(endpoint, made);
  // An endpoint that has changed meanwhile shows itself at the next try.
  const entry = endpointTested(endpoint.id, endpoint, next);
  const audit = entry && { ...entry, ...authorOf(context, actor) };
  if (next !== endpoint) await store.changeHealth(endpoint.id, { known: endpoint, next }, audit);
  return tryOf(id, endpoint.id, made);
}

/** As the bodies of stored events, byte for byte what is signed. */
function bodyOf(endpointId: string, at: Date): string {
  return JSON.stringify({ type: 'endpoint.test', timestamp: at.toISOString(), data: { endpoint_id: endpointId } });
}

function tryOf(id: string, endpointId: string, { isDelivered, at: triedAt, ...made }: MadeTry): EventTry {
  const { responseStatus, responseBody, error, durationMs } = made;
  const status = isDelivered ? 'succeeded' : 'failed';
  const answer = { responseStatus, responseBody, error, durationMs };
  return { id, endpointId, number: 1, status, ...answer, triedAt, nextTryAt: null };
}
