import { DomainError, invalid } from '../../domain/error.ts';
import { type Endpoint, MOST_ENDPOINTS } from '../../domain/event/endpoint.ts';
import { endpointPut } from '../../domain/event/endpoint-audit.ts';
import type { EventType } from '../../domain/event/event.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { findKept } from './read-endpoints.ts';
import { newSecret, openSecret, sealSecret } from './secrets.ts';
import { requireCallable } from './urls.ts';

export type NewEndpoint = Pick<Endpoint, 'url' | 'description' | 'gymSlug'> & {
  /** The operation of an idempotency key: the same id again is the same endpoint. Left out: a new one. */
  readonly endpointId?: string | undefined;
  readonly eventTypes: readonly EventType[] | null;
};

/** An endpoint, with the secret that is shown at its birth and after a rotation. */
export type WithSecret = { readonly endpoint: Endpoint; readonly secret: string };

/** @throws DomainError `scope_missing`; `invalid` with field `url` or `gym_id`; `conflict` where there are 50 already. */
export async function createEndpoint(context: Context, actor: Actor, input: NewEndpoint): Promise<WithSecret> {
  requireScope(actor, 'webhooks:manage');
  const { store, world } = context;
  const { endpointId: id = world.newId(), ...wanted } = input;
  await requireCallable(context, input.url);
  await requireGym(context, input.gymSlug);
  const now = world.now();
  const sealed = sealSecret(context, id, newSecret(context));
  const born = { status: 'enabled', disabledReason: null, failingSince: null, createdAt: now, updatedAt: now } as const;
  const made = { id, ...wanted, ...born, secrets: { madeBy: id, sealed, previous: [] } };
  const entry = endpointPut(null, made);
  const audit = entry && { ...entry, ...authorOf(context, actor) };
  const isThere = await store.addEndpoint(made, MOST_ENDPOINTS, audit);
  if (!isThere) throw new DomainError('conflict', `There are ${MOST_ENDPOINTS} endpoints already: delete one first`);
  // Read back: an earlier request with the same key may have made it.
  const endpoint = await findKept(context, id);
  return { endpoint, secret: openSecret(context, endpoint) };
}

async function requireGym({ store }: Context, slug: string | null): Promise<void> {
  if (slug !== null && (await store.findGym(slug)) === null)
    throw invalid('gym_id', 'gym_id must be the slug of a gym that exists');
}
