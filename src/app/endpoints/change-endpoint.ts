import { chanceOf, MOST_TRIES, pauseMs, tooManyAtOnce } from '../../domain/contention.ts';
import { DomainError } from '../../domain/error.ts';
import {
  beginsAnew,
  type Endpoint,
  type EndpointChange,
  later,
  putEndpoint,
  rotateSecret,
} from '../../domain/event/endpoint.ts';
import { endpointDeleted, endpointPut, endpointRotated } from '../../domain/event/endpoint-audit.ts';
import type { AuditEntry } from '../../domain/operator/audit.ts';
import type { KeptEndpoint } from '../../ports/store/endpoints.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import type { WithSecret } from './create-endpoint.ts';
import { findKept } from './read-endpoints.ts';
import { newSecret, openSecret, sealSecret } from './secrets.ts';
import { requireCallable } from './urls.ts';

export type EndpointInput = EndpointChange & { readonly endpointId: string };

/**
 * Replaces all that can change of an endpoint. One that is enabled again begins with the next event.
 * @throws DomainError `scope_missing`, `endpoint_not_found`; `invalid` with field `url`.
 */
export async function replaceEndpoint(
  context: Context,
  actor: Actor,
  { endpointId, ...wanted }: EndpointInput,
): Promise<Endpoint> {
  requireScope(actor, 'webhooks:manage');
  await requireCallable(context, wanted.url);
  const decide = (known: KeptEndpoint, now: Date) => {
    const next = putEndpoint(known, wanted, now);
    return { ...known, ...next, failingSince: beginsAnew(known, next) ? null : known.failingSince };
  };
  return change(context, actor, endpointId, { decide, audit: endpointPut });
}

/** `rotationId`: the same again shows the secret that it made, while that is the present one. */
export type Rotation = { readonly endpointId: string; readonly rotationId?: string | undefined };

/**
 * Gives an endpoint another secret. For a day the one before signs, too.
 * @throws DomainError `scope_missing`, `endpoint_not_found`; `conflict` after too many rotations within a day.
 */
export async function rotateEndpointSecret(
  context: Context,
  actor: Actor,
  { endpointId, rotationId = context.world.newId() }: Rotation,
): Promise<WithSecret> {
  requireScope(actor, 'webhooks:manage');
  const sealed = sealSecret(context, endpointId, newSecret(context));
  const decide = (known: KeptEndpoint, now: Date) =>
    known.secrets.madeBy === rotationId
      ? known
      : {
          ...known,
          secrets: rotateSecret(known.secrets, { madeBy: rotationId, sealed }, now),
          updatedAt: later(now, known),
        };
  const endpoint = await change(context, actor, endpointId, { decide, audit: endpointRotated });
  return { endpoint, secret: openSecret(context, endpoint) };
}

/** Its deliveries go with it. @throws DomainError `scope_missing`, `endpoint_not_found`. */
export async function removeEndpoint(context: Context, actor: Actor, endpointId: string): Promise<void> {
  requireScope(actor, 'webhooks:manage');
  const audit = { ...endpointDeleted(endpointId), ...authorOf(context, actor) };
  if (!(await context.store.removeEndpoint(endpointId, audit)))
    throw new DomainError('endpoint_not_found', 'Endpoint not found');
}

type Change = {
  readonly decide: (known: KeptEndpoint, now: Date) => KeptEndpoint;
  /** Null when it changes nothing that is audited. */
  readonly audit: (known: KeptEndpoint, next: KeptEndpoint) => AuditEntry | null;
};

/** Loads, decides and commits until no other commit comes in between. */
async function change(context: Context, actor: Actor, id: string, { decide, audit }: Change): Promise<KeptEndpoint> {
  const { store, world } = context;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const known = await findKept(context, id);
    const next = decide(known, world.now());
    if (next === known) return next;
    const entry = audit(known, next);
    const record = entry && { ...entry, ...authorOf(context, actor) };
    if (await store.replaceEndpoint(next, known.updatedAt, record)) return next;
    await world.sleep(pauseMs(tries, chanceOf(world.newId())));
  }
  throw tooManyAtOnce();
}
