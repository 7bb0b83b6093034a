import type { ProviderSettings } from '../settings.ts';

/** How an installation configures Mercado Pago. Loads nothing of its SDK. */
export const settings = {
  name: 'mercadopago',
  env: {
    accessToken: 'MERCADOPAGO_ACCESS_TOKEN',
    webhookSecrets: 'MERCADOPAGO_WEBHOOK_SECRET',
    apiBase: 'MERCADOPAGO_API_BASE',
    application: { clientId: 'MERCADOPAGO_CLIENT_ID', clientSecret: 'MERCADOPAGO_CLIENT_SECRET' },
  },
  defaultApiBase: 'https://api.mercadopago.com',
  /** Test purchases use a test user's production credentials: this says what the token may be, not what it is. */
  isLive: (accessToken: string) => accessToken.startsWith('APP_USR-'),
} as const satisfies ProviderSettings;
