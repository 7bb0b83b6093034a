import type { Actor } from '../../app/actor.ts';
import type { App } from '../../app/app.ts';
import { DomainError, type ErrorCode } from '../../domain/error.ts';
import type { Subscription } from './receiver.ts';

/** Fixed, so that each start finds the endpoint of the one before. */
export const SANDBOX_ENDPOINT = '990e8400-e29b-41d4-a716-446655440000';

const OPERATOR: Actor = { userId: 'sandbox', scopes: ['webhooks:manage'] };

/**
 * Makes the sandbox's endpoint at the first start; a later one moves it to the present `url` and enables it, unless an
 * operator disabled it. Its secret stays what it is. Null: the service has as many endpoints as it may have.
 */
export async function makeEndpoint(app: App, url: string): Promise<Subscription | null> {
  try {
    return await present(app, url);
  } catch (error) {
    if (isA('conflict', error)) return null;
    if (!isA('endpoint_secret_unusable', error)) throw error;
    // The key that sealed the secret is not configured any more: nothing can be sent to this endpoint again.
    await app.removeEndpoint(OPERATOR, SANDBOX_ENDPOINT);
    return await present(app, url);
  }
}

async function present(app: App, url: string): Promise<Subscription> {
  const wanted = { url, eventTypes: null, description: 'The page /sandbox/events', gymSlug: null };
  const { endpoint, secret } = await app.createEndpoint(OPERATOR, { endpointId: SANDBOX_ENDPOINT, ...wanted });
  const { id: endpointId, eventTypes, description, disabledReason } = endpoint;
  const status = disabledReason === 'by_operator' ? 'disabled' : 'enabled';
  if (endpoint.url !== url || endpoint.status !== status)
    await app.replaceEndpoint(OPERATOR, { endpointId, url, eventTypes, description, status });
  return { endpointId, secret };
}

function isA(code: ErrorCode, error: unknown): boolean {
  return error instanceof DomainError && error.code === code;
}
