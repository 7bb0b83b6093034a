import type { Addresses } from '../../../app/context.ts';

/** What the routes of each kind live under. */
export const UNDER = {
  payments: '/api/v1/payments',
  orders: '/api/v1/orders',
  gyms: '/api/v1/gyms',
  apiKeys: '/api/v1/api-keys',
  endpoints: '/api/v1/webhook-endpoints',
  events: '/api/v1/events',
  audit: '/api/v1/audit',
  providers: '/api/v1/providers',
  oauth: '/api/v1/oauth',
  problems: '/api/v1/problems',
  statistics: '/api/v1/statistics',
} as const;

// Paths that others learn from us. A route is registered with the name of its parameter, an address has the value.

/** Under the payments. */
export const platformWebhook = (provider: string) => `/webhook/${provider}`;
/** Under nothing. */
export const gymWebhookOf = (slug: string) => `/webhook/${slug}`;
/** Under the OAuth routes. */
export const connectionStart = (provider: string) => `/${provider}/start`;
export const connectionCallback = (provider: string) => `/${provider}/callback`;

/** Where the routes are, for a service that is reached at this URL (path prefix included, no slash at the end). */
export function addressesAt(publicUrl: string): Addresses {
  return {
    notifications: ({ owner, provider }) =>
      owner.kind === 'gym'
        ? `${publicUrl}${gymWebhookOf(owner.slug)}`
        : `${publicUrl}${UNDER.payments}${platformWebhook(provider)}`,
    connectionStart: (provider, link) => `${publicUrl}${UNDER.oauth}${connectionStart(provider)}?link=${link}`,
    connectionCallback: (provider) => `${publicUrl}${UNDER.oauth}${connectionCallback(provider)}`,
  };
}
