import type { ProviderSettings } from '../settings.ts';

/**
 * The public key of the same page begins alike, and ends in a UUID
 * (https://www.mercadopago.com.ar/developers/en/docs/your-integrations/credentials, 2026-11-28).
 */
const PUBLIC_KEY = /^(?:APP_USR|TEST)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const ACCESS_TOKEN = /^(?:APP_USR|TEST)-/;

function accessTokenFault(text: string): string | null {
  return PUBLIC_KEY.test(text) ? 'is the public key: the access token stands below it on the same page' : null;
}

function webhookSecretFault(text: string): string | null {
  return ACCESS_TOKEN.test(text) ? "is a credential: the webhook's secret is made under Webhooks" : null;
}

function publishableKeyFault(text: string): string | null {
  return PUBLIC_KEY.test(text) ? null : 'must be the public key, which ends in a UUID: every buyer gets it';
}

/** How an installation configures Mercado Pago. Loads nothing of its SDK. */
export const settings = {
  name: 'mercadopago',
  env: {
    accessToken: 'MERCADOPAGO_ACCESS_TOKEN',
    webhookSecrets: 'MERCADOPAGO_WEBHOOK_SECRET',
    publishableKey: 'MERCADOPAGO_PUBLIC_KEY',
    apiBase: 'MERCADOPAGO_API_BASE',
    application: { clientId: 'MERCADOPAGO_CLIENT_ID', clientSecret: 'MERCADOPAGO_CLIENT_SECRET' },
  },
  defaultApiBase: 'https://api.mercadopago.com',
  faults: { accessToken: accessTokenFault, webhookSecret: webhookSecretFault, publishableKey: publishableKeyFault },
  forms: { accessToken: ACCESS_TOKEN, webhookSecret: /./ },
  /** Test purchases use a test user's production credentials: this says what the token may be, not what it is. */
  isLive: (accessToken: string) => accessToken.startsWith('APP_USR-'),
} as const satisfies ProviderSettings;
