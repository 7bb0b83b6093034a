import type { ProviderSettings } from '../settings.ts';

/** Secret and restricted keys tell their mode (https://docs.stripe.com/keys, checked 2026-11-21). */
const LIVE_KEY = /^(?:sk|rk)_live_/;

export const settings = {
  name: 'stripe',
  env: { accessToken: 'STRIPE_SECRET_KEY', webhookSecrets: 'STRIPE_WEBHOOK_SECRET', apiBase: 'STRIPE_API_BASE' },
  defaultApiBase: 'https://api.stripe.com',
  isLive: (accessToken: string) => LIVE_KEY.test(accessToken),
} as const satisfies ProviderSettings;
