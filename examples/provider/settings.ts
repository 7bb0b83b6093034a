import { credentials, type ProviderSettings } from 'fitstack-payments/provider-kit';

export type CoinPayCredentials = { readonly api_key: string; readonly webhook_secrets: readonly string[] };

/** How an installation configures Coin Pay. */
export const settings = {
  name: 'coinpay',
  credentials: credentials.declare('CoinPayCredentials', {
    api_key: credentials.key({
      description: 'The key of the shop (`ck_…`).',
      variable: 'COINPAY_API_KEY',
      form: /^ck_/,
    }),
    webhook_secrets: credentials.webhookSecrets({
      description: 'What its webhooks are signed with: several during a rotation.',
      variable: 'COINPAY_WEBHOOK_SECRET',
    }),
  }),
  api: { base: 'https://api.coinpay.example', variable: 'COINPAY_API_BASE' },
  isLive: ({ api_key }) => !api_key.includes('_test_'),
} satisfies ProviderSettings<CoinPayCredentials>;
