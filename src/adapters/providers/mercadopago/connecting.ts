import { createHash } from 'node:crypto';
import { type Outcome, ok } from '../../../ports/outcome.ts';
import type { Connecting, Grant, KeptCredentials } from '../../../ports/payment-provider/credentials.ts';
import type { Application } from '../settings.ts';
import { type ClientOptions, connect } from './calls/client.ts';
import { unanswered } from './calls/errors.ts';
import { exactId } from './calls/ids.ts';
import type { OAuth } from './calls/sdk.ts';
import { type MercadoPagoCredentials, publicKeyFault, settings } from './settings.ts';

/** Sellers agree on another host than the API's; a simulator has both on one. */
const CONSENT_PAGE = 'https://auth.mercadopago.com/authorization';

/** A refusal that isn't about the code or the refresh token is about us. */
const NOT_GRANTED = /\(invalid_grant\)$/;

/**
 * Sellers connect their accounts to the platform's application.
 * https://www.mercadopago.com/developers/en/docs/security/oauth/creation, checked 2026-11-21
 */
export function createConnecting(options: ClientOptions, application: Application): Connecting {
  const client = { client_id: application.clientId, client_secret: application.clientSecret };

  /** The SDK wants a token for each call, though the body identifies the application. */
  async function ask(question: (oAuth: OAuth) => Promise<unknown>): Promise<Outcome<Grant>> {
    const { call, now } = connect(options, { access_token: application.clientSecret });
    const answer = await call((sdk, config) => question(new sdk.OAuth(config)));
    if (answer.kind !== 'ok') return aboutUs(answer);
    return grantIn(answer.value, now());
  }

  return {
    consentUrl({ state, codeVerifier, redirectUrl }) {
      const url = new URL(consentPage(options.apiBase));
      const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
      const query = { client_id: client.client_id, response_type: 'code', platform_id: 'mp', state };
      const proof = { redirect_uri: redirectUrl, code_challenge: challenge, code_challenge_method: 'S256' };
      url.search = new URLSearchParams({ ...query, ...proof }).toString();
      return url.href;
    },

    redeem({ code, codeVerifier, redirectUrl }) {
      const body = { ...client, code, redirect_uri: redirectUrl, code_verifier: codeVerifier };
      return ask((oAuth) => oAuth.create({ body }));
    },

    renew(refreshToken) {
      const body = { ...client, refresh_token: refreshToken };
      return ask((oAuth) => oAuth.refresh({ body }));
    },
  };
}

/**
 * A seller's grant is to our application, and so are the webhooks about what it opened: they are signed with the platform's
 * secrets, also after other credentials took the place of the grant. Where no account can be connected, the platform's secrets
 * sign nothing of a gym's. Those that were given before a grant sign what is about earlier payments.
 */
export function credentialsFrom(
  { given, grant, platform }: KeptCredentials<MercadoPagoCredentials>,
  { canConnect }: { readonly canConnect: boolean },
): MercadoPagoCredentials {
  const ofGrants = canConnect || grant !== null ? (platform?.webhook_secrets ?? []) : [];
  const webhook_secrets = [...(given?.webhook_secrets ?? []), ...ofGrants];
  if (grant === null) return { ...given, webhook_secrets };
  const { accessToken, publishableKey } = grant;
  return { access_token: accessToken, webhook_secrets, ...(publishableKey !== null && { public_key: publishableKey }) };
}

function consentPage(apiBase: string): string {
  return apiBase === settings.api.base ? CONSENT_PAGE : `${apiBase.replace(/\/+$/, '')}/authorization`;
}

function aboutUs(failure: Exclude<Outcome<never>, { kind: 'ok' }>): Outcome<Grant> {
  if (failure.kind !== 'rejected') return failure;
  return { ...failure, about: NOT_GRANTED.test(failure.reason) ? 'credentials' : 'request' };
}

/**
 * The user's id comes as a number. Without the scope `offline_access` there is no refresh token. What else is wrong is
 * named by its field, never by its value.
 * https://www.mercadopago.com.mx/developers/en/reference/oauth/_oauth_token/post, checked 2026-11-28
 */
function grantIn(answer: unknown, now: Date): Outcome<Grant> {
  const { access_token, token_type, refresh_token, expires_in, user_id, public_key }: Fields = Object(answer);
  if (!isText(access_token)) return noGrant('access_token');
  if (!isBearer(token_type)) return noGrant('token_type');
  const expiresAt = new Date(typeof expires_in === 'number' ? now.getTime() + expires_in * 1000 : Number.NaN);
  if (!(expiresAt > now)) return noGrant('expires_in');
  const providerUserId = exactId(user_id);
  if (providerUserId === null) return noGrant('user_id');
  const refreshToken = isText(refresh_token) ? refresh_token : null;
  const publishableKey = isPublicKey(public_key) ? public_key : null;
  return ok({ accessToken: access_token, refreshToken, expiresAt, providerUserId, publishableKey });
}

type Fields = Readonly<Record<string, unknown>>;

function noGrant(field: string): Outcome<Grant> {
  return unanswered(`the answer is not a grant: it has no usable ${field}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Buyers get it, so what may be another credential is left out; the grant is good without it. */
function isPublicKey(value: unknown): value is string {
  return isText(value) && publicKeyFault(value) === null;
}

/** The only type that there is; RFC 6749 §5.1 has it in any case. One that is left out is no other. */
function isBearer(type: unknown): boolean {
  return type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');
}
