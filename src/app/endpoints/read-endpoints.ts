import { DomainError } from '../../domain/error.ts';
import type { Endpoint } from '../../domain/event/endpoint.ts';
import type { KeptEndpoint } from '../../ports/store/endpoints.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** @throws DomainError `scope_missing`, `endpoint_not_found`. */
export async function findEndpoint(context: Context, actor: Actor, id: string): Promise<Endpoint> {
  requireScope(actor, 'webhooks:manage');
  return findKept(context, id);
}

/** Newest first. @throws DomainError `scope_missing`; `invalid` with field `cursor`. */
export async function listEndpoints({ store }: Context, actor: Actor, page: PageRequest): Promise<Page<Endpoint>> {
  requireScope(actor, 'webhooks:manage');
  return store.listEndpoints(page);
}

/**
 * Before an answer that shows a secret is given again: it is shown only while it is the present one.
 * @throws DomainError `conflict` when the endpoint is gone, or has another secret by now
 */
export async function requirePresentSecret(
  { store }: Context,
  { endpointId, madeBy }: { readonly endpointId: string; readonly madeBy: string },
): Promise<void> {
  const endpoint = await store.findEndpoint(endpointId);
  if (endpoint?.secrets.madeBy !== madeBy)
    throw new DomainError('conflict', 'The endpoint was deleted, or has another secret by now');
}

/** With its secrets, sealed. @throws DomainError `endpoint_not_found` */
export async function findKept({ store }: Pick<Context, 'store'>, id: string): Promise<KeptEndpoint> {
  const endpoint = await store.findEndpoint(id);
  if (endpoint === null) throw new DomainError('endpoint_not_found', 'Endpoint not found');
  return endpoint;
}
