import type { ProviderSettings } from '../settings.ts';

/** Secret and restricted keys show their mode (https://docs.stripe.com/keys, checked 2026-11-21). */
const LIVE_KEY = /^(?:sk|rk)_live_/;
const SECRET_KEY = /^(?:sk|rk)_(?:live|test)_/;

const PUBLISHABLE_KEY = /^pk_(?:live|test)_[A-Za-z0-9]+$/;

/** What an operator may take for the secret key, by how it begins (https://docs.stripe.com/keys, 2026-11-28). */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  pk: 'a publishable key',
  whsec: "a webhook's secret",
  ek: 'an ephemeral key',
  pi: "a payment's client secret",
  acct: 'the id of an account',
  ca: 'the id of an application',
};

function accessTokenFault(text: string): string | null {
  const kind = OTHER_KINDS[text.split('_', 1)[0] ?? ''];
  return kind === undefined ? null : `is ${kind}: the secret key begins with sk_ or rk_`;
}

function webhookSecretFault(text: string): string | null {
  return /^[a-z]{2}_/.test(text) ? "is a key: the webhook's signing secret begins with whsec_" : null;
}

function publishableKeyFault(text: string): string | null {
  return PUBLISHABLE_KEY.test(text) ? null : 'must be the publishable key, which begins with pk_: every buyer gets it';
}

export const settings = {
  name: 'stripe',
  env: {
    accessToken: 'STRIPE_SECRET_KEY',
    webhookSecrets: 'STRIPE_WEBHOOK_SECRET',
    publishableKey: 'STRIPE_PUBLISHABLE_KEY',
    apiBase: 'STRIPE_API_BASE',
  },
  defaultApiBase: 'https://api.stripe.com',
  faults: { accessToken: accessTokenFault, webhookSecret: webhookSecretFault, publishableKey: publishableKeyFault },
  forms: { accessToken: SECRET_KEY, webhookSecret: /^whsec_/ },
  isLive: (accessToken: string) => LIVE_KEY.test(accessToken),
} as const satisfies ProviderSettings;
