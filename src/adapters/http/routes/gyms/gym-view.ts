import { type Static, type TObject, Type } from 'typebox';
import type { GymInput } from '../../../../app/gyms/put-gym.ts';
import type { Gym } from '../../../../domain/gym/gym.ts';
import type { Credentials } from '../../../../domain/payment/account.ts';
import { variable } from '../../bodies/variable.ts';
import type { ProviderForm } from '../../provider-form.ts';
import { formed } from '../../wire/expected.ts';
import {
  AnyCurrency,
  oneOf,
  optional,
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
import { anyCredentials, credentialsAt, Unknown } from './credentials-body.ts';

export const GymParams = Type.Object({ slug: Slug });
export const GymListQuery = PageQuery;

const name = text(256, 'The display name.');
const paymentsEnabled = Type.Boolean({ description: 'Whether checkouts can be created.' });
const signature = oneOf(
  ['required', 'advisory'],
  '`required`: a webhook without a valid signature is refused. `advisory`: it is a hint to ask the provider.',
  'SignaturePolicy',
);

const BODY = {
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
          "What buyers read on their statements, in the provider's alphabet and length. Left out: unchanged; empty: the gym's name, shortened.",
      }),
    ),
  ),
} as const;

const SHOWN = {
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
} as const;

/** The credentials of a body have the form that its provider declares. */
export function gymBody(providers: readonly ProviderForm[], defaultProvider: string) {
  const schema = Type.Object({ ...BODY, credentials: anyCredentials(providers) }, SHOWN);
  const bodyWith = (credentials: TObject) => Type.Object({ ...BODY, credentials: optional(credentials) });
  return variable(schema, {
    by: (body) => String(Object(body).provider ?? defaultProvider),
    schemas: new Map(providers.map((each) => [each.name, bodyWith(credentialsAt(each))])),
    other: bodyWith(Unknown),
  });
}
export type GymBody = Static<ReturnType<typeof gymBody>>;

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
    has_credentials: Type.Boolean({
      description: 'Whether credentials for this provider are stored, or it needs none.',
    }),
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

/** `credentials` are those of the body that its provider declares. */
export function gymInput(slug: string, body: GymBody, credentials: Credentials | null): GymInput {
  return {
    slug,
    name: body.name,
    paymentsEnabled: body.payments_enabled,
    provider: body.provider ?? null,
    currency: body.currency?.toUpperCase() ?? null,
    returnUrl: body.return_url ?? null,
    statementDescriptor: body.statement_descriptor ?? null,
    signature: body.signature ?? null,
    credentials,
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
