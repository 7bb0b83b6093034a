import { type Static, Type } from 'typebox';
import type { GymInput } from '../../../../app/gyms/put-gym.ts';
import type { Gym } from '../../../../domain/gym/gym.ts';
import { formed } from '../../wire/expected.ts';
import {
  AnyCurrency,
  oneOf,
  optional,
  Printable,
  printable,
  ReturnUrl,
  Slug,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  UpperCurrency,
} from '../../wire/fields.ts';
import { PageQuery, page } from '../../wire/pagination.ts';

export const GymParams = Type.Object({ slug: Slug });
export const GymListQuery = PageQuery;

const name = text(256, 'The display name.');
const paymentsEnabled = Type.Boolean({ description: 'Whether checkouts can be created.' });
const signature = oneOf(
  ['required', 'advisory'],
  '`required`: a webhook without a valid signature is refused. `advisory`: it is a hint to ask the provider.',
  'SignaturePolicy',
);

/** What is shorter could be guessed from one signed notification. */
const LEAST_SECRET_CHARACTERS = 16;
const WebhookSecret = {
  ...printable(LEAST_SECRET_CHARACTERS, `Visible ASCII characters, at least ${LEAST_SECRET_CHARACTERS}.`),
  minLength: LEAST_SECRET_CHARACTERS,
};

const CredentialsBody = Type.Object({
  access_token: { ...Printable, description: "The secret for calls to the provider's API." },
  webhook_secrets: Type.Array(WebhookSecret, {
    minItems: 1,
    maxItems: 5,
    description: 'The secrets that webhooks are signed with: several during a rotation.',
  }),
  public_key: optional({
    ...Printable,
    description:
      "What web pages start the provider's SDK with: Stripe's publishable key (`pk_…`), Mercado Pago's public key. No secret: " +
      "the buyer's page gets it with `GET /api/v1/payments/{payment_id}/client`.",
  }),
});

export const GymBody = Type.Object(
  {
    name,
    payments_enabled: paymentsEnabled,
    provider: optional(text(64, 'The payment provider; `mercadopago` by default.')),
    currency: optional({ ...AnyCurrency, description: 'An ISO 4217 code in lower or upper case; `ARS` by default.' }),
    return_url: optional({
      ...ReturnUrl,
      description:
        'Where the payment page redirects buyers to. Some providers require one: `redirect_needs_return_url` of `GET /api/v1/providers`.',
    }),
    signature: optional(signature),
    statement_descriptor: optional(
      formed(
        'must be a string of at most 64 characters, of which the payment provider takes fewer',
        Type.String({
          maxLength: 64,
          description:
            "What buyers read on their statements, in the provider's alphabet and length (Mercado Pago 13 characters, Stripe 22). Left out: unchanged; empty: the gym's name, shortened.",
        }),
      ),
    ),
    credentials: optional(CredentialsBody),
  },
  {
    title: 'PutGymRequest',
    examples: [
      {
        name: 'Iron Temple',
        payments_enabled: true,
        credentials: {
          access_token: 'TEST-xxx',
          webhook_secrets: ['whsec_xxxxxxxxxxxxxxxx'],
          public_key: 'TEST-d783da36-74a2-4378-85d1-76f498ca92c4',
        },
      },
    ],
  },
);

/** Credentials go in and never come out. */
export const GymView = Type.Object(
  {
    slug: Slug,
    name,
    payments_enabled: paymentsEnabled,
    provider: Type.String({ description: 'The payment provider.' }),
    currency: UpperCurrency,
    return_url: textOrNull('Where the payment page redirects buyers to.', { format: 'uri' }),
    signature,
    has_credentials: Type.Boolean({ description: 'Whether credentials for this provider are stored.' }),
    needs_reconnect: Type.Boolean({
      description:
        'Whether the account must be connected again: the provider no longer accepts them, or gave nothing to renew them with.',
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  { title: 'Gym' },
);
export type GymView = Static<typeof GymView>;

export const GYM_EXAMPLE: GymView = {
  slug: 'iron-temple',
  name: 'Iron Temple',
  payments_enabled: true,
  provider: 'mercadopago',
  currency: 'ARS',
  return_url: null,
  signature: 'required',
  has_credentials: true,
  needs_reconnect: false,
  created_at: '2024-01-01T00:00:00',
  updated_at: '2024-01-01T00:00:00',
};

export const NewGymAnswer = success(GymView, { description: 'The gym is created.', example: GYM_EXAMPLE });
export const GymAnswer = success(GymView, { description: 'The gym.', example: GYM_EXAMPLE });
export const GymListAnswer = success(page(GymView, 'GymPage'), {
  description: 'A page of gyms.',
  example: { items: [GYM_EXAMPLE], next_cursor: 'iron-temple' },
});

export function gymInput(slug: string, body: Static<typeof GymBody>): GymInput {
  const { credentials } = body;
  return {
    slug,
    name: body.name,
    paymentsEnabled: body.payments_enabled,
    provider: body.provider ?? null,
    currency: body.currency?.toUpperCase() ?? null,
    returnUrl: body.return_url ?? null,
    statementDescriptor: body.statement_descriptor ?? null,
    signature: body.signature ?? null,
    credentials: credentials
      ? {
          accessToken: credentials.access_token,
          webhookSecrets: credentials.webhook_secrets,
          publishableKey: credentials.public_key ?? null,
        }
      : null,
  };
}

export function showGym(gym: Gym): GymView {
  return {
    slug: gym.slug,
    name: gym.name,
    payments_enabled: gym.paymentsEnabled,
    provider: gym.provider,
    currency: gym.currency,
    return_url: gym.returnUrl,
    signature: gym.signature,
    has_credentials: gym.accountId !== null,
    needs_reconnect: gym.needsReconnect,
    created_at: timestamp(gym.createdAt),
    updated_at: timestamp(gym.updatedAt),
  };
}
