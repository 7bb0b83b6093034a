import { type Static, Type } from 'typebox';
import type { GymInput } from '../../../app/put-gym.ts';
import type { Gym } from '../../../domain/gym.ts';
import { HttpsUrl, optional, Printable, Slug, success, TextOrNull, text, timestamp, UpperCurrency } from '../fields.ts';
import { PageQuery, page } from '../page.ts';

export const GymParams = Type.Object({ slug: Slug });
export const GymListQuery = PageQuery;

const CredentialsBody = Type.Object({
  access_token: Printable,
  webhook_secrets: Type.Array(Printable, { minItems: 1, maxItems: 5 }),
});

export const GymBody = Type.Object({
  name: text(256),
  payments_enabled: Type.Boolean(),
  provider: optional(text(64)),
  currency: optional(UpperCurrency),
  return_url: optional(HttpsUrl),
  signature: optional(Type.Union([Type.Literal('required'), Type.Literal('advisory')])),
  credentials: optional(CredentialsBody),
});

/** Credentials go in and never come out. */
const GymView = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  payments_enabled: Type.Boolean(),
  provider: Type.String(),
  currency: Type.String(),
  return_url: TextOrNull,
  signature: Type.String(),
  has_credentials: Type.Boolean(),
  needs_reconnect: Type.Boolean(),
  created_at: Type.String(),
  updated_at: Type.String(),
});

export const GymAnswer = success(GymView);
export const GymListAnswer = success(page(GymView));

export function gymInput(slug: string, body: Static<typeof GymBody>): GymInput {
  const { credentials } = body;
  return {
    slug,
    name: body.name,
    paymentsEnabled: body.payments_enabled,
    provider: body.provider ?? null,
    currency: body.currency ?? null,
    returnUrl: body.return_url ?? null,
    signature: body.signature ?? null,
    credentials: credentials
      ? { accessToken: credentials.access_token, webhookSecrets: credentials.webhook_secrets }
      : null,
  };
}

export function showGym(gym: Gym): Static<typeof GymView> {
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
