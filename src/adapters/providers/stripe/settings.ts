import { type Static, Type } from 'typebox';
import type { ProviderSettings } from '../settings.ts';
import { declare, key, open, webhookSecrets } from '../shared/credentials.ts';

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

/** Of keys, and of ids that stand beside the secret. */
const NO_SECRET = /^(?:sk|rk|pk|ek|pi|ca|we|acct)_/;

function webhookSecretFault(text: string): string | null {
  return NO_SECRET.test(text) ? "is a key or an id: the webhook's signing secret begins with whsec_" : null;
}

function publishableKeyFault(text: string): string | null {
  return PUBLISHABLE_KEY.test(text) ? null : 'must be the publishable key, which begins with pk_: every buyer gets it';
}

const credentials = declare('StripeCredentials', {
  access_token: key({
    description: 'The secret key, or a restricted key (`sk_…`, `rk_…`).',
    variable: 'STRIPE_SECRET_KEY',
    fault: accessTokenFault,
    form: SECRET_KEY,
  }),
  webhook_secrets: webhookSecrets({
    description: 'The signing secrets of the webhook endpoint (`whsec_…`): several during a rotation.',
    variable: 'STRIPE_WEBHOOK_SECRET',
    fault: webhookSecretFault,
    form: /^whsec_/,
  }),
  public_key: Type.Optional(
    open({
      description:
        'The publishable key (`pk_…`), which web pages start Stripe.js with. No secret: every buyer gets it.',
      variable: 'STRIPE_PUBLISHABLE_KEY',
      fault: publishableKeyFault,
    }),
  ),
});
export type StripeCredentials = Static<typeof credentials.schema>;

/** How an installation configures Stripe. Loads nothing of its SDK. */
export const settings = {
  name: 'stripe',
  credentials,
  api: { base: 'https://api.stripe.com', variable: 'STRIPE_API_BASE' },
  webhook: {
    parameters: [
      {
        name: 'Stripe-Signature',
        in: 'header',
        description:
          'Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook ' +
          'secret. At most 300 seconds from now, in either direction.',
        example: 't=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
      },
    ],
    example: {
      summary: 'A Stripe event, shortened: the other fields of the object are not read.',
      value: {
        id: 'evt_xxx',
        object: 'event',
        type: 'payment_intent.succeeded',
        created: 1704067200,
        livemode: false,
        data: {
          object: { id: 'pi_xxx', object: 'payment_intent', amount: 1000, currency: 'jpy', status: 'succeeded' },
        },
      },
    },
  },
  isLive: ({ access_token }) => LIVE_KEY.test(access_token),
} as const satisfies ProviderSettings<StripeCredentials>;
