import { credentials, type ProviderSettings } from 'fitstack-payments/provider-kit';

export type AcmePayCredentials = { readonly api_key: string; readonly webhook_secrets: readonly string[] };

/** How an installation configures Acme Pay. */
export const settings = {
  name: 'acme_pay',
  credentials: credentials.declare('AcmePayCredentials', {
    api_key: credentials.key({
      description: 'The API key of the shop (`key_…`).',
      variable: 'ACME_PAY_API_KEY',
      form: /^key_/,
    }),
    webhook_secrets: credentials.webhookSecrets({
      description: 'The secrets that webhooks are signed with: several during a rotation.',
      variable: 'ACME_PAY_WEBHOOK_SECRET',
    }),
  }),
  api: { base: 'https://api.acme-pay.example', variable: 'ACME_PAY_API_BASE' },
  isLive: ({ api_key }) => !api_key.includes('_test_'),
} satisfies ProviderSettings<AcmePayCredentials>;
